package read

import "strings"

// survey looks over the head of a text for whose own text it is: an assessment
// that speaks of its publisher as its author; and whether it names a
// belligerent at all.
func (r *reader) survey(head string) {
	for _, id := range []string{r.lex.invader, r.lex.defender} {
		for _, n := range r.lex.parties[id].Names {
			r.seen = r.seen || strings.Contains(head, n)
		}
	}
	for _, s := range r.lex.war.Sources {
		for _, w := range s.Words {
			for _, verb := range []string{" has not observed", " has observed", " assesses", " assessed that", " continues to assess", " previously assessed", " has not seen", " cannot confirm"} {
				if strings.Contains(head, w+verb) {
					r.house = s.Name
					return
				}
			}
		}
	}
}
