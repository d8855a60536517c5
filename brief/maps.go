package brief

import "github.com/salient-project/salient/brief/picture"

func (f *facts) mapOf(g *ground, l Lang) *picture.Scene { return nil }
