package figures

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// columns that a table must have, in any order; others are read where they are
// there.
var columns = []string{"measure", "from", "to", "value", "unit"}

// mostBytes is more than any table of figures needs.
const mostBytes = 64 << 20

// Read reads a table of published figures: CSV (RFC 4180) with a header that
// names the columns. name is for messages. A table that is not CSV or lacks a
// column is refused with its line; a row whose values cannot be read is kept,
// with the problem in it, so that every row is answered.
func Read(r io.Reader, name string) ([]Row, error) {
	in := bufio.NewReader(io.LimitReader(r, mostBytes))
	c := csv.NewReader(in)
	c.Comma = separator(in)
	c.FieldsPerRecord = -1
	header, err := c.Read()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: empty: want a header with the columns %s", name, strings.Join(columns, ","))
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	at := map[string]int{}
	for i, h := range header {
		at[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")))] = i
	}
	for _, want := range columns {
		if _, ok := at[want]; !ok {
			return nil, fmt.Errorf("%s: line 1: no column %s: want %s", name, want, strings.Join(columns, ","))
		}
	}
	var rows []Row
	for {
		record, err := c.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		line, _ := c.FieldPos(0)
		if len(record) == 1 && strings.TrimSpace(record[0]) == "" {
			continue
		}
		rows = append(rows, readRow(line, func(column string) string {
			if i, ok := at[column]; ok && i < len(record) {
				return strings.TrimSpace(record[i])
			}
			return ""
		}))
	}
}

// separator tells what parts the columns of a table by its first line: commas,
// or semicolons or tabs as spreadsheets write them.
func separator(in *bufio.Reader) rune {
	head, _ := in.Peek(4096)
	line, _, _ := bytes.Cut(head, []byte{'\n'})
	best := ','
	for _, other := range ";\t" {
		if bytes.Count(line, []byte(string(other))) > bytes.Count(line, []byte(string(best))) {
			best = other
		}
	}
	return best
}
