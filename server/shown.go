package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// shown is a property as a page shows it: a text, which may be an address; a list;
// or parts with names. The zero value is what is not known.
type shown struct {
	Text  string
	Link  bool
	List  []shown
	Parts []shownPart
}

type shownPart struct {
	Name  string
	Value shown
}

// String prints it on one line, as in a cell of a table.
func (s shown) String() string {
	var all []string
	for _, x := range s.List {
		all = append(all, x.String())
	}
	for _, p := range s.Parts {
		all = append(all, p.Name+" "+p.Value.String())
	}
	if all != nil {
		return strings.Join(all, "; ")
	}
	return s.Text
}

func (s shown) empty() bool { return s.Text == "" && s.List == nil && s.Parts == nil }

// plain tells a list of words, which is shown as a line, from one of sentences,
// addresses or parts.
func (s shown) plain() bool {
	for _, x := range s.List {
		if x.Link || x.List != nil || x.Parts != nil || len(x.Text) > 40 {
			return false
		}
	}
	return true
}

// Line is a list of words as one line, empty for everything else.
func (s shown) Line() string {
	if s.List == nil || !s.plain() {
		return ""
	}
	return strings.ReplaceAll(s.String(), "; ", ", ")
}

// show reads a property for people. What has parts is shown as its JSON has them.
func show(v any) shown {
	v = deref(v)
	switch x := v.(type) {
	case nil:
		return shown{}
	case float64:
		return shown{Text: strings.TrimSuffix(fmt.Sprintf("%.2f", x), ".00")}
	case fmt.Stringer:
		return shown{Text: x.String()}
	}
	switch reflect.ValueOf(v).Kind() {
	case reflect.Slice, reflect.Array, reflect.Map, reflect.Struct, reflect.Pointer:
	default:
		return shownText(fmt.Sprint(v))
	}
	b, err := json.Marshal(v)
	if err != nil {
		return shownText(fmt.Sprint(v))
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	out, err := shownJSON(d)
	if err != nil {
		return shownText(string(b))
	}
	return out
}

func shownText(text string) shown {
	return shown{Text: text, Link: strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://")}
}

// shownJSON reads one value; parts keep the order of the JSON, and those that are
// not known are left out.
func shownJSON(d *json.Decoder) (shown, error) {
	t, err := d.Token()
	if err != nil {
		return shown{}, err
	}
	switch t := t.(type) {
	case json.Delim:
		var out shown
		for d.More() {
			name := ""
			if t == '{' {
				key, err := d.Token()
				if err != nil {
					return shown{}, err
				}
				name = fmt.Sprint(key)
			}
			x, err := shownJSON(d)
			switch {
			case err != nil:
				return shown{}, err
			case x.empty():
			case t == '{':
				out.Parts = append(out.Parts, shownPart{name, x})
			default:
				out.List = append(out.List, x)
			}
		}
		_, err = d.Token()
		return out, err
	case json.Number:
		if f, err := t.Float64(); err == nil && strings.ContainsAny(t.String(), ".eE") {
			return show(f), nil
		}
		return shown{Text: t.String()}, nil
	case nil:
		return shown{}, nil
	}
	return shownText(fmt.Sprint(t)), nil
}
