package resolver

import (
	"hash/maphash"
	"maps"
	"sync"
)

// A shardMap is a concurrent map that grows only. It is split by hash so that
// many goroutines rarely meet at one lock; unlike sync.Map it does not box its
// keys, and a hit costs no allocation.
type shardMap[K comparable, V any] struct {
	seed   maphash.Seed
	shards [shardCount]shard[K, V]
}

const shardCount = 32

type shard[K comparable, V any] struct {
	mu sync.RWMutex
	m  map[K]V
}

func newShardMap[K comparable, V any]() *shardMap[K, V] {
	m := &shardMap[K, V]{seed: maphash.MakeSeed()}
	for i := range m.shards {
		m.shards[i].m = make(map[K]V)
	}
	return m
}

func (m *shardMap[K, V]) shard(key K) *shard[K, V] {
	return &m.shards[maphash.Comparable(m.seed, key)%shardCount]
}

func (m *shardMap[K, V]) load(key K) (V, bool) {
	s := m.shard(key)
	s.mu.RLock()
	v, ok := s.m[key]
	s.mu.RUnlock()
	return v, ok
}

// add stores value unless the key has one, and returns the one that stays.
func (m *shardMap[K, V]) add(key K, value V) V {
	s := m.shard(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	if old, ok := s.m[key]; ok {
		return old
	}
	s.m[key] = value
	return value
}

// each calls f for the entries of a moment, in no order. No lock is held during
// the call, so f may use the map.
func (m *shardMap[K, V]) each(f func(K, V)) {
	for i := range m.shards {
		s := &m.shards[i]
		s.mu.RLock()
		entries := maps.Clone(s.m)
		s.mu.RUnlock()
		for k, v := range entries {
			f(k, v)
		}
	}
}
