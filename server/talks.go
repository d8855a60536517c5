package server

import (
	"net/http"
	"slices"

	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/talks"
)

// talksRoutes are the questions that the record of the talks answers.
func (s *Server) talksRoutes() []route {
	get := http.MethodGet
	word := func(name, doc string, example any) param {
		return param{name: name, in: "query", doc: doc, schema: schema{"type": "string"}, example: example}
	}
	first, last := optional(pFrom), optional(pTo)
	first.doc, last.doc = "First day.", "Last day."
	first.example, last.example = "2026-01-01", "2026-03-31"
	json := []string{mediaJSON}
	pRound := inPath("id", "A round's id.", "2026-02-17-geneva")
	out := []route{
		{get, "/v1/talks/rounds", "Talks", "rounds", "Rounds", "The rounds that were held and match every parameter.",
			[]param{word("process", "Process.", nil), word("city", "City.", "Abu Dhabi"), word("country", "Country.", nil), word("party", "Party present in any capacity.", nil),
				word("format", "bilateral, trilateral, mediated or multilateral.", nil), word("mediator", "Party that mediates.", nil), word("person", "Person in a delegation.", nil), first, last, pV}, nil, json, s.rounds},
		{get, "/v1/talks/rounds/{id}/count", "Talks", "roundCount", "Every defensible number of a round", "Which round it is, by what is counted.", []param{pRound}, nil, json, s.roundCount},
		{get, "/v1/talks/positions", "Talks", "positions", "Positions", "Who demands, offers, accepts or rejects what. With on, what stood on that day.",
			[]param{word("issue", "Issue.", "territory"), word("party", "Party.", nil), word("process", "Process.", nil), pOn, pV}, nil, json, s.positions},
		{get, "/v1/talks/statements", "Talks", "statements", "Statements", "Who said what, in the record's words.",
			[]param{word("speaker", "Person.", nil), word("party", "Party of the speaker.", nil), word("topic", "Part of the topic.", nil), word("channel", "Channel.", nil), word("text", "Part of the summary or quote.", nil), first, last, pV}, nil, json, s.statements},
		{get, "/v1/talks/agreements", "Talks", "agreements", "Agreements", "What was settled. With on, what was in force on that day.", []param{pOn, pV}, nil, json, s.agreements},
	}
	if s.Ground != nil {
		from, to := inPath("from", "A round's id.", "2026-02-04-abu-dhabi"), inPath("to", "A later round's id.", "2026-02-17-geneva")
		out = append(out, route{get, "/v1/talks/between/{from}/{to}", "Talks", "between", "The ground between two rounds",
			"Ground gained, lost and net from the last day of one round to the day before another. " + talks.SequenceNote, []param{from, to, pSliver, pKnown}, nil, json, s.between})
	}
	return out
}

// period reads two days that may both be left out.
func period(r *request) (from, to *control.Day, l lasting, err error) {
	l = dated
	for _, x := range []struct {
		name string
		into **control.Day
	}{{"from", &from}, {"to", &to}} {
		text := r.values.Get(x.name)
		if text == "" {
			l = current
			continue
		}
		day, err := parseDay(x.name, text)
		if err != nil {
			return nil, nil, l, err
		}
		*x.into = &day
	}
	return from, to, l, nil
}

func (s *Server) rounds(r *request) (reply, error) {
	if err := r.onlyKnown("process", "city", "country", "party", "format", "mediator", "person", "from", "to"); err != nil {
		return reply{}, err
	}
	v := r.values
	f := talks.Filter{Process: v.Get("process"), City: v.Get("city"), Country: v.Get("country"), Format: v.Get("format"), Mediator: v.Get("mediator"), Person: v.Get("person")}
	if p := v.Get("party"); p != "" {
		f.Party = []string{p}
	}
	var err error
	if f.From, f.To, _, err = period(r); err != nil {
		return reply{}, err
	}
	return jsonReply(s.Talks.RoundRows(s.Talks.Rounds(f)), current)
}

func (s *Server) round(id string) (*talks.Round, error) {
	if x := s.Talks.Round(id); x != nil {
		return x, nil
	}
	return nil, problemf(http.StatusNotFound, "no round %q", id).hint("/v1/talks/rounds lists them")
}

func (s *Server) roundCount(r *request) (reply, error) {
	if err := r.onlyKnown(); err != nil {
		return reply{}, err
	}
	x, err := s.round(r.PathValue("id"))
	if err != nil {
		return reply{}, err
	}
	type row struct {
		Number int      `json:"number"`
		Names  []string `json:"names"`
		Rounds []string `json:"rounds"`
	}
	rows := []row{}
	for _, n := range s.Talks.Numberings(x) {
		one := row{n.Number, n.Names, nil}
		for _, y := range n.Rounds {
			one.Rounds = append(one.Rounds, y.ID)
		}
		rows = append(rows, one)
	}
	return jsonReply(rows, current)
}

func (s *Server) positions(r *request) (reply, error) {
	if err := r.onlyKnown("issue", "party", "process", "on"); err != nil {
		return reply{}, err
	}
	v := r.values
	var rows []*talks.Position
	if text := v.Get("on"); text != "" {
		day, err := parseDay("on", text)
		if err != nil {
			return reply{}, err
		}
		for _, c := range s.Talks.Matrix(day, v.Get("issue"), v.Get("process")) {
			if p := v.Get("party"); p == "" || p == c.Party {
				rows = append(rows, c.Current...)
			}
		}
	} else if n := len(s.Talks.Positions); n > 0 {
		rows = s.Talks.History(v.Get("party"), v.Get("issue"), v.Get("process"), s.Talks.Positions[n-1].Day)
	}
	return jsonReply(s.Talks.PositionRows(rows), current)
}

func (s *Server) statements(r *request) (reply, error) {
	if err := r.onlyKnown("speaker", "party", "topic", "channel", "text", "from", "to"); err != nil {
		return reply{}, err
	}
	v := r.values
	f := talks.Spoken{Speaker: v.Get("speaker"), Party: v.Get("party"), Topic: v.Get("topic"), Channel: v.Get("channel"), Text: v.Get("text")}
	var err error
	if f.From, f.To, _, err = period(r); err != nil {
		return reply{}, err
	}
	return jsonReply(s.Talks.StatementRows(s.Talks.Said(f)), current)
}

func (s *Server) agreements(r *request) (reply, error) {
	if err := r.onlyKnown("on"); err != nil {
		return reply{}, err
	}
	rows := slices.Clone(s.Talks.Agreements)
	if text := r.values.Get("on"); text != "" {
		day, err := parseDay("on", text)
		if err != nil {
			return reply{}, err
		}
		rows = nil
		for _, x := range s.Talks.InForce(day) {
			rows = append(rows, x.Agreement)
		}
	}
	return jsonReply(s.Talks.AgreementRows(rows), current)
}

func (s *Server) between(r *request) (reply, error) {
	if err := r.onlyKnown(); err != nil {
		return reply{}, err
	}
	from, err := s.round(r.PathValue("from"))
	if err != nil {
		return reply{}, err
	}
	to, err := s.round(r.PathValue("to"))
	if err != nil {
		return reply{}, err
	}
	if to.Start <= from.Last() {
		return reply{}, problemf(http.StatusBadRequest, "%s does not begin after %s ends", to.ID, from.ID)
	}
	in, err := talks.Between(s.Ground(s.Claims, true), from, to)
	if err != nil {
		return reply{}, err
	}
	return jsonReply(in, current)
}
