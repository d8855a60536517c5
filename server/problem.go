package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/salient-project/salient/answer"
	"github.com/salient-project/salient/article"
	"github.com/salient-project/salient/chronicle"
	"github.com/salient-project/salient/gazetteer"
	"github.com/salient-project/salient/talks"
)

// problem is an error that a caller may see, as RFC 9457 writes it.
type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail,omitempty"`
	Hint   string `json:"hint,omitempty"`
	// Parameter is the query parameter at fault.
	Parameter string `json:"parameter,omitempty"`
	Request   string `json:"request_id,omitempty"`
}

func (p problem) Error() string { return p.Detail }

// problemf returns a problem of a status; its title is the status's own.
func problemf(status int, format string, args ...any) problem {
	return problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: fmt.Sprintf(format, args...)}
}

// badParameter says what is wrong with a query parameter.
func badParameter(name, format string, args ...any) problem {
	p := problemf(http.StatusBadRequest, format, args...)
	p.Detail, p.Parameter = name+": "+p.Detail, name
	return p
}

func (p problem) hint(format string, args ...any) problem {
	p.Hint = fmt.Sprintf(format, args...)
	return p
}

// problemOf turns any error into a problem. What a caller could not have caused
// shows nothing of the inside; ok is false then, and the error should be logged.
func problemOf(err error) (p problem, ok bool) {
	var none answer.NoData
	var ambiguous *gazetteer.AmbiguousError
	var tooLong *http.MaxBytesError
	var status *article.StatusError
	switch {
	case errors.As(err, &p):
		return p, true
	case errors.Is(err, context.Canceled):
		return problemf(http.StatusServiceUnavailable, "the caller went away"), true
	case errors.As(err, &none):
		return problemf(http.StatusNotFound, "%v", err).hint("%s", none.Hint()), true
	case errors.As(err, &ambiguous):
		return problemf(http.StatusBadRequest, "%v", err).hint("add the oblast, as in Pokrovsk, Donetsk"), true
	case errors.Is(err, gazetteer.ErrUnknownPlace):
		return problemf(http.StatusNotFound, "%v", err).hint("a longitude and latitude work for any point: 36.26,47.66"), true
	case errors.Is(err, chronicle.ErrNoMap), errors.Is(err, talks.ErrNoGround):
		return problemf(http.StatusNotFound, "%v", err).hint("/v1/sources lists the days that have maps"), true
	case errors.As(err, &tooLong):
		return problemf(http.StatusRequestEntityTooLarge, "more than %d bytes", tooLong.Limit), true
	case errors.Is(err, article.ErrTooLarge):
		return problemf(http.StatusRequestEntityTooLarge, "%v", err), true
	case errors.Is(err, article.ErrForbiddenAddress):
		return problemf(http.StatusBadRequest, "the URL leads to an address that is not public"), true
	case errors.Is(err, article.ErrNoText):
		return problemf(http.StatusUnprocessableEntity, "%v", err), true
	case errors.As(err, &status):
		return problemf(http.StatusBadGateway, "%v", err), true
	}
	return problemf(http.StatusInternalServerError, "the server failed; its log has the request id"), false
}

func (p problem) json() []byte {
	b, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		panic(err) // strings and numbers only
	}
	return append(b, '\n')
}
