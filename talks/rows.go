package talks

import (
	"encoding/json"
	"io"

	"github.com/salient-project/salient/control"
)

// The rows below are what `salient talks … --json` prints: arrays of objects
// with snake_case keys, days as YYYY-MM-DD, null for what is not known, and
// empty arrays where there is nothing to list.

// RoundRow is a round for scripts.
type RoundRow struct {
	ID          string          `json:"id"`
	Process     string          `json:"process"`
	Start       control.Day     `json:"start"`
	End         *control.Day    `json:"end"`
	Status      string          `json:"status"`
	City        *string         `json:"city"`
	Place       *string         `json:"place"`
	Country     *string         `json:"country"`
	Host        *string         `json:"host"`
	Mode        string          `json:"mode"`
	Format      string          `json:"format"`
	Doors       *string         `json:"doors"`
	Mediators   []string        `json:"mediators"`
	Parties     []string        `json:"parties"`
	Apart       bool            `json:"apart"`
	Called      []string        `json:"called"`
	Delegations []DelegationRow `json:"delegations"`
	Agenda      []string        `json:"agenda"`
	Outcome     *string         `json:"outcome"`
	Result      *string         `json:"result"`
	Note        *string         `json:"note"`
	Sources     []string        `json:"sources"`
}

// DelegationRow is one party's team. Head is null where it is not named.
type DelegationRow struct {
	Party    string      `json:"party"`
	Head     *PersonRow  `json:"head"`
	HeadNote *string     `json:"head_note"`
	Members  []PersonRow `json:"members"`
	Change   *ReasonRow  `json:"change"`
}

// PersonRow names a person.
type PersonRow struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// ReasonRow is the reason that a party gave.
type ReasonRow struct {
	SaidBy  *string     `json:"said_by"`
	Day     control.Day `json:"day"`
	Summary string      `json:"summary"`
	Sources []string    `json:"sources"`
}

// PositionRow is a position for scripts.
type PositionRow struct {
	ID      string      `json:"id"`
	Process string      `json:"process"`
	Party   string      `json:"party"`
	Issue   string      `json:"issue"`
	Kind    string      `json:"kind"`
	Day     control.Day `json:"day"`
	DayNote *string     `json:"day_note"`
	Round   *string     `json:"round"`
	Summary string      `json:"summary"`
	Ground  *Rule       `json:"ground"`
	Sources []string    `json:"sources"`
}

// StatementRow is a statement for scripts.
type StatementRow struct {
	ID      string      `json:"id"`
	Process string      `json:"process"`
	Speaker PersonRow   `json:"speaker"`
	Party   string      `json:"party"`
	Day     control.Day `json:"day"`
	Channel string      `json:"channel"`
	Topic   string      `json:"topic"`
	Summary string      `json:"summary"`
	Quote   *string     `json:"quote"`
	Sources []string    `json:"sources"`
}

// AgreementRow is an agreement for scripts.
type AgreementRow struct {
	ID         string       `json:"id"`
	Process    string       `json:"process"`
	Day        control.Day  `json:"day"`
	DayNote    *string      `json:"day_note"`
	Kind       string       `json:"kind"`
	Parties    []string     `json:"parties"`
	Mediators  []string     `json:"mediators"`
	Round      *string      `json:"round"`
	Unilateral bool         `json:"unilateral"`
	Signed     bool         `json:"signed"`
	PAX        *string      `json:"pax"`
	Terms      string       `json:"terms"`
	From       *control.Day `json:"from"`
	To         *control.Day `json:"to"`
	ToNote     *string      `json:"to_note"`
	End        *EndingRow   `json:"end"`
	Note       *string      `json:"note"`
	Sources    []string     `json:"sources"`
}

// EndingRow is the end of an agreement.
type EndingRow struct {
	How     string      `json:"how"`
	Day     control.Day `json:"day"`
	By      *string     `json:"by"`
	Summary string      `json:"summary"`
	Sources []string    `json:"sources"`
}

// RoundRows returns rounds as rows.
func (r *Record) RoundRows(rounds []*Round) []RoundRow {
	rows := []RoundRow{}
	for _, x := range rounds {
		row := RoundRow{
			ID: x.ID, Process: x.Process, Start: x.Start, End: x.End, Status: "held", City: known(x.City), Place: known(x.Venue),
			Country: known(x.Country), Host: known(x.Host), Mode: x.Mode, Format: x.Format, Doors: known(x.Doors),
			Mediators: list(x.Mediators), Parties: list(x.Parties), Apart: x.Apart, Called: list(x.Called),
			Delegations: []DelegationRow{}, Agenda: list(x.Agenda), Outcome: known(x.Outcome), Result: known(x.Result),
			Note: known(x.Note), Sources: list(x.Sources),
		}
		if x.Status != "" {
			row.Status = x.Status
		}
		for _, d := range x.Delegations {
			out := DelegationRow{Party: d.Party, HeadNote: known(d.HeadNote), Members: []PersonRow{}}
			if d.Head != "" {
				out.Head = &PersonRow{d.Head, r.personName(d.Head)}
			}
			for _, id := range d.Members {
				out.Members = append(out.Members, PersonRow{id, r.personName(id)})
			}
			if w := d.Change; w != nil {
				out.Change = &ReasonRow{known(w.SaidBy), w.Day, w.Summary, list(w.Sources)}
			}
			row.Delegations = append(row.Delegations, out)
		}
		rows = append(rows, row)
	}
	return rows
}

// PositionRows returns positions as rows.
func (r *Record) PositionRows(positions []*Position) []PositionRow {
	rows := []PositionRow{}
	for _, x := range positions {
		row := PositionRow{x.ID, x.Process, x.Party, x.Issue, x.Kind, x.Day, known(x.DayNote), known(x.Round), x.Summary, nil, list(x.Sources)}
		if x.Ground != nil {
			row.Ground = &Rule{Rule: x.Ground.Rule, Of: list(x.Ground.Of)}
		}
		rows = append(rows, row)
	}
	return rows
}

// StatementRows returns statements as rows.
func (r *Record) StatementRows(statements []*Statement) []StatementRow {
	rows := []StatementRow{}
	for _, x := range statements {
		rows = append(rows, StatementRow{x.ID, x.Process, PersonRow{x.Speaker, r.personName(x.Speaker)}, r.SpeakerParty(x),
			x.Day, x.Channel, x.Topic, x.Summary, known(x.Quote), list(x.Sources)})
	}
	return rows
}

// AgreementRows returns agreements as rows.
func (r *Record) AgreementRows(agreements []*Agreement) []AgreementRow {
	rows := []AgreementRow{}
	for _, x := range agreements {
		row := AgreementRow{x.ID, x.Process, x.Day, known(x.DayNote), x.Kind, list(x.Parties), list(x.Mediators), known(x.Round),
			x.Unilateral, x.Signed, known(x.PAX), x.Terms, x.From, x.To, known(x.ToNote), nil, known(x.Note), list(x.Sources)}
		if e := x.Ended; e != nil {
			row.End = &EndingRow{e.How, e.Day, known(e.By), e.Summary, list(e.Sources)}
		}
		rows = append(rows, row)
	}
	return rows
}

// WriteJSON prints rows, or any answer of this package, as one indented JSON
// document.
func WriteJSON(w io.Writer, rows any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(rows)
}

// known returns nil for what is not known, so that it prints as null.
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// list returns an empty list for none, so that it prints as [].
func list(ss []string) []string {
	if ss == nil {
		return []string{}
	}
	return ss
}
