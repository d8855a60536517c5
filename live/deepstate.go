package live

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/source/deepstate"
)

// road is a way to a source's maps. It returns the days that it has no map of.
type road struct {
	name string
	walk func(context.Context, *visit, []control.Day) ([]control.Day, error)
}

// visitDeepState fetches the valid days that have ended and that the store has
// no map of. There are three roads: the site's own history, the daily archive
// on GitHub, and the site's newest map. Site and archive draw the same ground
// with slightly different vertices, so a history goes on by the road that its
// newest map came by; the others serve the days that the first has no map of.
func visitDeepState(ctx context.Context, v *visit) error {
	last := control.DayOf(v.now.Add(-deepstate.TakenAt)) - 1
	var wanted []control.Day
	for d := v.from(); d <= last; d++ {
		wanted = append(wanted, d)
	}
	roads := []road{
		{"the site's history", deepStateBySite}, {"the daily archive on GitHub", deepStateByArchive},
		{"the site's newest map", deepStateByLast},
	}
	if newest, ok := v.had[control.Control]; ok && !slices.ContainsFunc(v.origins[newest], v.isSite) {
		roads[0], roads[1] = roads[1], roads[0]
		wanted = append(v.again(last), wanted...)
	}
	var failed, notes []string
	for i, road := range roads {
		if i > 0 { // what the store has is asked for again by its own road only
			wanted = slices.DeleteFunc(wanted, func(d control.Day) bool { return v.origins[d] != nil })
		}
		if len(wanted) == 0 {
			break
		}
		var err error
		if wanted, err = road.walk(ctx, v, wanted); err == nil {
			continue
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		failed = append(failed, err.Error())
		if i+1 < len(roads) && len(wanted) > 0 {
			notes = append(notes, fmt.Sprintf("%v; %s is asked instead for %s", err, roads[i+1].name, dayRange(wanted)))
		}
	}
	if len(failed) == len(roads) {
		return errors.New(strings.Join(failed, "; "))
	}
	for _, n := range notes {
		v.note(ctx, "%s", n)
	}
	v.send(ctx, message{missing: wanted})
	return nil
}

func dayRange(days []control.Day) string {
	if len(days) == 1 {
		return "the map of " + days[0].String()
	}
	return fmt.Sprintf("the maps of %s to %s", days[0], days[len(days)-1])
}

func (v *visit) isSite(address string) bool {
	return strings.HasPrefix(address, v.endpoints[DeepStateSite]+"/api/")
}

// again returns the newest days that the store has, to be asked for again.
func (v *visit) again(last control.Day) []control.Day {
	if v.since != control.NoDay {
		return nil
	}
	var days []control.Day
	for d := range v.origins {
		if d <= last {
			days = append(days, d)
		}
	}
	slices.Sort(days)
	return days
}

// deepStateByArchive fetches the daily files of valid days and returns the days
// that there is no file of.
func deepStateByArchive(ctx context.Context, v *visit, days []control.Day) (without []control.Day, err error) {
	v.expect(len(days))
	base := strings.TrimSuffix(v.endpoints[DeepStateArchive], "/")
	addresses := make([]string, len(days))
	for i, d := range days {
		addresses[i] = base + "/" + dailyName(d)
	}
	for i, wait := range v.ahead(ctx, addresses) {
		a, err := wait()
		switch {
		case hasStatus(err, http.StatusNotFound):
			without = append(without, days[i])
		case err != nil:
			return append(without, days[i:]...), fmt.Errorf("DeepState's daily archive cannot be asked: %w", err)
		case a.notModified:
			v.send(ctx, message{same: 1})
		default:
			name := dailyName(days[i])
			v.take(ctx, fetched{v.reader.Read(name, a.body, origin(a, name)), v.answered(a, time.Time{})})
		}
	}
	return without, ctx.Err()
}

// dailyName is the archive's name for a valid day: that of the day after.
func dailyName(d control.Day) string {
	return "deepstatemap_data_" + (d + 1).Time().Format("20060102") + ".geojson"
}

// deepStateBySite fetches the maps that stood when valid days ended from the
// site's history, and returns the days that it could not have.
func deepStateBySite(ctx context.Context, v *visit, days []control.Day) ([]control.Day, error) {
	list := v.endpoints[DeepStateSite] + "/api/history/public"
	v.expect(1 + len(days))
	a, err := v.getFresh(ctx, list)
	if hasStatus(err, http.StatusUnauthorized, http.StatusForbidden) {
		return days, fmt.Errorf("DeepState's site does not give out its history: %w", err)
	}
	if err != nil {
		return days, fmt.Errorf("DeepState's site cannot be asked for its history: %w", err)
	}
	history, err := deepstate.ReadHistory(a.body)
	if err != nil {
		return days, fmt.Errorf("DeepState's history cannot be understood: %s: %w", list, err)
	}
	return v.takeHistory(ctx, history, days)
}

// takeHistory fetches the maps of a history that valid days ended with. Days on
// which nothing was redrawn share a map.
func (v *visit) takeHistory(ctx context.Context, history []deepstate.Revision, days []control.Day) (without []control.Day, err error) {
	for lo, hi := 0, 0; lo < len(days); lo = hi {
		rev, ok := deepstate.Standing(history, days[lo])
		for hi = lo + 1; ok && hi < len(days); hi++ {
			if next, _ := deepstate.Standing(history, days[hi]); next.ID != rev.ID {
				break
			}
		}
		if !ok {
			without = append(without, days[lo])
			continue
		}
		address := fmt.Sprintf("%s/api/history/%d/geojson", v.endpoints[DeepStateSite], rev.ID)
		a, err := v.getFresh(ctx, address)
		if err != nil {
			return append(without, days[lo:]...), fmt.Errorf("DeepState's site does not give out the map of %s: %w", days[lo], err)
		}
		name := fmt.Sprintf("history/%d.geojson", rev.ID)
		r := deepstate.ReadSite(name, a.body, origin(a, name), days[lo:hi])
		if len(r.Refused) > 0 {
			v.note(ctx, "DeepState's site: %v", r.Refused[0])
			without = append(without, days[lo:hi]...)
			continue
		}
		v.take(ctx, fetched{r, v.answered(a, rev.At)})
	}
	return without, ctx.Err()
}

// deepStateByLast takes the map that the site shows now for the days that ended
// with it: those since it was drawn.
func deepStateByLast(ctx context.Context, v *visit, days []control.Day) (without []control.Day, err error) {
	v.expect(1)
	a, err := v.getFresh(ctx, v.endpoints[DeepStateSite]+"/api/history/last")
	if err != nil {
		return days, fmt.Errorf("DeepState's site does not give out its newest map: %w", err)
	}
	rev, err := deepstate.ReadLast(a.body)
	if err != nil {
		return days, fmt.Errorf("%s: %w", a.url, err)
	}
	var its []control.Day
	for _, d := range days {
		if _, ok := deepstate.Standing([]deepstate.Revision{rev}, d); ok {
			its = append(its, d)
		} else {
			without = append(without, d)
		}
	}
	if len(its) == 0 {
		return without, nil
	}
	name := fmt.Sprintf("history/%d.geojson", rev.ID)
	r := deepstate.ReadSite(name, a.body, origin(a, name), its)
	if len(r.Refused) > 0 {
		return days, fmt.Errorf("DeepState's site: %w", r.Refused[0])
	}
	v.take(ctx, fetched{r, v.answered(a, rev.At)})
	return without, nil
}
