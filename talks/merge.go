package talks

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Merged is a record file with a draft's rows in it.
type Merged struct {
	Text    []byte
	Added   []string // ids, in the order of the draft
	Skipped []string // ids of rows that had been merged before
	Diff    string   // unified, from the file to Text; empty where nothing was added
}

// Merge adds the rows of a draft to a record file, each at the end of its list,
// under a comment that tells the article and the place. It changes nothing on
// disk: show Diff, let the user decide, then write Text.
//
// A row is never merged twice: one whose article and place the file tells, or
// whose id the file has, is skipped. A draft with an empty value is refused with
// the line of it, and so is a draft for another process than the file's. The
// merged file is checked by itself; checking it against the whole record is left
// to [Load].
func Merge(name string, current, draft []byte) (Merged, error) {
	var d, c yaml.Node
	if err := yaml.Unmarshal(draft, &d); err != nil {
		return Merged{}, &Error{File: "draft", Err: cleanYAML(err)}
	}
	if err := yaml.Unmarshal(current, &c); err != nil {
		return Merged{}, &Error{File: name, Err: cleanYAML(err)}
	}
	head := child(root(&d), "draft")
	sum := scalarOf(child(head, "sha256"))
	if len(sum) < 12 {
		return Merged{}, &Error{File: "draft", Err: errors.New("not a draft: no draft.sha256")}
	}
	if want, got := scalarOf(child(child(root(&c), "process"), "id")), scalarOf(child(child(root(&d), "process"), "id")); want != got && want != "" {
		return Merged{}, &Error{File: "draft", Err: fmt.Errorf("drafted for process %q, the file has %q", got, want)}
	}
	if err := complete(root(&d)); err != nil {
		return Merged{}, err
	}
	m := Merged{Text: current}
	for _, section := range []string{"people", "rounds", "positions", "statements", "agreements"} {
		rows := child(root(&d), section)
		if rows == nil {
			continue
		}
		var add bytes.Buffer
		for _, row := range rows.Content {
			id := scalarOf(child(row, "id"))
			mark := markOf(sum, section, row)
			if bytes.Contains(current, []byte(mark+"\n")) || hasRow(child(root(&c), section), id) {
				m.Skipped = append(m.Skipped, id)
				continue
			}
			text, err := rowText(row, mark)
			if err != nil {
				return Merged{}, err
			}
			add.WriteString(text)
			m.Added = append(m.Added, id)
		}
		if add.Len() > 0 {
			m.Text = insertRows(m.Text, section, add.String())
		}
	}
	if len(m.Added) > 0 {
		if _, errs := parse(name, m.Text); len(errs) > 0 {
			return Merged{}, fmt.Errorf("the merged file would not load: %w", errors.Join(errs...))
		}
		m.Diff = Diff(name, name, string(current), string(m.Text))
	}
	return m, nil
}

// markOf is the comment that tells where a row was drafted from.
func markOf(sum, section string, row *yaml.Node) string {
	at := child(row, "at")
	if at == nil || len(at.Content) != 2 {
		return fmt.Sprintf("# drafted from sha256:%s, %s, %s", sum[:12], section, scalarOf(child(row, "id")))
	}
	return fmt.Sprintf("# drafted from sha256:%s, %s, code points %s to %s", sum[:12], section, at.Content[0].Value, at.Content[1].Value)
}

// rowText prints a row as an item of a list, without its place in the article.
func rowText(row *yaml.Node, mark string) (string, error) {
	clean := *row
	clean.Content = nil
	for i := 0; i+1 < len(row.Content); i += 2 {
		if row.Content[i].Value != "at" {
			clean.Content = append(clean.Content, row.Content[i], row.Content[i+1])
		}
	}
	clean.HeadComment = ""
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(&yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{&clean}}); err != nil {
		return "", err
	}
	lines := strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
	return "\n  " + mark + "\n  " + strings.Join(lines, "\n  ") + "\n", nil
}

// insertRows puts text at the end of a top-level list, which is made if the file
// has none.
func insertRows(file []byte, section, text string) []byte {
	lines := strings.SplitAfter(string(file), "\n")
	start := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, section+":") })
	if start < 0 {
		return []byte(strings.TrimRight(string(file), "\n") + "\n\n" + section + ":" + text)
	}
	end := start + 1
	for end < len(lines) && (strings.TrimSpace(lines[end]) == "" || strings.ContainsAny(lines[end][:1], " -#")) {
		end++
	}
	for end > start+1 && (strings.TrimSpace(lines[end-1]) == "" || lines[end-1][0] == '#') {
		end-- // blank lines and comments before the next key stay with it
	}
	before, after := strings.Join(lines[:end], ""), strings.Join(lines[end:], "")
	return []byte(strings.TrimRight(before, "\n") + "\n" + text + after)
}

// complete refuses values that the draft left empty.
func complete(n *yaml.Node) error {
	if n == nil {
		return nil
	}
	if n.Kind == yaml.ScalarNode && strings.TrimSpace(n.Value) == "" {
		return &Error{File: "draft", Line: n.Line, Err: errors.New("an empty value: complete it before merging")}
	}
	for _, c := range n.Content {
		if err := complete(c); err != nil {
			return err
		}
	}
	return nil
}

func root(doc *yaml.Node) *yaml.Node {
	if len(doc.Content) == 0 {
		return nil
	}
	return doc.Content[0]
}

func child(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func scalarOf(n *yaml.Node) string {
	if n == nil {
		return ""
	}
	return n.Value
}

func hasRow(list *yaml.Node, id string) bool {
	if list == nil {
		return false
	}
	for _, row := range list.Content {
		if scalarOf(child(row, "id")) == id {
			return true
		}
	}
	return false
}
