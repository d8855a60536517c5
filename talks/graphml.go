package talks

import (
	"cmp"
	"encoding/xml"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Meeting is how often two people of different parties sat across from each
// other, as far as the sources name them.
type Meeting struct {
	A, B   string // person ids, A before B
	Rounds []*Round
}

// Meetings returns who met whom in the rounds: each pair of named people of two
// delegations. Written exchanges and rounds not held are no meetings. Where the
// sides sat apart, their people met only those of the mediators and the host.
func (r *Record) Meetings(rounds []*Round) []Meeting {
	pairs := make(map[[2]string][]*Round)
	for _, x := range rounds {
		if !x.Held() || x.Mode == "written" {
			continue
		}
		for i := range x.Delegations {
			for j := range i {
				a, b := &x.Delegations[i], &x.Delegations[j]
				if x.Apart && !x.offers(a.Party) && !x.offers(b.Party) {
					continue
				}
				for _, p := range a.people() {
					for _, q := range b.people() {
						k := [2]string{min(p, q), max(p, q)}
						pairs[k] = append(pairs[k], x)
					}
				}
			}
		}
	}
	var out []Meeting
	for k, rounds := range pairs {
		out = append(out, Meeting{k[0], k[1], rounds})
	}
	slices.SortFunc(out, func(a, b Meeting) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return out
}

// offers reports whether a party is the round's mediator or host.
func (r *Round) offers(party string) bool {
	return r.Host == party || slices.Contains(r.Mediators, party)
}

type graphML struct {
	XMLName xml.Name     `xml:"http://graphml.graphdrawing.org/xmlns graphml"`
	Keys    []graphKey   `xml:"key"`
	Graph   graphContent `xml:"graph"`
}

type graphKey struct {
	ID   string `xml:"id,attr"`
	For  string `xml:"for,attr"`
	Name string `xml:"attr.name,attr"`
	Type string `xml:"attr.type,attr"`
}

type graphContent struct {
	ID       string      `xml:"id,attr"`
	Directed string      `xml:"edgedefault,attr"`
	Nodes    []graphNode `xml:"node"`
	Edges    []graphEdge `xml:"edge"`
}

type graphNode struct {
	ID   string      `xml:"id,attr"`
	Data []graphData `xml:"data"`
}

type graphEdge struct {
	ID     string      `xml:"id,attr"`
	Source string      `xml:"source,attr"`
	Target string      `xml:"target,attr"`
	Data   []graphData `xml:"data"`
}

type graphData struct {
	Key   string `xml:"key,attr"`
	Value string `xml:",chardata"`
}

// WriteGraphML writes who met whom in the rounds as an undirected GraphML graph:
// people with name and party, edges weighted by the number of rounds.
func (r *Record) WriteGraphML(w io.Writer, rounds []*Round) error {
	g := graphML{
		Keys: []graphKey{
			{"name", "node", "name", "string"}, {"party", "node", "party", "string"},
			{"weight", "edge", "weight", "int"}, {"first", "edge", "first", "string"},
			{"last", "edge", "last", "string"}, {"rounds", "edge", "rounds", "string"},
		},
		Graph: graphContent{ID: "meetings", Directed: "undirected"},
	}
	met := make(map[string]bool)
	for i, m := range r.Meetings(rounds) {
		met[m.A], met[m.B] = true, true
		ids := make([]string, len(m.Rounds))
		for j, x := range m.Rounds {
			ids[j] = x.ID
		}
		g.Graph.Edges = append(g.Graph.Edges, graphEdge{"e" + strconv.Itoa(i), m.A, m.B, []graphData{
			{"weight", strconv.Itoa(len(m.Rounds))},
			{"first", m.Rounds[0].Start.String()},
			{"last", m.Rounds[len(m.Rounds)-1].Last().String()},
			{"rounds", strings.Join(ids, " ")},
		}})
	}
	for _, p := range r.People {
		if met[p.ID] {
			g.Graph.Nodes = append(g.Graph.Nodes, graphNode{p.ID, []graphData{{"name", p.Name}, {"party", p.Party}}})
		}
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(g); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
