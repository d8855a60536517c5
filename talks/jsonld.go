package talks

import (
	"io"
	"slices"
)

// base is where the record's rows have their identifiers.
const base = "https://salient-project.github.io/salient/talks/"

// object is one JSON-LD node.
type object map[string]any

// WriteJSONLD writes rounds as schema.org Events in one JSON-LD document, each
// within the EventSeries of its process.
func (r *Record) WriteJSONLD(w io.Writer, rounds []*Round) error {
	graph := []object{}
	series := make(map[string]bool)
	for _, x := range rounds {
		if p := r.process[x.Process]; p != nil && !series[p.ID] {
			series[p.ID] = true
			node := object{"@id": base + "process/" + p.ID, "@type": "EventSeries", "name": p.Title}
			put(node, "description", p.Summary)
			graph = append(graph, node)
		}
		graph = append(graph, r.event(x))
	}
	return WriteJSON(w, object{"@context": "https://schema.org", "@graph": graph})
}

func (r *Record) event(x *Round) object {
	e := object{
		"@id": base + "round/" + x.ID, "@type": "Event", "identifier": x.ID,
		"name":        r.roundName(x),
		"startDate":   x.Start.String(),
		"eventStatus": "https://schema.org/EventScheduled",
		"superEvent":  object{"@id": base + "process/" + x.Process},
	}
	if x.End != nil {
		e["endDate"] = x.End.String()
	}
	if x.Status == "called-off" {
		e["eventStatus"] = "https://schema.org/EventCancelled"
	}
	put(e, "description", x.Outcome)
	switch x.Mode {
	case "in-person":
		e["eventAttendanceMode"] = "https://schema.org/OfflineEventAttendanceMode"
		address := object{"@type": "PostalAddress"}
		put(address, "addressLocality", x.City)
		put(address, "addressCountry", x.Country)
		place := object{"@type": "Place", "address": address}
		put(place, "name", x.Venue)
		e["location"] = place
	case "phone", "video":
		e["eventAttendanceMode"] = "https://schema.org/OnlineEventAttendanceMode"
	}
	if x.Host != "" {
		e["organizer"] = r.organization(x.Host)
	}
	var attendees []object
	for _, id := range x.Parties {
		attendees = append(attendees, r.team(x, id))
	}
	for _, id := range x.Mediators {
		if x.Delegation(id) != nil && !slices.Contains(x.Parties, id) {
			attendees = append(attendees, r.team(x, id))
		}
	}
	e["attendee"] = attendees
	if len(x.Agenda) > 0 {
		var about []object
		for _, a := range x.Agenda {
			about = append(about, object{"@type": "Thing", "name": a})
		}
		e["about"] = about
	}
	var pages []object
	for _, s := range x.Sources {
		pages = append(pages, object{"@type": "WebPage", "url": s})
	}
	e["subjectOf"] = pages
	return e
}

func (r *Record) organization(id string) object {
	return object{"@type": "Organization", "@id": base + "party/" + id, "name": r.partyName(id)}
}

// team is a party as an attendee, with the people of its delegation as members.
func (r *Record) team(x *Round, party string) object {
	org := r.organization(party)
	if d := x.Delegation(party); d != nil && len(d.people()) > 0 {
		var members []object
		for _, id := range d.people() {
			members = append(members, object{"@type": "Person", "@id": base + "person/" + id, "name": r.personName(id)})
		}
		return object{"@type": "Organization", "name": org["name"].(string) + " delegation", "parentOrganization": org, "member": members}
	}
	return org
}

func put(o object, key, value string) {
	if value != "" {
		o[key] = value
	}
}
