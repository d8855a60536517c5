package article

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/salient-project/salient/control"
)

// Marks that are taken off Markdown text. What they enclose stays.
var (
	mdImage   = regexp.MustCompile(`!\[([^\]\n]*)\]\([^)\n]*\)`)
	mdLink    = regexp.MustCompile(`\[([^\]\n]+)\](?:\([^)\n]*\)|\[[^\]\n]*\])`)
	mdAuto    = regexp.MustCompile(`<(https?://[^>\s]+)>`)
	mdTag     = regexp.MustCompile(`</?[a-zA-Z][^>\n]{0,200}>`)
	mdStrong  = regexp.MustCompile(`(\*\*|__)([^\s*_](?:[^\n]*?[^\s])?)(\*\*|__)`)
	mdEm      = regexp.MustCompile(`(^|[\s("“‘])([*_])([^\s*_](?:[^*_\n]*[^\s*_])?)([*_])([\s.,;:!?)"”’]|$)`)
	mdCode    = regexp.MustCompile("`([^`\n]+)`")
	mdHead    = regexp.MustCompile(`^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$`)
	mdQuote   = regexp.MustCompile(`^\s{0,3}(?:>\s?)+`)
	mdRule    = regexp.MustCompile(`^\s{0,3}(?:[-*_]\s*){3,}$|^\s{0,3}(?:=+|-{3,})\s*$`)
	mdRef     = regexp.MustCompile(`^\s{0,3}\[[^\]]+\]:\s`)
	mdEscape  = regexp.MustCompile(`\\([\\` + "`" + `*_{}\[\]()#+.!|>~-])`)
	mdFootref = regexp.MustCompile(`\[\^[^\]\s]{1,20}\]`)
)

// parseMarkdown takes the markup off: the text as shown keeps one line a line.
// YAML front matter gives title, author and date.
func parseMarkdown(data []byte) Document {
	d := Document{Published: control.NoDay}
	text := strings.TrimLeft(normalize(data), "\ufeff")
	if rest, ok := strings.CutPrefix(text, "---\n"); ok {
		if head, body, ok := strings.Cut(rest, "\n---"); ok {
			if d.frontMatter(head) {
				text = strings.TrimLeft(body, "-")
			}
		}
	}
	var out strings.Builder
	fence := ""
	for _, line := range strings.Split(text, "\n") {
		trimmed := strings.TrimSpace(line)
		if strings.HasPrefix(trimmed, "```") || strings.HasPrefix(trimmed, "~~~") {
			if fence == "" {
				fence = trimmed[:3]
			} else if strings.HasPrefix(trimmed, fence) {
				fence = ""
			}
			out.WriteByte('\n')
			continue
		}
		if fence != "" || mdRule.MatchString(line) || mdRef.MatchString(line) {
			out.WriteByte('\n')
			continue
		}
		line = mdQuote.ReplaceAllString(line, "")
		if m := mdHead.FindStringSubmatch(line); m != nil {
			line = m[1]
			if d.Title == "" && out.Len() < 400 {
				d.Title = inline(line)
			}
		}
		out.WriteString(inline(line))
		out.WriteByte('\n')
	}
	d.Text = strings.TrimRight(out.String(), "\n") + "\n"
	return d
}

// inline takes off links, emphasis, code marks, tags and escapes.
func inline(line string) string {
	line = mdImage.ReplaceAllString(line, "")
	line = mdFootref.ReplaceAllString(line, "")
	line = mdLink.ReplaceAllString(line, "$1")
	line = mdAuto.ReplaceAllString(line, "$1")
	line = mdTag.ReplaceAllString(line, "")
	line = mdCode.ReplaceAllString(line, "$1")
	for range 2 { // strong within emphasis and the reverse
		line = mdStrong.ReplaceAllString(line, "$2")
		line = mdEm.ReplaceAllString(line, "$1$3$5")
	}
	return mdEscape.ReplaceAllString(line, "$1")
}

// frontMatter reads YAML metadata and reports whether it was such.
func (d *Document) frontMatter(head string) bool {
	if len(head) > 16<<10 {
		return false
	}
	meta := map[string]yaml.Node{}
	if yaml.Unmarshal([]byte(head), &meta) != nil {
		return false
	}
	get := func(keys ...string) string {
		for _, k := range keys {
			if n, ok := meta[k]; ok && n.Kind == yaml.ScalarNode {
				return strings.TrimSpace(n.Value)
			}
		}
		return ""
	}
	d.Title, d.Byline, d.Site = get("title"), get("author", "byline"), get("site", "publication")
	if day, ok := findDay(get("published", "date", "pubdate")); ok {
		d.Published, d.PublishedFrom = day, "metadata"
	}
	return true
}
