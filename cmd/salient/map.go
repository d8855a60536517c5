package main

import (
	"context"
	"errors"
	"io"

	"github.com/golang/geo/s2"
	"github.com/spf13/cobra"

	"github.com/salient-project/salient/brief"
	"github.com/salient-project/salient/brief/picture"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/control"
	"github.com/salient-project/salient/geo"
	"github.com/salient-project/salient/ledger"
	"github.com/salient-project/salient/store"
)

func newMapCommand(a *app) *cobra.Command {
	var opts mapOptions
	cmd := &cobra.Command{
		Use:   "map",
		Short: "Draw where ground changed hands, or what is held, as SVG or PNG",
		Long: `Draws where ground changed hands in a window of days, by one definition: patches
gained and lost, held ground, oblast borders, towns, scale and an inset.

With --country it draws the whole country as held on the window's last day, with
--before-after on the day before its first too, one above the other.

Shapes come from imported maps. From the embedded ledger, patches are circles at
their centers and held ground is cells of about 20 square kilometers; the
picture says so.

Exit status: 0 drawn, 1 failed, 2 wrong usage, 4 no map or nothing to draw.`,
		Example: `  salient map --week=2026-02-09 --definition deepstate --out week.svg
  salient map --from 2025-02-16 --to 2026-02-15 --before-after --source liveuamap --out year.png`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runMap(cmd.Context(), a.out, a, opts)
		},
	}
	opts.addWindow(cmd.Flags())
	opts.addFile(cmd)
	cmd.Flags().BoolVar(&opts.Country, "country", false, "draw the whole country on the last day")
	cmd.Flags().BoolVar(&opts.BeforeAfter, "before-after", false, "draw the whole country before and after")
	return cmd
}

type mapOptions struct {
	chartOptions
	Country, BeforeAfter bool
}

func runMap(_ context.Context, w io.Writer, a *app, opts mapOptions) error {
	o, done, err := opts.options(a)
	if err != nil {
		return err
	}
	defer done()
	desk, err := brief.NewDesk(o)
	if err != nil {
		return err
	}
	var scene *picture.Scene
	switch {
	case opts.BeforeAfter:
		scene, err = desk.Country(o.Window.From, o.Window.To)
	case opts.Country:
		scene, err = desk.Country(o.Window.To)
	default:
		scene, err = desk.Map()
	}
	if err != nil {
		return err
	}
	return writeScene(w, scene, opts.Out, picture.Theme(opts.Dark))
}

// outlines gives maps the ground held: its shape from the store's chronicles
// where there are any, as known on a day, cells from the ledger for the rest.
func (a *app) outlines(known control.Day) (brief.Outline, func(), error) {
	path, err := a.store()
	if err != nil {
		return nil, nil, err
	}
	embedded, err := ledger.Default()
	if err != nil {
		return nil, nil, err
	}
	if !store.Exists(path) {
		return func(definition string, on control.Day) (brief.Ground, error) {
			return cellGround(embedded, definition, on)
		}, func() {}, nil
	}
	s, err := openStore(path)
	if err != nil {
		return nil, nil, err
	}
	live, err := openLive(a, s, true)
	if err != nil {
		_ = s.Close()
		return nil, nil, err
	}
	return func(definition string, on control.Day) (brief.Ground, error) {
		c, d, err := live.Chronicle(definition)
		if errors.Is(err, chronicle.ErrNoMap) {
			return cellGround(embedded, definition, on)
		} else if err != nil {
			return brief.Ground{}, err
		}
		m, err := c.MapOn(on, known)
		if err != nil {
			return brief.Ground{}, err
		}
		return brief.Ground{Held: geo.Polygons(c.Boundary(m)), Front: live.ContactLine(c, d, m), Exact: true}, nil
	}, func() { _ = s.Close() }, nil
}

// cellGround joins the ledger's cells: those held for half or more, and the
// others.
func cellGround(l *ledger.Ledger, definition string, on control.Day) (brief.Ground, error) {
	cells, _, err := l.Cells(definition, on)
	if err != nil {
		return brief.Ground{}, err
	}
	var held, part []geo.Segment
	for _, c := range cells {
		var ring geo.Ring
		cell := s2.CellFromCellID(c.ID)
		for k := range 4 {
			at := s2.LatLngFromPoint(cell.Vertex(k))
			ring = append(ring, geo.Pt(at.Lng.Degrees(), at.Lat.Degrees()))
		}
		if c.Share >= 0.5 {
			held = ring.Segments(held)
		} else if c.Share >= 0.05 {
			part = ring.Segments(part)
		}
	}
	join := func(segs []geo.Segment) geo.MultiPolygon {
		return geo.Polygons(geo.Boundary(segs, func(w int32) bool { return w >= 1 }))
	}
	return brief.Ground{Held: join(held), Part: join(part)}, nil
}
