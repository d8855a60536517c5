package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/server"
	"github.com/salient-project/salient/web"
)

func newPublishCommand(a *app) *cobra.Command {
	opts := publishOptions{MaxZoom: 8}
	cmd := &cobra.Command{
		Use:   "publish DIR",
		Short: "Write everything as files that any web host can serve",
		Long: `Writes pages, JSON, GeoJSON and PMTiles into a folder that any object store or
web host can serve; only checking an article needs salient serve. The folder is
replaced as a whole, or not at all; one that holds anything but an earlier
publication is refused.

Without --maps only what the embedded ledger has is written: figures, cells of
the standard grid, centers of patches. With --maps the polygons and chronicles of
imported maps are written too. Whether those may be passed on is for each
source's terms to say: salient sources prints them.

Exit status: 0 written, 1 failed, 2 wrong usage.`,
		Example: `  salient publish public
  salient publish public --maps --max-zoom 9`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.Folder = args[0]
			return runPublish(cmd.Context(), a, opts)
		},
	}
	cmd.Flags().BoolVar(&opts.Maps, "maps", false, "also write polygons and chronicles of imported maps, where their sources' terms let you")
	cmd.Flags().StringVar(&opts.Home, "home", "", "address at whose root the folder will stand, for the feed, as https://maps.example/")
	cmd.Flags().IntVar(&opts.MaxZoom, "max-zoom", opts.MaxZoom, "greatest zoom of the tiles, 1 to 10")
	return cmd
}

type publishOptions struct {
	Folder  string
	Maps    bool
	Home    string // empty: links in the feed are relative
	MaxZoom int
}

// appPages are the app's pages beside the map, as web/src/pages names them.
var appPages = []string{"check", "talks", "brief", "sources", "method"}

// publishedManifest marks a folder as a publication.
const publishedManifest = "data.json"

func runPublish(ctx context.Context, a *app, opts publishOptions) error {
	if opts.MaxZoom < 1 || opts.MaxZoom > 10 {
		return usageErrorf("--max-zoom %d: want 1 to 10", opts.MaxZoom)
	}
	if opts.Home != "" {
		home, err := url.Parse(opts.Home)
		if err != nil || home.Host == "" || home.Scheme != "https" && home.Scheme != "http" || strings.Trim(home.Path, "/")+home.RawQuery+home.Fragment != "" {
			return usageErrorf("--home %s: want an address without a path, as https://maps.example/", opts.Home)
		}
		opts.Home = home.Scheme + "://" + home.Host + "/"
	}
	if err := replaceable(opts.Folder); err != nil {
		return err
	}
	served, done, err := a.served()
	if err != nil {
		return err
	}
	defer done()
	if !opts.Maps {
		served.Live, served.Record = nil, served.Ledger
	} else if served.Live == nil {
		return hintError{errors.New("--maps: no maps were imported"), "salient import PATH reads them"}
	}
	// Written beside and renamed, so that a crash leaves the old folder whole.
	folder := filepath.Clean(opts.Folder)
	temp, err := os.MkdirTemp(filepath.Dir(folder), ".salient-publish-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	files, size := 0, 0
	err = server.New(served).Publish(ctx, server.Published{MaxZoom: opts.MaxZoom, App: web.Files(), Pages: appPages, Home: opts.Home, Progress: func(name string) {
		if a.progress {
			fmt.Fprintf(a.err, "salient: writing %s\n", name)
		}
	}}, func(name string, data []byte) error {
		files, size = files+1, size+len(data)
		path := filepath.Join(temp, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		return os.WriteFile(path, data, 0o644)
	})
	if err != nil {
		return err
	}
	if err := os.Chmod(temp, 0o755); err != nil {
		return err
	}
	if err := swap(temp, folder); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s in %s, %s MB\n", plural(files, "file"), opts.Folder, number(float64(size)/1e6, 1))
	return nil
}

// replaceable refuses a folder that holds anything but a publication.
func replaceable(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(folder, publishedManifest)); err != nil {
		return hintError{usageErrorf("%s: holds something else", folder), "name a new folder, or one written by salient publish"}
	}
	return nil
}

// swap puts a finished folder in the place of an old one.
func swap(finished, folder string) error {
	old := finished + "-old"
	err := os.Rename(folder, old)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(finished, folder); err != nil {
		_ = os.Rename(old, folder) // back, if it was there
		return err
	}
	return os.RemoveAll(old)
}
