package read

// splitSentences returns the token ranges of a block's sentences. A sentence
// ends at . ! ? or … before a capital, a digit, a quotation mark or the end; a
// closing quotation mark or bracket behind the stop belongs to it.
func splitSentences(toks []token) [][2]int {
	var out [][2]int
	from := 0
	for i := 0; i < len(toks); i++ {
		switch toks[i].low {
		case ".", "!", "?", "…":
		default:
			continue
		}
		j := i + 1
		for j < len(toks) && toks[j].start == toks[j-1].end && (toks[j].kind == quoteMark || toks[j].low == ")" || toks[j].low == "'" || toks[j].low == "." || toks[j].low == "!" || toks[j].low == "?") {
			j++
		}
		if j < len(toks) {
			next := toks[j]
			if next.start == toks[j-1].end && next.kind != quoteMark {
				continue // "3.p", a URL, "...and"
			}
			if next.kind == word && !next.capital() || next.low == "," {
				continue // "one resident, Samira H., said"
			}
		}
		out = append(out, [2]int{from, j})
		from, i = j, j-1
	}
	if from < len(toks) {
		out = append(out, [2]int{from, len(toks)})
	}
	return out
}
