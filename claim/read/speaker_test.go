package read

import (
	"strings"
	"testing"

	"github.com/salient-project/salient/article"
	"github.com/salient-project/salient/claim"
	"github.com/salient-project/salient/control"
)

// TestSpeakers: who says it, in what role, for whom and by what means.
func TestSpeakers(t *testing.T) {
	for _, tt := range []struct{ text, quote, speaker, role, party, channel string }{
		{`"We sold the cows first," Captain Vira Hontar, a spokesperson for the corps, told the Plain Courier.`,
			"We sold the cows", "Vira Hontar", "spokesperson for the corps", "ukraine", "press"},
		{`"The road is cut twice a day," Lt. Danylo Rud, whose battery is dug in near Lyman, told the Plain Wire by phone on Saturday. "Then we mend it," he added.`,
			"Then we mend it", "Danylo Rud", "Lieutenant", "ukraine", "interview"},
		{`Dr Edith Farnham of the Castlemoor Institute spoke first. "A map is a habit," says Farnham. "It changes slowly."`,
			"A map is a habit", "Edith Farnham", "", "other", ""},
		{`"Holding a ruin is one thing," Dr Edith Farnham, of the Castlemoor Institute, told the Plain Wire, adding that a truce would "freeze the quarrel, not the map".`,
			"freeze the quarrel", "Edith Farnham", "Castlemoor Institute", "other", "press"},
		{`Ukraine must leave the region, said Senator Gleb Ruchkin, who described the demand as "the shortest way to silence".`,
			"the shortest way", "Gleb Ruchkin", "Senator", "other", ""},
		{`A volunteer driver, who gave only his first name, Kyrylo, told us that "the road decides, not the map".`,
			"the road decides", "Kyrylo", "volunteer driver", "other", "press"},
		{`"Every mapmaker loves a ring," Aino Rantala said on local radio, "because a ring sells." Ukrainian commanders put the Russians two kilometres from the square.`,
			"because a ring sells", "Aino Rantala", "", "other", "interview"},
		{`"Less ground is not less war," Katrin Veski, director of Ukraine Field Watch, said in a statement.`,
			"Less ground is not", "Katrin Veski", "director of Ukraine Field Watch", "other", "official"},
		{`"We have read longer menus," Estonian MEP Liis Parv told reporters in Strasbourg.`,
			"We have read longer", "Liis Parv", "Estonian MEP", "eu", "press"},
	} {
		doc, err := article.Parse("text.txt", []byte(tt.text+"\n"), article.Options{Published: control.Date(2026, 3, 5), PublishedSet: true})
		if err != nil {
			t.Fatal(err)
		}
		var found *claim.Statement
		for _, s := range Article(doc).Statements {
			if strings.HasPrefix(s.Quote, tt.quote) {
				found = &s
			}
		}
		if found == nil {
			t.Errorf("%s: no statement", tt.quote)
			continue
		}
		if got := [4]string{found.Speaker, found.Role, found.Party, found.Channel}; got != [4]string{tt.speaker, tt.role, tt.party, tt.channel} {
			t.Errorf("%s: got %q, want %q", tt.quote, got, [4]string{tt.speaker, tt.role, tt.party, tt.channel})
		}
	}
}
