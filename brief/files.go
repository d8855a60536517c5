package brief

import "sync"

// File is one file of a brief.
type File struct {
	Name string
	Data []byte
}

// Files prints all files of the brief: texts, page, and pictures as SVG and PNG.
func (b *Brief) Files() ([]File, error) {
	page, err := b.HTML()
	if err != nil {
		return nil, err
	}
	data, err := b.JSON()
	if err != nil {
		return nil, err
	}
	out := []File{{"brief.txt", b.Text()}, {"brief.md", b.Markdown()}, {"brief.html", page}, {"brief.json", data}}
	pngs := make([]File, len(b.Figures))
	errs := make([]error, len(b.Figures))
	var wg sync.WaitGroup
	for i, f := range b.Figures {
		out = append(out, File{f.SVG, f.scene.SVG()})
		wg.Go(func() {
			pngs[i].Name = f.PNG
			pngs[i].Data, errs[i] = f.scene.PNG(false)
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return append(out, pngs...), nil
}
