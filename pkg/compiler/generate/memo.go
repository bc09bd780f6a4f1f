package generate

import (
	"hash/maphash"
	"sync"
)

// Memo keeps the scripts of chunks from one build of a watch to the next, so
// that an edit writes the chunks anew that it changes, and no others. One build
// at a time may use it. Nil keeps nothing.
type Memo struct {
	seed   maphash.Seed
	mu     sync.Mutex
	chunks map[string]*Kept // by name of the chunk
}

// NewMemo returns an empty memo.
func NewMemo() *Memo { return &Memo{seed: maphash.MakeSeed(), chunks: make(map[string]*Kept)} }

// Kept is the script of a chunk as an earlier build wrote it.
type Kept struct {
	print [2]uint64
	js    []byte
	newer []Newer
	// File and Map are the name of the file and its source map as JSON; whoever
	// writes files sets them.
	File string
	Map  []byte
	Done []byte // what is written, with the comment that leads to the map
}

// Finish keeps what is written, which begins with the script, in place of it.
func (k *Kept) Finish(done []byte) {
	k.Done = done[:len(done):len(done)]
	k.js = k.Done[:len(k.js):len(k.js)]
}

// print is the fingerprint of everything that a layout is written from: glue,
// edits, and the inputs themselves by identity, which files that were not read
// again keep.
func (m *Memo) print(head string, l *layout) [2]uint64 {
	var out [2]uint64
	for half := range out {
		var h maphash.Hash
		h.SetSeed(m.seed)
		h.WriteByte(byte(half)) // two halves make a clash of two different chunks out of the question
		text := func(s string) {
			maphash.WriteComparable(&h, len(s))
			h.WriteString(s)
		}
		text(head)
		for _, b := range l.blocks {
			text(string(b.text))
		}
		for _, b := range l.batches {
			maphash.WriteComparable(&h, b.body)
			for i := range b.pieces {
				p := &b.pieces[i]
				maphash.WriteComparable(&h, p.Input)
				maphash.WriteComparable(&h, [2]uint32{p.Start, p.End})
				text(p.Prefix)
				text(p.Suffix)
				for k := range p.Edits {
					maphash.WriteComparable(&h, [2]uint32{p.Edits[k].Start, p.Edits[k].End})
					text(p.Edits[k].New)
				}
			}
		}
		out[half] = h.Sum64()
	}
	return out
}

// lookup returns what an earlier build wrote from the same, nil when it did not.
func (m *Memo) lookup(name string, print [2]uint64) *Kept {
	m.mu.Lock()
	defer m.mu.Unlock()
	if k := m.chunks[name]; k != nil && k.print == print {
		return k
	}
	return nil
}

func (m *Memo) keep(name string, print [2]uint64, js []byte, newer []Newer) *Kept {
	m.mu.Lock()
	defer m.mu.Unlock()
	k := &Kept{print: print, js: js, newer: newer}
	m.chunks[name] = k
	return k
}
