package verdict

import (
	"fmt"
	"strings"

	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/talks"
)

// Hint is a day that a text without one may be of.
type Hint struct {
	Day control.Day
	Why string
}

// hint tells of when an undated text may be: of when the first round was that
// its facts of talks can only be about. It is for people to confirm; nothing is
// checked by it. Nil: nothing tells.
func (c *checker) hint() *Hint {
	if c.today != control.NoDay || c.src.Talks == nil {
		return nil
	}
	for i := range c.reading.Talks {
		t := &c.reading.Talks[i]
		if t.Date != control.NoDay {
			continue
		}
		if x := c.undated(t); x != nil {
			return &Hint{x.Start, fmt.Sprintf("it tells of talks that by their place and their heads are those of %s", x.Title())}
		}
	}
	return nil
}

// undated finds the row that a fact told without a day, in a text without one, can
// be about: the one of its city where most of the heads told agree. Where two
// agree as well, or nobody told was there, it is none.
func (c *checker) undated(t *claim.TalksFact) *talks.Round {
	var best *talks.Round
	most, again := 0, false
	for _, x := range c.roundsIn(t.City) {
		agree := 0
		for _, f := range c.heads(t, x) {
			switch f.Supports {
			case Yes:
				agree++
			case No:
				agree--
			}
		}
		switch {
		case agree > most:
			best, most, again = x, agree, false
		case agree == most:
			again = true
		}
	}
	if again {
		return nil
	}
	return best
}

// roundsIn returns the rounds of a city.
func (c *checker) roundsIn(city string) []*talks.Round {
	var in []*talks.Round
	for _, x := range c.src.Talks.AllRounds {
		if sameCity(city, x) {
			in = append(in, x)
		}
	}
	return in
}

// whichRound says why no row is taken for a fact.
func (c *checker) whichRound(t *claim.TalksFact) string {
	in := c.roundsIn(t.City)
	if c.today != control.NoDay || t.Date != control.NoDay || len(in) == 0 {
		return "No round of the record fits the place and day told."
	}
	var titles []string
	for _, x := range in {
		titles = append(titles, x.Title())
	}
	return fmt.Sprintf("The day of publication is not known, so which of these is meant cannot be told: %s; --published can give it.",
		strings.TrimSuffix(someOf(titles, 6), "."))
}
