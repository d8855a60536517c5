package shipped_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/salient-project/salient/source"
	"github.com/salient-project/salient/source/shipped"
)

func TestProf(t *testing.T) {
	f := os.Getenv("F")
	st := time.Now()
	sum, err := source.ReadAll(context.Background(), []string{"/work/shared/data/" + f + ".tar.zst"}, source.Options{Readers: shipped.All()}, func(r source.Result) error { return nil })
	t.Log(f, time.Since(st), sum, err)
}
