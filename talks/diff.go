package talks

import (
	"fmt"
	"strings"
)

// Diff returns a unified diff of two texts with three lines of context, and an
// empty string where they are equal. It finds a longest common subsequence of
// the lines between the common beginning and end, which are cut off first.
func Diff(nameA, nameB, a, b string) string {
	if a == b {
		return ""
	}
	x, y := splitLines(a), splitLines(b)
	edits := editsOf(x, y)
	var out strings.Builder
	fmt.Fprintf(&out, "--- %s\n+++ %s\n", nameA, nameB)
	const context = 3
	for i := 0; i < len(edits); {
		if edits[i].op == ' ' {
			i++
			continue
		}
		from, to := max(0, i-context), i
		for quiet := 0; to < len(edits) && quiet <= 2*context; to++ {
			if edits[to].op == ' ' {
				quiet++
			} else {
				quiet = 0
			}
		}
		for to > i && edits[to-1].op == ' ' { // keep three lines after the last change
			to--
		}
		to = min(len(edits), to+context)
		writeHunk(&out, edits[from:to])
		i = to
	}
	return out.String()
}

// edit is one line of a diff: kept, removed or added, with the numbers of the
// lines that stand before it in either text.
type edit struct {
	op   byte // ' ', '-' or '+'
	line string
	a, b int
}

func writeHunk(out *strings.Builder, hunk []edit) {
	var na, nb int
	for _, e := range hunk {
		if e.op != '+' {
			na++
		}
		if e.op != '-' {
			nb++
		}
	}
	start := func(before, n int) int {
		if n == 0 {
			return before
		}
		return before + 1
	}
	fmt.Fprintf(out, "@@ -%d,%d +%d,%d @@\n", start(hunk[0].a, na), na, start(hunk[0].b, nb), nb)
	for _, e := range hunk {
		out.WriteByte(e.op)
		out.WriteString(e.line)
		if !strings.HasSuffix(e.line, "\n") {
			out.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

func splitLines(s string) []string {
	lines := strings.SplitAfter(s, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

func editsOf(x, y []string) []edit {
	head := 0
	for head < len(x) && head < len(y) && x[head] == y[head] {
		head++
	}
	tail := 0
	for tail < len(x)-head && tail < len(y)-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	mx, my := x[head:len(x)-tail], y[head:len(y)-tail]
	// common[i][j] is the length of the longest common subsequence of mx[i:], my[j:].
	common := make([][]int32, len(mx)+1)
	for i := range common {
		common[i] = make([]int32, len(my)+1)
	}
	for i := len(mx) - 1; i >= 0; i-- {
		for j := len(my) - 1; j >= 0; j-- {
			if mx[i] == my[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var out []edit
	i, j := 0, 0
	add := func(op byte, line string) {
		out = append(out, edit{op, line, i, j})
		if op != '+' {
			i++
		}
		if op != '-' {
			j++
		}
	}
	for i < head {
		add(' ', x[i])
	}
	for i < head+len(mx) || j < head+len(my) {
		switch p, q := i-head, j-head; {
		case p < len(mx) && q < len(my) && mx[p] == my[q]:
			add(' ', x[i])
		case p < len(mx) && (q == len(my) || common[p+1][q] >= common[p][q+1]):
			add('-', x[i])
		default:
			add('+', y[j])
		}
	}
	for i < len(x) {
		add(' ', x[i])
	}
	return out
}
