package config

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEnginesOf(t *testing.T) {
	for _, c := range []struct {
		name     string
		browsers []string
		want     []Engine
	}{
		{"the lowest counts", []string{"chrome 120", "chrome 98", "and_chr 130", "chrome 110"}, []Engine{{"chrome", "98"}}},
		{"ranges start at their first version", []string{"safari 15.2-15.3", "ios_saf 15.6-15.8", "safari TP"}, []Engine{{"ios", "15.6"}, {"safari", "15.2"}}},
		{"minor versions are numbers", []string{"safari 15.10", "safari 15.9"}, []Engine{{"safari", "15.9"}}},
		{"browsers made of Chromium", []string{"samsung 28", "op_mob 80", "and_uc 15.5", "android 145"}, []Engine{{"chrome", "100"}}},
		{"old Android is not Chrome", []string{"android 4.4.3-4.4.4"}, []Engine{{"chrome", "30"}}},
		{"KaiOS is Firefox", []string{"kaios 2.5", "firefox 115"}, []Engine{{"firefox", "48"}}},
		{"Opera Mini counts for nothing", []string{"op_mini all", "edge 120"}, []Engine{{"edge", "120"}}},
		{"Node", []string{"node 20.11.0", "node 18.0.0"}, []Engine{{"node", "18.0.0"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, enginesOf(c.browsers)); d != "" {
				t.Error(d)
			}
		})
	}
	for want, list := range map[string][]string{"web": {"chrome 1"}, "node": {"node 20"}, "universal": {"node 20", "chrome 1"}} {
		if got := platformOfBrowsers(list); got != want {
			t.Errorf("%q: %s", list, got)
		}
	}
}
