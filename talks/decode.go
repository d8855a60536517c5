package talks

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"unicode"

	"go.yaml.in/yaml/v3"

	"github.com/salient-project/salient/control"
)

// decoder fills structs from YAML nodes. It is stricter than the library's own:
// every key must be known and given once, values must have the wanted type,
// aliases are refused, and every row remembers its line.
type decoder struct {
	file string
	errs []error
}

var (
	dayType   = reflect.TypeFor[control.Day]()
	dateType  = reflect.TypeFor[Date]()
	placeType = reflect.TypeFor[Place]()
)

func (d *decoder) errorf(line int, format string, args ...any) {
	d.errs = append(d.errs, &Error{d.file, line, fmt.Errorf(format, args...)})
}

// value decodes n into v; key names the value in errors.
func (d *decoder) value(n *yaml.Node, v reflect.Value, key string) {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		d.errorf(n.Line, "%s: anchors and aliases are not used here; write the value out", key)
		return
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	switch {
	case v.Type() == dayType || v.Type() == dateType:
		d.day(n, v, key)
	case v.Kind() == reflect.Struct:
		d.mapping(n, v, key)
	case v.Kind() == reflect.Slice:
		if n.Kind != yaml.SequenceNode {
			d.errorf(n.Line, "%s: want a list", key)
			return
		}
		list := reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content))
		for i, item := range n.Content {
			d.value(item, list.Index(i), key)
		}
		v.Set(list)
	default:
		d.scalar(n, v, key)
	}
}

func (d *decoder) mapping(n *yaml.Node, v reflect.Value, key string) {
	if n.Kind != yaml.MappingNode {
		d.errorf(n.Line, "%s: want keys and values", key)
		return
	}
	l := layoutOf(v.Type())
	keys := make(map[string]int, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, val := n.Content[i], n.Content[i+1]
		field, ok := l.keys[k.Value]
		switch _, twice := keys[k.Value]; {
		case k.Kind != yaml.ScalarNode || !ok:
			d.errorf(k.Line, "%w %q in %s", ErrUnknownKey, k.Value, key)
		case twice:
			d.errorf(k.Line, "%w: key %q is given twice in %s", ErrDuplicate, k.Value, key)
		default:
			keys[k.Value] = k.Line
			d.value(val, v.Field(field), k.Value)
		}
	}
	if l.place >= 0 {
		v.Field(l.place).Set(reflect.ValueOf(Place{d.file, n.Line, keys}))
	}
}

// layout says where a struct has which YAML key.
type layout struct {
	keys  map[string]int
	place int // -1: none
}

var layouts sync.Map // of reflect.Type to *layout

func layoutOf(t reflect.Type) *layout {
	if l, ok := layouts.Load(t); ok {
		return l.(*layout)
	}
	l := &layout{make(map[string]int, t.NumField()), -1}
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Type == placeType {
			l.place = i
		} else if tag := f.Tag.Get("yaml"); tag != "" && tag != "-" {
			l.keys[tag] = i
		}
	}
	layouts.Store(t, l)
	return l
}

func (d *decoder) day(n *yaml.Node, v reflect.Value, key string) {
	if n.Kind != yaml.ScalarNode {
		d.errorf(n.Line, "%s: want a day, as 2026-02-17", key)
		return
	}
	if v.Type() == dateType {
		date, err := ParseDate(n.Value)
		if err != nil {
			d.errorf(n.Line, "%s: %w: %w", key, ErrDates, err)
		}
		v.Set(reflect.ValueOf(date))
		return
	}
	day, err := control.ParseDay(n.Value)
	if err != nil {
		d.errorf(n.Line, "%s: %w: %w", key, ErrDates, err)
	}
	v.Set(reflect.ValueOf(day))
}

func (d *decoder) scalar(n *yaml.Node, v reflect.Value, key string) {
	tag := n.ShortTag()
	if n.Kind != yaml.ScalarNode {
		d.errorf(n.Line, "%s: want a single value", key)
		return
	}
	if v.Kind() == reflect.Bool {
		if tag != "!!bool" || n.Value != "true" && n.Value != "false" {
			d.errorf(n.Line, "%s: want true or false", key)
		}
		v.SetBool(n.Value == "true")
		return
	}
	s := strings.TrimSpace(n.Value)
	switch {
	case tag == "!!null" || s == "":
		d.errorf(n.Line, "%s: empty; leave the key out where nothing is known", key)
	case tag == "!!bool" || tag == "!!binary":
		d.errorf(n.Line, "%s: %q is not text; put it in quotes", key, n.Value)
	case strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == unicode.ReplacementChar }):
		d.errorf(n.Line, "%s: control characters in the text", key)
	}
	v.SetString(s)
}
