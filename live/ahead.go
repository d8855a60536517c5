package live

import (
	"context"
	"iter"
	"sync"
)

// window is how many requests of one source may be on their way at once.
const window = 3

// ahead fetches addresses, a few at a time, and yields for each, in order, a
// function that waits for its answer. Where the loop ends early, what is on its
// way is dropped.
func (v *visit) ahead(ctx context.Context, addresses []string) iter.Seq2[int, func() (answer, error)] {
	type got struct {
		a   answer
		err error
	}
	return func(yield func(int, func() (answer, error)) bool) {
		ctx, cancel := context.WithCancel(ctx)
		var underway sync.WaitGroup
		defer underway.Wait() // nothing reports after the loop
		defer cancel()
		slots := make(chan struct{}, window)
		answers := make([]chan got, len(addresses))
		for i := range answers {
			answers[i] = make(chan got, 1)
		}
		underway.Go(func() {
			for i, address := range addresses {
				select {
				case slots <- struct{}{}:
				case <-ctx.Done():
					return
				}
				underway.Go(func() {
					a, err := v.get(ctx, address)
					answers[i] <- got{a, err}
				})
			}
		})
		for i := range addresses {
			wait := func() (answer, error) {
				select {
				case g := <-answers[i]:
					return g.a, g.err
				case <-ctx.Done():
					return answer{}, ctx.Err()
				}
			}
			if !yield(i, wait) {
				return
			}
			<-slots
		}
	}
}
