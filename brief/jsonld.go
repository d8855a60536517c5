package brief

import "github.com/salient-project/salient/measure"

// article describes the page as a schema.org NewsArticle.
func (b *Brief) article() any {
	type thing map[string]any
	images := []string{}
	for _, f := range b.Figures {
		images = append(images, f.PNG)
	}
	return thing{
		"@context": "https://schema.org", "@type": "NewsArticle", "headline": b.Headline, "description": b.Standfirst.Text,
		"datePublished": b.Published.String(), "dateModified": b.Published.String(), "inLanguage": b.Lang,
		"temporalCoverage": b.Window.First.String() + "/" + b.Window.Last.String(),
		"spatialCoverage":  thing{"@type": "Place", "name": b.facts.other},
		"keywords":         b.Tags, "wordCount": b.Words, "image": images, "isAccessibleForFree": true,
		"author":     thing{"@type": "Organization", "name": "Salient"},
		"creditText": b.Credits,
	}
}

// datasets describes the figures of each definition as schema.org Datasets.
func (b *Brief) datasets() []any {
	type thing map[string]any
	var out []any
	for _, g := range b.facts.known() {
		d := g.cov.Definition
		ch := g.change
		value := func(name string, v float64) thing {
			return thing{"@type": "PropertyValue", "name": name, "value": v, "unitCode": "KMK", "unitText": "km²"}
		}
		t := thing{
			"@context": "https://schema.org", "@type": "Dataset",
			"name":                 d.Title + ": ground gained and lost by " + d.Actor + ", " + ch.From.String() + " to " + ch.To.String(),
			"description":          "Counts " + clause(d.Counts) + ". " + clause(d.Convention) + ".",
			"identifier":           d.Name,
			"temporalCoverage":     ch.From.String() + "/" + ch.To.String(),
			"spatialCoverage":      thing{"@type": "Place", "name": b.facts.other},
			"measurementTechnique": "geodesic area on WGS 84, " + measure.MethodVersion,
			"variableMeasured":     []thing{value("gained", km2(ch.Gained)), value("lost", km2(ch.Lost)), value("net", km2(ch.Net)), value("held", km2(g.held.Area))},
			"creditText":           g.credit,
			"isAccessibleForFree":  true,
		}
		if g.terms.TermsURL != "" {
			t["license"] = g.terms.TermsURL
		}
		out = append(out, t)
	}
	return out
}
