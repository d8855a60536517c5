package brief

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Text prints the brief as plain text, wrapped at 78 columns.
func (b *Brief) Text() []byte {
	var s strings.Builder
	para := func(text string) {
		s.WriteString(wrap(text, 78))
		s.WriteString("\n\n")
	}
	para(b.Headline)
	para(b.Standfirst.Text)
	for _, sec := range b.Sections {
		if sec.Heading != "" {
			s.WriteString(strings.ToUpper(sec.Heading) + "\n\n")
		}
		para(sec.prose())
	}
	s.WriteString("HOW IT WAS COUNTED\n\n")
	for _, line := range b.method() {
		para(line)
	}
	for _, line := range b.Credits {
		s.WriteString(wrap(line, 78) + "\n")
	}
	return []byte(s.String())
}

func (s Section) prose() string {
	var all []string
	for _, x := range s.Sentences {
		all = append(all, x.Text)
	}
	return strings.Join(all, " ")
}

// method tells each definition with its days, and how to print the numbers.
func (b *Brief) method() []string {
	var out []string
	var unused []string
	for _, c := range b.Definitions {
		if c.Days == nil {
			unused = append(unused, fmt.Sprintf("%s (%s): %s", c.Name, c.Definition, c.Note))
			continue
		}
		out = append(out, fmt.Sprintf("%s, definition %s: counts %s. Days: %s. Baseline: %s. Maps of %s and %s are compared.",
			c.Name, c.Definition, clause(c.Counts), clause(c.Convention), clause(c.Baseline), c.Days[0], c.Days[1]))
	}
	if len(unused) > 0 {
		out = append(out, "Not used: "+strings.Join(unused, "; ")+".")
	}
	return append(out, fmt.Sprintf("Areas are geodesic on WGS 84, measured by Salient (method %s). Gained and lost are gross; net is held on the last map less held on the first. Every number can be printed again by the commands given with its sentence in brief.json, brief.md and brief.html.", b.Method))
}

func wrap(text string, width int) string {
	var s strings.Builder
	n := 0
	for i, word := range strings.Fields(text) {
		l := len([]rune(word))
		switch {
		case i > 0 && n+1+l > width:
			s.WriteByte('\n')
			n = 0
		case i > 0:
			s.WriteByte(' ')
			n++
		}
		s.WriteString(word)
		n += l
	}
	return s.String()
}

// commands numbers the commands of all sentences in the order in which they are
// first needed.
func (b *Brief) commands() (list []string, number map[string]int) {
	number = map[string]int{}
	add := func(s Sentence) {
		for _, c := range s.Commands {
			if number[c] == 0 {
				list = append(list, c)
				number[c] = len(list)
			}
		}
	}
	add(b.Standfirst)
	for _, sec := range b.Sections {
		for _, s := range sec.Sentences {
			add(s)
		}
	}
	return list, number
}

// Markdown prints the brief with the commands as footnotes.
func (b *Brief) Markdown() []byte {
	var s strings.Builder
	list, number := b.commands()
	write := func(x Sentence) {
		s.WriteString(x.Text)
		for _, c := range x.Commands {
			fmt.Fprintf(&s, "[^%d]", number[c])
		}
	}
	fmt.Fprintf(&s, "# %s\n\n**", b.Headline)
	s.WriteString(b.Standfirst.Text + "**")
	for _, c := range b.Standfirst.Commands {
		fmt.Fprintf(&s, "[^%d]", number[c])
	}
	s.WriteString("\n\n")
	for _, sec := range b.Sections {
		if sec.Heading != "" {
			fmt.Fprintf(&s, "## %s\n\n", sec.Heading)
		}
		for i, x := range sec.Sentences {
			if i > 0 {
				s.WriteByte('\n')
			}
			write(x)
		}
		s.WriteString("\n\n")
		for _, f := range b.Figures {
			if f.section() == sec.ID {
				fmt.Fprintf(&s, "![%s](%s)\n\n*%s %s*\n\n", mdAlt(f.Alt), f.SVG, f.Title+".", f.Caption)
			}
		}
	}
	s.WriteString("## How it was counted\n\n")
	for _, line := range b.method() {
		fmt.Fprintf(&s, "- %s\n", line)
	}
	s.WriteByte('\n')
	for _, line := range b.Credits {
		fmt.Fprintf(&s, "%s  \n", line)
	}
	s.WriteByte('\n')
	for i, c := range list {
		fmt.Fprintf(&s, "[^%d]: `%s`\n", i+1, c)
	}
	return []byte(s.String())
}

func mdAlt(s string) string { return strings.NewReplacer("[", "(", "]", ")").Replace(s) }

// section returns the section beside which a picture stands.
func (f Figure) section() string {
	switch {
	case strings.HasPrefix(f.ID, "map"), f.ID == "oblasts":
		return "where"
	case f.ID == "sources":
		return "sources"
	}
	return "before"
}

// JSON prints the brief as one document.
func (b *Brief) JSON() ([]byte, error) {
	var s strings.Builder
	e := json.NewEncoder(&s)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(b)
	return []byte(s.String()), err
}
