package figures

import (
	"fmt"
	"io"
	"strings"

	"github.com/salient-project/salient/control"
)

// Report is what the page of results says besides the results.
type Report struct {
	Run         control.Day
	Method      string
	Attribution []string // of the maps
	Command     string   // that writes the page
	HoldOut     Holdout  // no splits: not written
}

// Markdown writes the page of results, docs/accuracy.md: the counts, every
// covered row, misses with what the solver found, and the rows not covered.
func (t Table) Markdown(w io.Writer, r Report) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Accuracy\n\n<!-- Written by: %s. Do not edit. -->\n\n", r.Command)
	fmt.Fprintf(&b, "Figures that others have published, recomputed by `salient figures` on %s, method %s: %d rows, %d covered, %d of them within tolerance (%s). ",
		r.Run, r.Method, len(t.Answers), t.Covered, t.Within, percentOf(t.Within, t.Covered))
	b.WriteString("[method-figures.md](method-figures.md) gives the convention by which each publisher's figures are read and the one tolerance: 1 % or 2 km², 0.15 points for shares, or equal when rounded as printed. ")
	if t.AsRounded > 0 {
		fmt.Fprintf(&b, "Misses that are marked as approximate and may have been rounded from ours: %d. ", t.AsRounded)
	}
	b.WriteString("No row has a convention or a tolerance of its own, and misses stand here with the hits.\n\n")
	b.WriteString("Published numbers were collected from search excerpts, some from secondary copies; where pages disagree both rows stand. They are evidence, not truth.\n\n")
	t.writeTally(&b)
	r.HoldOut.write(&b)
	t.writeCovered(&b)
	t.writeMisses(&b)
	t.writeNotCovered(&b)
	b.WriteString("## Maps\n\n")
	for _, line := range r.Attribution {
		fmt.Fprintf(&b, "- %s\n", line)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (t Table) writeTally(b *strings.Builder) {
	b.WriteString("## By publisher\n\n| publisher | rows | covered | within | |\n| --- | ---: | ---: | ---: | ---: |\n")
	none := 0
	for _, x := range t.ByPublisher() {
		if x.Covered == 0 {
			none += x.Rows
			continue
		}
		fmt.Fprintf(b, "| %s | %d | %d | %d | %s |\n", cell(x.Publisher), x.Rows, x.Covered, x.Within, percentOf(x.Within, x.Covered))
	}
	if none > 0 {
		fmt.Fprintf(b, "| others | %d | 0 | 0 | |\n", none)
	}
	b.WriteByte('\n')
}

func (t Table) writeCovered(b *strings.Builder) {
	b.WriteString("## Covered rows\n\n| row | publisher | figure | published | ours | difference | within | definition and reading |\n| --- | --- | --- | ---: | ---: | ---: | --- | --- |\n")
	for _, a := range t.Answers {
		if !a.Covered {
			continue
		}
		row := a.Row
		id := row.ID
		if strings.HasPrefix(row.URL, "https://") || strings.HasPrefix(row.URL, "http://") {
			id = fmt.Sprintf("[%s](<%s>)", cell(row.ID), strings.NewReplacer("<", "%3C", ">", "%3E", "|", "%7C").Replace(row.URL))
		}
		at := ""
		if row.LowerBound {
			at = "≥ "
		}
		within := map[bool]string{true: "yes", false: "**no**"}[a.Within]
		if a.AsRounded {
			within = "as rounded"
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s%s %s | %.2f | %+.2f | %s | `%s`, %s |\n", id, cell(row.Publisher), cell(row.Phrase()),
			at, row.Number(), row.Unit.Text(), a.Ours, a.Difference(), within, a.Reading.Definition, cell(a.Reading.String()))
	}
	b.WriteByte('\n')
}

func (t Table) writeMisses(b *strings.Builder) {
	b.WriteString("## Misses\n\nWhat the claim solver found. A reading that fits one figure among dozens of readings may be chance.\n\n")
	for _, a := range t.Answers {
		if a.Covered && !a.Within {
			fmt.Fprintf(b, "- %s, %s, %s: published %s %s, ours %.2f. %s.\n", a.Row.ID, cell(a.Row.Publisher), cell(a.Row.Phrase()),
				a.Row.Number(), a.Row.Unit.Text(), a.Ours, cell(sentence(a.Reason)))
		}
	}
	b.WriteByte('\n')
}

func (t Table) writeNotCovered(b *strings.Builder) {
	fmt.Fprintf(b, "## Not covered\n\n%d rows.\n\n", len(t.Answers)-t.Covered)
	for _, u := range t.NotCovered() {
		fmt.Fprintf(b, "- **%s** (%d): %s. %s\n", u.Kind, len(u.IDs), cell(u.Why), strings.Join(u.IDs, " "))
	}
	b.WriteByte('\n')
}

// write tells what the conventions are worth for figures that nobody has seen.
func (h Holdout) write(b *strings.Builder) {
	if h.Splits == 0 {
		return
	}
	pct := func(v float64) string { return fmt.Sprintf("%.0f %%", 100*v) }
	fmt.Fprintf(b, "## Figures not seen before\n\nThe conventions were found on the figures that they are counted on, so the rate above flatters them. "+
		"Found anew from a random half of the covered rows, they read %s of the other half within tolerance (mean of %d halves, %s to %s; relays of one figure stay together). "+
		"Found from all rows in the same way they read %s of them, and one neutral reading for all publishers (the days named, whole, net) %s. [method-figures.md](method-figures.md#on-figures-not-seen) says how.\n\n",
		pct(h.Hidden), h.Splits, pct(h.Least), pct(h.Most), pct(h.All), pct(h.Neutral))
}

// cell keeps text from breaking a table.
func cell(s string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ", "<", "&lt;").Replace(s)
}

// sentence returns text with a capital.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func percentOf(part, whole int) string {
	if whole == 0 {
		return "none"
	}
	return fmt.Sprintf("%.0f %%", 100*float64(part)/float64(whole))
}
