package deepstate

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/source"
)

// ReadSaved reads an answer of the site's API that was saved to a file: that of
// /api/history/{id}/geojson, whose name must hold the id, or of
// /api/history/last, which holds it itself. It is the map of the day that ended
// next after it was drawn; the days after it, until the next map, are not told
// by one file. The list, /api/history/public, holds no map and is refused with
// what it lists.
func ReadSaved(name string, data []byte, origin control.Origin) source.Result {
	if isList(data) {
		history, err := ReadHistory(data)
		if err != nil {
			return source.Refuse(ID, name, origin, "", err.Error())
		}
		first, last := history[0], history[len(history)-1]
		return source.Refuse(ID, name, origin, "", fmt.Sprintf("a list of %d maps, %s to %s, and no map itself; "+
			"save each answer of /api/history/ID/geojson as ID.geojson, from %d to %d",
			len(history), first.Ended(), last.Ended(), first.ID, last.ID))
	}
	rev, ok := idInName(name)
	if !ok {
		var err error
		if rev, err = ReadLast(data); err != nil {
			return source.Refuse(ID, name, origin, "", "which map of the site it is is not told: "+
				"name the file after the map's id, as 1771000000.geojson")
		}
	}
	r := ReadSite(name, data, origin, []control.Day{rev.Ended()})
	if len(r.Snapshots) > 0 {
		r.Drawn = rev.At
	}
	return r
}

// restampSaved gives a map that was drawn again without a change its own day.
func restampSaved(prev source.Result, name string, origin control.Origin) source.Result {
	rev, ok := idInName(name)
	if !ok {
		rev = Revision{At: prev.Drawn}
	}
	again := source.Restamp(prev, name, origin, rev.Ended(), rev.Ended()+1)
	again.Drawn = rev.At
	return again
}

// siteLike reports whether bytes hold what only the site's answers do: names in
// several languages, and the keys of classes.
func siteLike(data []byte) bool {
	for _, mark := range [...]string{" /// ", "/// geoJSON.", `\/\/\/ geoJSON.`, `"geoJSON.status.`, `"geoJSON.territories.`} {
		if bytes.Contains(data, []byte(mark)) {
			return true
		}
	}
	return false
}

// isList reports whether bytes begin like the site's list of maps.
func isList(data []byte) bool {
	head := bytes.TrimLeft(data[:min(len(data), 1024)], " \t\r\n\ufeff")
	return bytes.HasPrefix(head, []byte("[")) && bytes.Contains(head, []byte(`"createdAt"`))
}

// idInName finds a map's id, ten digits with none beside them, in a path: the
// last there is.
func idInName(name string) (Revision, bool) {
	digits := strings.FieldsFunc(name, func(r rune) bool { return r < '0' || r > '9' })
	for i := len(digits) - 1; i >= 0; i-- {
		if id, err := strconv.ParseInt(digits[i], 10, 64); err == nil && len(digits[i]) == 10 {
			return Revision{id, time.Unix(id, 0).UTC()}, true
		}
	}
	return Revision{}, false
}
