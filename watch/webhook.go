package watch

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"time"

	"github.com/salient-project/salient/fetch"
)

// The headers of a webhook's requests.
const (
	HeaderEvent     = "X-Salient-Event"     // the event's id: the same news comes under the same id
	HeaderTimestamp = "X-Salient-Timestamp" // when it was sent, in Unix seconds
	HeaderSignature = "X-Salient-Signature" // v1= and Sign's result
)

// minSecret is the fewest bytes of a secret: less can be guessed.
const minSecret = 16

// ReadSecret reads a webhook's secret from a file, without the space around it.
func ReadSecret(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	secret := bytes.TrimSpace(data)
	if len(secret) < minSecret {
		return nil, fmt.Errorf("%s: the secret has %d bytes, want at least %d", path, len(secret), minSecret)
	}
	return secret, nil
}

// Sign returns the HMAC-SHA256 (RFC 2104), in hexadecimal, of the timestamp, a
// full stop and the body. Receivers compute the same, compare in constant time,
// and refuse timestamps that are minutes old, so that nothing can be replayed.
func Sign(secret []byte, timestamp int64, body []byte) string {
	mac := hmac.New(sha256.New, secret)
	fmt.Fprintf(mac, "%d.", timestamp)
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}

// WebhookOptions are a webhook's. URL and Secret are required.
type WebhookOptions struct {
	URL    string
	Secret []byte
	// AllowLoopback permits addresses of this machine, and plain http: for tests.
	AllowLoopback bool
	Now           func() time.Time // nil: time.Now
	Tries         int              // of one delivery; 0: 3
	Pause         time.Duration    // before the second try, then doubled, half of it by chance; 0: 2 s
}

// Webhook returns a sink that posts each event as JSON. The address must be on
// the public internet when it is dialed, and redirects are not followed: news
// go to the one address that was named, or nowhere.
func Webhook(o WebhookOptions) (Sink, error) {
	u, err := url.Parse(o.URL)
	if err != nil {
		return nil, err
	}
	if u.User != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || !o.AllowLoopback) {
		return nil, fmt.Errorf("%s: a webhook needs an https address without a password in it", u.Redacted())
	}
	if len(o.Secret) < minSecret {
		return nil, fmt.Errorf("a webhook needs a secret of at least %d bytes", minSecret)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Tries <= 0 {
		o.Tries = 3
	}
	if o.Pause <= 0 {
		o.Pause = 2 * time.Second
	}
	client := fetch.NewClient(fetch.Options{AllowLoopback: o.AllowLoopback})
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &webhook{o, client}, nil
}

type webhook struct {
	WebhookOptions
	client *http.Client
}

func (w *webhook) Name() string { return "webhook " + w.URL }

func (w *webhook) Send(ctx context.Context, e Event) error {
	body, err := json.Marshal(e)
	if err != nil {
		return err
	}
	for try := 1; ; try++ {
		err := w.post(ctx, e.ID, body)
		if err == nil || try == w.Tries || errors.Is(err, fetch.ErrAddress) || ctx.Err() != nil {
			return err
		}
		pause := w.Pause << (try - 1)
		select {
		case <-time.After(pause/2 + rand.N(pause/2+1)):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (w *webhook) post(ctx context.Context, id string, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.URL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	at := w.Now().Unix()
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "salient")
	req.Header.Set(HeaderEvent, id)
	req.Header.Set(HeaderTimestamp, strconv.FormatInt(at, 10))
	req.Header.Set(HeaderSignature, "v1="+Sign(w.Secret, at, body))
	resp, err := w.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10)) // so that the connection serves again
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return fmt.Errorf("server answered %s%s", resp.Status, w.skew(resp.Header.Get("Date")))
	}
	return nil
}

// maxSkew is how far the receiver's clock may be from this machine's before it
// is named as a likely reason: receivers refuse timestamps that are minutes old.
const maxSkew = 2 * time.Minute

// skew says that the receiver's clock differs, or returns "".
func (w *webhook) skew(date string) string {
	theirs, err := http.ParseTime(date)
	if err != nil {
		return ""
	}
	d := w.Now().Sub(theirs)
	if d.Abs() < maxSkew {
		return ""
	}
	way := "ahead of"
	if d < 0 {
		way = "behind"
	}
	return fmt.Sprintf("; this machine's clock is %s %s its own, and signatures carry the time", d.Abs().Round(time.Second), way)
}
