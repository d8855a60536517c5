package brief

import "strings"

// mostWords is how long the text may be.
const mostWords = 400

// fit drops the sentences of least weight, the later ones first, until the text
// is short enough, and counts the words.
func (b *Brief) fit(most int) {
	for {
		b.Words = b.words()
		if b.Words <= most {
			return
		}
		si, xi, least := -1, -1, 1<<30
		for i, s := range b.Sections {
			for j, x := range s.Sentences {
				if x.weight <= least {
					si, xi, least = i, j, x.weight
				}
			}
		}
		if si < 0 || least >= needed {
			return
		}
		s := &b.Sections[si]
		s.Sentences = append(s.Sentences[:xi:xi], s.Sentences[xi+1:]...)
		if len(s.Sentences) == 0 {
			b.Sections = append(b.Sections[:si:si], b.Sections[si+1:]...)
		}
	}
}

// Weights of sentences. A needed one is never dropped.
const (
	aside   = 10
	useful  = 20
	weighty = 30
	needed  = 100
)

// words counts what is read: headline, standfirst and sentences.
func (b *Brief) words() int {
	n := len(strings.Fields(b.Headline)) + len(strings.Fields(b.Standfirst.Text))
	for _, s := range b.Sections {
		n += len(strings.Fields(s.Heading))
		for _, x := range s.Sentences {
			n += len(strings.Fields(x.Text))
		}
	}
	return n
}
