package measure

import "slices"

// counter is a record that can count slivers otherwise than apart.
type counter interface{ Counting(Slivers) Record }

// Counting returns a record whose changes count slivers as said, where a
// question does not say itself.
func Counting(r Record, s Slivers) Record {
	if s == "" || s == Separate {
		return r
	}
	switch r := r.(type) {
	case joined:
		parts := slices.Clone(r)
		for i, part := range parts {
			parts[i] = Counting(part, s)
		}
		return parts
	case counter:
		return r.Counting(s)
	}
	return r
}

// Counting returns the same record with slivers counted as said, where a
// question does not say itself. It shares what was opened and measured already.
func (l *Live) Counting(s Slivers) Record {
	view := *l
	view.slivers = s
	return &view
}

// counted returns what becomes of slivers: what the question says, else the
// record.
func (l *Live) counted(o Options) Slivers {
	switch {
	case o.Slivers != "":
		return o.Slivers
	case l.slivers != "":
		return l.slivers
	}
	return Separate
}
