package gazetteer

import "sync"

// nameIndex finds places by the skeletons of their names.
type nameIndex struct {
	entries []nameEntry
	byKey   map[string]int32 // first entry; the rest follow by next
	loose   func() map[string]int32
}

type nameEntry struct {
	key       string
	place     int32
	next      int32 // the next of the same key; -1: none
	nextLoose int32 // the next of the same loose key; -1: none
	main      bool  // of a main name
}

func (g *Gazetteer) indexNames() (*nameIndex, error) {
	idx, err := g.places()
	if err != nil {
		return nil, err
	}
	n := &nameIndex{entries: make([]nameEntry, 0, 5*len(idx.places)), byKey: make(map[string]int32, 5*len(idx.places))}
	for i := range idx.places {
		p := &idx.places[i]
		n.add(p.Name, int32(i), true)
		n.add(p.Native, int32(i), true)
		for _, s := range p.Names {
			n.add(s, int32(i), false)
		}
	}
	n.loose = sync.OnceValue(n.indexLoosely)
	return n, nil
}

// add puts a name into the index unless the place already bears its skeleton.
func (n *nameIndex) add(name string, place int32, main bool) {
	key := Fold(name)
	if key == "" {
		return
	}
	first, ok := n.byKey[key]
	if !ok {
		first = -1
	}
	for i := first; i >= 0; i = n.entries[i].next {
		if n.entries[i].place == place {
			return
		}
	}
	n.byKey[key] = int32(len(n.entries))
	n.entries = append(n.entries, nameEntry{key: key, place: place, next: first, main: main})
}

func (n *nameIndex) indexLoosely() map[string]int32 {
	m := make(map[string]int32, len(n.entries))
	for i := range n.entries {
		e := &n.entries[i]
		key := loosen(e.key)
		e.nextLoose = -1
		if first, ok := m[key]; ok {
			e.nextLoose = first
		}
		m[key] = int32(i)
	}
	return m
}

// find returns the entries of a skeleton, or loose skeleton, one a place, main
// names preferred.
func (n *nameIndex) find(key string, loosely bool) []nameEntry {
	in := n.byKey
	if loosely {
		in = n.loose()
	}
	i, ok := in[key]
	if !ok {
		return nil
	}
	var out []nameEntry
next:
	for i >= 0 {
		e := n.entries[i]
		i = e.next
		if loosely {
			i = e.nextLoose
		}
		for j := range out {
			if out[j].place == e.place {
				out[j].main = out[j].main || e.main
				continue next
			}
		}
		out = append(out, e)
	}
	return out
}
