package verdict

import (
	"unicode"

	"github.com/salient-project/salient/claim"
)

// near is how many code points before a claim still speak of the same thing:
// about two sentences.
const near = 400

// sentenceAround returns the sentence that a claim stands in, from the
// article's text; the claim's own words where the text is not at hand.
func (c *checker) sentenceAround(cl claim.Claim) string {
	start, end, ok := c.sentenceSpan(cl)
	if !ok {
		return cl.Text
	}
	return string(c.text[start:end])
}

// sentenceBefore returns what its sentence says before a claim.
func (c *checker) sentenceBefore(cl claim.Claim) string {
	start, _, ok := c.sentenceSpan(cl)
	if !ok {
		return ""
	}
	return string(c.text[start:cl.Start])
}

// sentenceSpan returns where the sentence around a claim begins and ends.
func (c *checker) sentenceSpan(cl claim.Claim) (start, end int, ok bool) {
	if cl.Start < 0 || cl.End > len(c.text) || cl.Start >= cl.End {
		return 0, 0, false
	}
	start, end = cl.Start, cl.End
	for start > 0 && !c.endsSentence(start-1) {
		start--
	}
	for end < len(c.text) && !c.endsSentence(end-1) {
		end++
	}
	return start, end, true
}

// endsSentence reports whether a sentence ends with the code point at i.
func (c *checker) endsSentence(i int) bool {
	switch c.text[i] {
	case '\n':
		return true
	case '.', '!', '?':
		return i+1 >= len(c.text) || unicode.IsSpace(c.text[i+1]) && (i+2 >= len(c.text) || !unicode.IsLower(c.text[i+2]))
	}
	return false
}
