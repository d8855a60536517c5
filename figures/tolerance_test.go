package figures_test

import (
	"testing"

	"github.com/salient-project/salient/figures"
)

func TestWithin(t *testing.T) {
	tests := []struct {
		name string
		row  figures.Row
		ours float64
		days int
		want bool
	}{
		{"1 %", figures.Row{Value: 500, Unit: figures.Km2}, 505, 0, true},
		{"over 1 %", figures.Row{Value: 500, Unit: figures.Km2}, 505.6, 0, false},
		{"2 km² of little", figures.Row{Value: 10, Unit: figures.Km2}, 12, 0, true},
		{"over 2 km² of little", figures.Row{Value: 10, Unit: figures.Km2}, 12.6, 0, false},
		{"1 mi² is over 2 km²", figures.Row{Value: 10, Unit: figures.Mi2}, 11, 0, false},
		{"0.77 mi² is under 2 km²", figures.Row{Value: 10, Decimals: 1, Unit: figures.Mi2}, 10.77, 0, true},
		{"negative", figures.Row{Value: -116, Unit: figures.Km2}, -117.1, 0, true},
		{"other sign", figures.Row{Value: -116, Unit: figures.Km2}, 116, 0, false},
		{"0.15 points", figures.Row{Value: 72, Decimals: 1, Unit: figures.Percent}, 71.86, 0, true},
		{"over 0.15 points", figures.Row{Value: 72, Decimals: 1, Unit: figures.Percent}, 71.84, 0, false},
		{"rounds to whole percent", figures.Row{Value: 18, Unit: figures.Percent}, 18.45, 0, true},
		{"1 % does not hold for shares", figures.Row{Value: 90, Decimals: 1, Unit: figures.Percent}, 90.5, 0, false},
		{"rounds as printed", figures.Row{Value: 1, Unit: figures.Mi2}, 1.49, 0, true},
		{"trailing zeros are digits", figures.Row{Value: 600, Unit: figures.Km2}, 592.9, 0, false},
		{"lower bound, above", figures.Row{Value: 350, Unit: figures.Km2, LowerBound: true}, 440, 0, true},
		{"lower bound, below", figures.Row{Value: 350, Unit: figures.Km2, LowerBound: true}, 340, 0, false},
		{"lower bound, below within 1 %", figures.Row{Value: 350, Unit: figures.Km2, LowerBound: true}, 347, 0, true},
		{"rate, 2 km² over 31 days", figures.Row{Value: 1, Decimals: 2, Unit: figures.Km2PerDay}, 1.06, 31, true},
		{"rate, more", figures.Row{Value: 1, Decimals: 2, Unit: figures.Km2PerDay}, 1.07, 31, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := figures.Within(tt.row, tt.ours, tt.days); got != tt.want {
				t.Errorf("Within(%v, %v) = %v", tt.row.Value, tt.ours, got)
			}
		})
	}
}
