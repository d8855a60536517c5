package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/salient-project/salient/server"
)

func newTokenCommand(a *app) *cobra.Command {
	var opts tokenOptions
	cmd := &cobra.Command{
		Use:   "token NAME",
		Short: "Make a token that may write to a server",
		Long: `Makes a token and prints it, once. The file keeps its SHA-256 only, a line a token:
hash, scopes, name. salient serve --tokens FILE lets its bearers write; delete a
line and send the server SIGHUP, or start it again, to take a token back.

Scopes: import takes in maps (POST /v1/maps), reload reads the store anew
(POST /v1/reload).

Exit status: 0 made, 1 failed, 2 wrong usage.`,
		Example: `  salient token --file tokens.txt --scope import,reload newsdesk
  curl -H "Authorization: Bearer TOKEN" --data-binary @deepstatemap_data_20260202.geojson \
    -H "Content-Type: application/octet-stream" "http://127.0.0.1:8017/v1/maps?file=deepstatemap_data_20260202.geojson"`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return runToken(a.out, opts, args[0]) },
	}
	cmd.Flags().StringVar(&opts.File, "file", "", "file that keeps the hashes; made if it is not there")
	cmd.Flags().StringSliceVar(&opts.Scopes, "scope", nil, "what the token may do: import, reload")
	return cmd
}

type tokenOptions struct {
	File   string
	Scopes []string
}

var tokenScopes = []string{server.ScopeImport, server.ScopeReload}

func runToken(w io.Writer, opts tokenOptions, name string) error {
	switch {
	case opts.File == "":
		return usageErrorf("--file is needed: it keeps the token's hash")
	case len(opts.Scopes) == 0:
		return usageErrorf("--scope is needed: %s", strings.Join(tokenScopes, ", "))
	case name == "" || strings.ContainsAny(name, "\n\r"):
		return usageErrorf("a name is needed, in one line")
	}
	for _, s := range opts.Scopes {
		if !slices.Contains(tokenScopes, s) {
			return usageErrorf("--scope %s: want %s", s, strings.Join(tokenScopes, ", "))
		}
	}
	if _, err := readTokens(opts.File); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	var random [32]byte
	_, _ = rand.Read(random[:]) // never fails
	token := base64.RawURLEncoding.EncodeToString(random[:])
	f, err := os.OpenFile(opts.File, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, "%x %s %s\n", sha256.Sum256([]byte(token)), strings.Join(opts.Scopes, ","), name)
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	fmt.Fprintln(w, token)
	return nil
}

// readTokens reads the file that [runToken] writes; none if file is empty. Empty
// lines and those that begin with # are left out.
func readTokens(file string) ([]server.Token, error) {
	if file == "" {
		return nil, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var out []server.Token
	lines := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		hash, rest, _ := strings.Cut(line, " ")
		scopes, name, _ := strings.Cut(rest, " ")
		sum, err := hex.DecodeString(hash)
		if err != nil || len(sum) != sha256.Size {
			return nil, fmt.Errorf("%s: line %d: want the SHA-256 of a token, scopes and a name", file, n)
		}
		t := server.Token{Name: name, Scopes: strings.Split(scopes, ","), SHA256: [32]byte(sum)}
		for _, s := range t.Scopes {
			if !slices.Contains(tokenScopes, s) {
				return nil, fmt.Errorf("%s: line %d: no scope %q: there are %s", file, n, s, strings.Join(tokenScopes, ", "))
			}
		}
		out = append(out, t)
	}
	return out, lines.Err()
}
