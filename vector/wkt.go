package vector

import (
	"fmt"
	"strconv"
	"strings"
)

// wkt is a node of a well-known text: KEY["text", 1, 2, NODE[…], …].
type wkt struct {
	key     string
	text    string // its first string
	numbers []float64
	nodes   []*wkt
}

// find returns the first node of one of the keys, or nil.
func (n *wkt) find(keys ...string) *wkt {
	for _, c := range n.nodes {
		for _, k := range keys {
			if c.key == k {
				return c
			}
		}
	}
	return nil
}

// with returns a node of the outer one's name that has the nodes of both.
func (n *wkt) with(outer *wkt) *wkt {
	return &wkt{key: outer.key, text: outer.text, nodes: append(append([]*wkt{}, outer.nodes...), n.nodes...)}
}

// parseWKT reads a well-known text.
func parseWKT(text string) (*wkt, error) {
	p := wktParser{text: strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))}
	n, err := p.node(0)
	if err == nil {
		if p.blank(); p.at < len(p.text) {
			err = fmt.Errorf("%w: byte %d: more after its end", errWKT, p.at)
		}
	}
	return n, err
}

type wktParser struct {
	text string
	at   int
}

func (p *wktParser) blank() {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.at]) >= 0 {
		p.at++
	}
}

func (p *wktParser) fail(want string) error {
	if p.at >= len(p.text) {
		return fmt.Errorf("%w: it ends where %s is wanted", errWKT, want)
	}
	return fmt.Errorf("%w: byte %d: found %q, want %s", errWKT, p.at, p.text[p.at], want)
}

// node reads a node: a key with or without brackets.
func (p *wktParser) node(depth int) (*wkt, error) {
	p.blank()
	start := p.at
	for p.at < len(p.text) && (p.text[p.at]|0x20 >= 'a' && p.text[p.at]|0x20 <= 'z' || p.text[p.at] == '_' || p.at > start && p.text[p.at]-'0' <= 9) {
		p.at++
	}
	if p.at == start || depth > 32 {
		return nil, p.fail("a name")
	}
	n := &wkt{key: strings.ToUpper(p.text[start:p.at])}
	p.blank()
	if p.at >= len(p.text) || p.text[p.at] != '[' && p.text[p.at] != '(' {
		return n, nil // as in AXIS["X",EAST]
	}
	for {
		p.at++ // the bracket or comma
		p.blank()
		if err := p.member(n, depth); err != nil {
			return nil, err
		}
		p.blank()
		switch {
		case p.at < len(p.text) && p.text[p.at] == ',':
		case p.at < len(p.text) && (p.text[p.at] == ']' || p.text[p.at] == ')'):
			p.at++
			return n, nil
		default:
			return nil, p.fail(`"," or "]"`)
		}
	}
}

// member reads a string, a number or a node into n.
func (p *wktParser) member(n *wkt, depth int) error {
	if p.at >= len(p.text) {
		return p.fail("a value")
	}
	switch c := p.text[p.at]; {
	case c == '"':
		s, ok := p.quoted()
		if !ok {
			return p.fail("a closing quote")
		}
		if n.text == "" {
			n.text = s
		}
	case c == '-' || c == '+' || c == '.' || c-'0' <= 9:
		start := p.at
		for p.at < len(p.text) && strings.IndexByte("+-.0123456789eE", p.text[p.at]) >= 0 {
			p.at++
		}
		v, err := strconv.ParseFloat(p.text[start:p.at], 64)
		if err != nil {
			p.at = start
			return p.fail("a number")
		}
		n.numbers = append(n.numbers, v)
	default:
		child, err := p.node(depth + 1)
		if err != nil {
			return err
		}
		n.nodes = append(n.nodes, child)
	}
	return nil
}

// quoted reads a string, in which a quote is written twice.
func (p *wktParser) quoted() (string, bool) {
	var b strings.Builder
	for p.at++; p.at < len(p.text); p.at++ {
		if p.text[p.at] == '"' {
			if p.at+1 >= len(p.text) || p.text[p.at+1] != '"' {
				p.at++
				return b.String(), true
			}
			p.at++
		}
		b.WriteByte(p.text[p.at])
	}
	return "", false
}
