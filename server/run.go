package server

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"
)

// Times that bound what a caller may take.
const (
	headerTime = 5 * time.Second
	readTime   = 30 * time.Second
	writeTime  = 2 * time.Minute // the first reading of a whole collection measures every day
	idleTime   = 2 * time.Minute
	stopTime   = 15 * time.Second // for requests under way when the server stops
)

// Run serves on a listener until the context ends, then lets the requests under
// way finish, for 15 seconds at most. It closes the listener. It returns nil
// after stopping in good order.
func Run(ctx context.Context, s *Server, l net.Listener) error {
	h := &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime,
		MaxHeaderBytes: 32 << 10,
	}
	done := make(chan error, 1)
	go func() { done <- h.Serve(l) }()
	go s.warm()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	s.Drain()
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	err := h.Shutdown(stop)
	if served := <-done; !errors.Is(served, http.ErrServerClosed) {
		return served
	}
	return err
}
