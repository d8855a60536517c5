package web

import "testing"

func TestMap(t *testing.T) {
	p := open(t, withMaps(t)+"/app/?from=2026-02-11&to=2026-02-17", 1440, 900)
	p.drawn()
	p.until(`document.querySelector('aside').innerText.includes('40.0')`)
	p.shot("map")
	p.axe()
	p.sound()
}
