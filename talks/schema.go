package talks

import (
	_ "embed"
	"slices"
)

//go:embed schema.json
var schema []byte

// Schema returns the JSON Schema (draft 2020-12) of one record file, for editors
// and for checks before [Load].
func Schema() []byte { return slices.Clone(schema) }
