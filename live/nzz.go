package live

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"time"

	"github.com/salient-project/salient/control"
)

// mostNZZ bounds the maps of one visit.
const mostNZZ = 60

// visitNZZ walks back from today: the endpoint answers for a day with the map
// that stood on it, so that one question for the day before a map finds the map
// before, and a map that stood for a week costs one question and not seven. It
// ends with the newest map in the store, which is compared again.
func visitNZZ(ctx context.Context, v *visit) error {
	var maps []fetched
	oldest := v.from()
	if newest, ok := v.had[control.Control]; ok && v.since == control.NoDay {
		oldest = newest
	}
	asked := control.DayOf(v.now)
	before := asked + 2
	var failed error
	for len(maps) < mostNZZ && asked >= oldest {
		v.expect(1)
		address, err := withQuery(v.endpoints[NZZAreas], "to", asked.String())
		if err != nil {
			return err
		}
		a, err := v.getFresh(ctx, address)
		if err != nil {
			failed = err
			break
		}
		name := asked.String() + ".json"
		r := v.reader.Read(name, a.body, origin(a, name))
		if len(r.Snapshots) == 0 {
			maps = append(maps, fetched{result: r})
			break
		}
		day := r.Snapshots[0].Day
		r.Snapshots[0].Known = max(day, control.DayOf(v.now)) // when it was published is not told
		if day >= before {
			if len(maps) > 0 {
				v.note(ctx, "asked for the map of %s, the endpoint sent that of %s again: earlier ones could not be had", asked, day)
			} else {
				maps = append(maps, fetched{result: r}) // a day that cannot be: refused where days are judged
			}
			break
		}
		if day < oldest && len(maps) > 0 {
			break
		}
		maps = append(maps, fetched{r, v.answered(a, time.Time{})})
		before, asked = day, day-1
	}
	if len(maps) == 0 && failed == nil {
		failed = errors.New("nothing was asked for: the first day lies in the future")
	}
	// What lies between a failure and the store is not known: maps that follow
	// a gap are taken in, the gap is asked for again by --since.
	if failed != nil && len(maps) > 0 {
		v.note(ctx, "maps before %s could not be fetched: ask for them with --since %s", before, oldest)
	}
	for _, m := range slices.Backward(maps) {
		v.take(ctx, m)
	}
	return failed
}

// withQuery adds a parameter to an address.
func withQuery(address string, pairs ...string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	q := u.Query()
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	u.RawQuery = q.Encode()
	return u.String(), nil
}
