package article

import (
	"regexp"
	"strings"
	"unicode"
)

// furniture matches lines that belong to the page and not to the article.
// Each is anchored at both ends or at a label that no sentence opens with.
var furniture = regexp.MustCompile(`(?i)^(?:` + strings.Join([]string{
	`\d+[- ]min(?:ute)?s?[. ]*(?:read|reading)?`,   // 4 Min Read
	`reading time:? .{0,20}`,                       // Reading time: 4 minutes
	`tagged(?: with)?:?.*`,                         // TAGGED:
	`tags?:.*`,                                     //
	`filed under:?.*`,                              //
	`topics?:.*`,                                   //
	`share(?: this)?(?: article| story| on .*)?:?`, // Share This Article
	`(?:share|tweet|email|print|save|listen|copy link|facebook|twitter|whatsapp|telegram|linkedin|reddit|x)(?:\s*[|·•]?\s*(?:share|tweet|email|print|save|listen|facebook|twitter|whatsapp|telegram|linkedin|reddit|x))*`,
	`advertisement|advertising|sponsored(?: content)?|skip advert(?:isement)?|story continues below.*|article continues (?:below|after).*`,
	`read more:?.*|read also:?.*|also read:?.*|see also:?.*|related(?: articles| stories)?:?.*|more on this(?: story)?|recommended stories.*|most read`,
	`sign up (?:for|to) .*|subscribe(?: now| to .*)?|newsletter|log ?in|sign in|register`,
	`(?:additional )?report(?:ing|ed) (?:and (?:writing|editing) )?by .*|(?:writing|editing|edited|written|compiled) by .*|our standards:.*`,
	`(?:photo|image|picture|video|file photo|credit|photograph|illustration)s?(?: credit)?:.*|getty images.*|©.*|copyright .*|all rights reserved.*`,
	`follow us.*|join us on .*|comments?(?: \(\d+\))?|\d+ comments?|(?:view|leave) (?:a )?comments?|back to top|(?:next|previous) (?:article|story)`,
	`cookies?(?: policy)?|privacy policy|terms of (?:use|service).*`,
	`note: data cut-?off .*`,
}, `|`) + `)[.:]?$`)

// readTime marks lines that end in a reading time, as "Published …  3 min read".
var readTime = regexp.MustCompile(`(?i)^.{0,60}\b\d+[- ]min(?:ute)?s? read\.?$`)

// kindOf tells a line's kind by itself; head: it is among the first lines.
func kindOf(line string, head bool) Kind {
	if furniture.MatchString(line) {
		return Furniture
	}
	if head && isDateline(line) {
		return Dateline
	}
	if endsInRead(line) && readTime.MatchString(line) {
		return Furniture
	}
	if isBullet(line) {
		return Bullet
	}
	if isHeading(line) {
		return Heading
	}
	return Paragraph
}

// endsInRead reports whether a line may match readTime, which few do and which is
// slow to find out for long lines.
func endsInRead(line string) bool {
	line = strings.TrimSuffix(line, ".")
	return len(line) >= 4 && strings.EqualFold(line[len(line)-4:], "read")
}

func isBullet(line string) bool {
	for _, mark := range []string{"- ", "* ", "• ", "– ", "— ", "+ ", "▪ ", "● ", "■ ", "◦ ", "· ", "→ ", "▶ "} {
		if strings.HasPrefix(line, mark) {
			return true
		}
	}
	n := 0
	for n < len(line) && n < 3 && line[n] >= '0' && line[n] <= '9' {
		n++
	}
	return n > 0 && n < len(line)-1 && (line[n] == '.' || line[n] == ')') && line[n+1] == ' '
}

// isHeading reports whether a line looks like a title: it ends no sentence and
// is short, or is in capitals.
func isHeading(line string) bool {
	if len(line) > 140 {
		return false
	}
	switch last := line[len(line)-1]; {
	case strings.ContainsRune(".!?;:,\"'", rune(last)):
		return false
	case strings.HasSuffix(line, "”"), strings.HasSuffix(line, "’"), strings.HasSuffix(line, "…"):
		return false
	}
	for _, r := range line {
		if unicode.IsLetter(r) {
			return true
		}
	}
	return false
}
