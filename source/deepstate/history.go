package deepstate

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/salient-project/salient/control"
)

// TakenAt is the hour of UTC at which a DeepState day ends: the archive takes
// its file then, and it shows the day before.
const TakenAt = 3 * time.Hour

// Revision is one state of DeepState's map, as its history lists it.
type Revision struct {
	ID int64     // of the map; also when it was drawn, in Unix seconds
	At time.Time // when it was published
}

// ReadHistory reads the list of revisions, and returns it oldest first.
func ReadHistory(body []byte) ([]Revision, error) {
	var rows []struct {
		ID        int64  `json:"id"`
		CreatedAt string `json:"createdAt"`
		Status    *bool  `json:"status"` // false: withdrawn
	}
	if err := json.Unmarshal(body, &rows); err != nil {
		return nil, fmt.Errorf("not a list of maps: %w", err)
	}
	var out []Revision
	for _, row := range rows {
		if row.ID <= 0 || row.Status != nil && !*row.Status {
			continue
		}
		at := time.Unix(row.ID, 0).UTC()
		if t, err := time.Parse(time.RFC3339, row.CreatedAt); err == nil {
			at = t.UTC()
		}
		out = append(out, Revision{row.ID, at})
	}
	if len(out) == 0 {
		return nil, errors.New("the list of maps is empty")
	}
	slices.SortStableFunc(out, func(a, b Revision) int { return a.At.Compare(b.At) })
	return out, nil
}

// ReadLast reads which revision the site's newest map is.
func ReadLast(body []byte) (Revision, error) {
	var last struct {
		ID int64 `json:"id"`
	}
	if err := json.Unmarshal(body, &last); err != nil {
		return Revision{}, fmt.Errorf("not a map with its id: %w", err)
	}
	if last.ID <= 0 {
		return Revision{}, errors.New("a map without an id, so its day is not known")
	}
	return Revision{last.ID, time.Unix(last.ID, 0).UTC()}, nil
}

// Standing returns the revision that stood when a valid day ended, at 03:00 UTC
// of the next.
func Standing(history []Revision, day control.Day) (Revision, bool) {
	end := (day + 1).Time().Add(TakenAt)
	i, _ := slices.BinarySearchFunc(history, end, func(r Revision, t time.Time) int { return r.At.Compare(t) })
	if i == 0 {
		return Revision{}, false
	}
	return history[i-1], true
}

// Ended returns the valid day that a revision is of by itself: the first to end
// after it was published.
func (r Revision) Ended() control.Day { return control.DayOf(r.At.Add(-TakenAt)) }
