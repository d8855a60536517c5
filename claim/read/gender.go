package read

import "strings"

// gender is what a text tells of whether "he" or "she" means somebody.
type gender uint8

const (
	genderUnknown gender = iota
	female
	male
)

var (
	femaleWords = set("spokeswoman mother sister wife daughter grandmother aunt widow mrs mrs. ms ms. miss lady queen princess chairwoman congresswoman businesswoman policewoman woman actress nun schoolgirl girl servicewoman councilwoman herself")
	maleWords   = set("spokesman father brother husband son grandfather uncle widower mr mr. sir lord king prince chairman congressman businessman policeman man priest monk boy serviceman fisherman bishop archbishop imam metropolitan himself")
	// men's names that end like women's
	maleInA = set("mykola illia ilya nikita luka sasha kuzma foma mykyta danila danylo savva sava misha vanya kolya petya joshua luca andrea ezra elijah noah mustafa musa isa")
	// women's names that do not end in a
	femaleNames = set("kateryn olesya oles' nel alice anne ann jane mary elizabeth margaret susan helen karen claire kate rachel sarah ruth esther judith carol emily chloe zoe sophie nicole michelle jennifer ingrid astrid birgit liv agnes miriam inès beatrice florence grace joyce hilary kim gail ellen eileen kirsten carmen leigh dawn")
	// endings of men's family names that women's differ from
	femaleSurnames = []string{"ova", "eva", "ina", "ska", "skaya", "aya"}
)

// genderOf tells a person's gender: from the lexicon, from the words for their
// office, from their first name. Unknown where neither speaks.
func (r *reader) genderOf(p *person) gender {
	if p.gender != genderUnknown {
		return p.gender
	}
	if l := r.lex.people[strings.ToLower(p.Name)]; l != nil {
		if l.Gender == "f" {
			return female
		}
		return male
	}
	for _, w := range strings.Fields(strings.ToLower(p.Role + " " + p.Name)) {
		w = strings.TrimFunc(w, func(r rune) bool { return r == ',' || r == '(' || r == ')' })
		switch {
		case femaleWords[w]:
			return female
		case maleWords[w]:
			return male
		}
	}
	words := strings.Fields(p.Name)
	if len(words) < 2 {
		return genderUnknown
	}
	given, last := strings.ToLower(words[0]), strings.ToLower(words[len(words)-1])
	switch {
	case maleInA[given]:
		return male
	case femaleNames[given] || strings.HasSuffix(given, "a") || strings.HasSuffix(given, "ia"):
		return female
	}
	for _, end := range femaleSurnames {
		if strings.HasSuffix(last, end) {
			return female
		}
	}
	for _, end := range []string{"o", "y", "iy", "yi", "yr", "ei", "ey", "an", "en", "on", "am", "as", "us", "il", "ik", "ir", "or", "er", "im", "av", "ov", "in", "rd", "rt", "rs", "ck", "hn", "ul", "mes", "as"} {
		if strings.HasSuffix(given, end) && given != "ann" {
			return male
		}
	}
	return genderUnknown
}

// maxSpoken is how far back a pronoun may reach.
const maxSpoken = 6

// speakNow makes a person the last one named.
func (r *reader) speakNow(p *person) {
	r.lastSpeaker = p
	for k, q := range r.spoken {
		if q == p {
			r.spoken = append(r.spoken[:k], r.spoken[k+1:]...)
			break
		}
	}
	r.spoken = append(r.spoken, p)
	if len(r.spoken) > maxSpoken {
		r.spoken = append(r.spoken[:0], r.spoken[1:]...)
	}
}

// meantBy returns whom "he" or "she" means: the last one named whom the pronoun
// fits. A pronoun that is understood tells the gender of who was meant.
func (r *reader) meantBy(pronoun string) *person {
	want := genderUnknown
	switch pronoun {
	case "he", "his", "him":
		want = male
	case "she", "her":
		want = female
	}
	if want == genderUnknown {
		return r.lastSpeaker
	}
	for k := len(r.spoken) - 1; k >= 0; k-- {
		if g := r.genderOf(r.spoken[k]); g == want || g == genderUnknown {
			if !r.spoken[k].listed {
				r.spoken[k].gender = want
			}
			return r.spoken[k]
		}
	}
	return r.lastSpeaker
}
