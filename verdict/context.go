package verdict

import (
	"unicode"

	"github.com/salient-project/salient/claim"
)

// near is how many code points before a claim still speak of the same thing:
// about two sentences.
const near = 400

// reach is how far from a claim, in code points, the text still is the same
// article, whose own figures a claim is held against: some thirty pages. It keeps
// checking linear in a text's length.
const reach = 64 << 10

// inReach returns the range of the claims within reach of a claim.
func (c *checker) inReach(i int) (lo, hi int) {
	claims := c.reading.Claims
	for lo = i; lo > 0 && claims[i].Start-claims[lo-1].Start <= reach; lo-- {
	}
	for hi = i + 1; hi < len(claims) && claims[hi].Start-claims[i].Start <= reach; hi++ {
	}
	return lo, hi
}

// sentenceAround returns the sentence that a claim stands in, from the
// article's text; the claim's own words where the text is not at hand.
func (c *checker) sentenceAround(cl claim.Claim) string {
	start, end, ok := c.sentenceSpan(cl)
	if !ok {
		return cl.Text
	}
	return string(c.text[start-c.base : end-c.base])
}

// sentenceBefore returns what its sentence says before a claim.
func (c *checker) sentenceBefore(cl claim.Claim) string {
	start, _, ok := c.sentenceSpan(cl)
	if !ok {
		return ""
	}
	return string(c.text[start-c.base : cl.Start-c.base])
}

// sentenceSpan returns where the sentence around a claim begins and ends, in code
// points of the whole text.
func (c *checker) sentenceSpan(cl claim.Claim) (start, end int, ok bool) {
	start, end = cl.Start-c.base, cl.End-c.base
	if start < 0 || end > len(c.text) || start >= end {
		return 0, 0, false
	}
	for start > 0 && !c.endsSentence(start-1) {
		start--
	}
	for end < len(c.text) && !c.endsSentence(end-1) {
		end++
	}
	return start + c.base, end + c.base, true
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
