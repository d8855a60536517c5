package gazetteer

import "sync"

// nameIndex finds places and sites by the skeletons of their names.
type nameIndex struct {
	places  []Place
	sites   []Site
	entries []nameEntry
	byKey   map[string]int32 // first entry; the rest follow by next
	loose   func() map[string]int32
}

type nameEntry struct {
	key       string
	letters   uint64 // the letters in it
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
	sites, err := g.sites()
	if err != nil {
		return nil, err
	}
	n := &nameIndex{
		places:  idx.places,
		sites:   sites,
		entries: make([]nameEntry, 0, 4*len(idx.places)),
		byKey:   make(map[string]int32, 4*len(idx.places)),
	}
	// All skeletons are cut from one string: that saves tens of thousands of
	// small ones.
	type bearer struct {
		end   int
		place int32
		main  bool
	}
	var f folder
	var all []byte
	bearers := make([]bearer, 0, 6*len(idx.places))
	fold := func(name string, place int32, main bool) {
		all = append(all, f.fold(name)...)
		bearers = append(bearers, bearer{len(all), place, main})
	}
	for i := range len(idx.places) + len(sites) {
		p := n.place(int32(i))
		fold(p.Name, int32(i), true)
		fold(p.Native, int32(i), true)
		for _, s := range p.Names {
			fold(s, int32(i), false)
		}
	}
	text, start := string(all), 0
	for _, b := range bearers {
		n.add(text[start:b.end], b.place, b.main)
		start = b.end
	}
	n.loose = sync.OnceValue(n.indexLoosely)
	return n, nil
}

// place returns the place of an entry: sites follow the settlements.
func (n *nameIndex) place(i int32) *Place {
	if int(i) < len(n.places) {
		return &n.places[i]
	}
	return &n.sites[int(i)-len(n.places)].Place
}

// add puts a name's skeleton into the index unless the place has it already.
func (n *nameIndex) add(key string, place int32, main bool) {
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
	n.entries = append(n.entries, nameEntry{key: key, letters: letters(key), place: place, next: first, main: main})
}

// letters is a set of the bytes in a skeleton, by their lowest six bits.
func letters(key string) uint64 {
	var set uint64
	for i := 0; i < len(key); i++ {
		set |= 1 << (key[i] & 63)
	}
	return set
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
