package compiler_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// job is one file for Node.
type job struct {
	ID   string `json:"id"`
	File string `json:"file"`
	Dist string `json:"dist"`
	ESM  bool   `json:"esm"`
}

// ran is what became of a job.
type ran struct {
	ID      string   `json:"id"`
	Output  []string `json:"output"`
	Error   string   `json:"error"`
	Asserts int      `json:"asserts"`
}

// needNode skips a test where there is no Node.
func needNode(t *testing.T) string {
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("node is not installed")
		}
		t.Skip("node is not installed")
	}
	return node
}

// each calls f for 0 to n-1, on a few goroutines.
func each(workers, n int, f func(i int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range next {
				f(i)
			}
		}()
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

// runNode runs jobs in two processes, each job after the other.
func runNode(t *testing.T, node string, jobs []job) map[string]*ran {
	script, err := filepath.Abs("testdata/run.cjs")
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[string]*ran)
	const processes = 2
	var mu sync.Mutex
	tmp := t.TempDir()
	each(processes, processes, func(k int) {
		var mine []job
		for i := k; i < len(jobs); i += processes {
			mine = append(mine, jobs[i])
		}
		if len(mine) == 0 {
			return
		}
		in, result := filepath.Join(tmp, fmt.Sprintf("jobs%d.json", k)), filepath.Join(tmp, fmt.Sprintf("results%d.json", k))
		text, _ := json.Marshal(mine)
		writeFile(t, in, text)
		if b, err := exec.Command(node, script, in, result).CombinedOutput(); err != nil {
			t.Errorf("node: %v\n%s", err, b)
			return
		}
		text, err := os.ReadFile(result)
		if err != nil {
			t.Error(err)
			return
		}
		var rs []*ran
		if err := json.Unmarshal(text, &rs); err != nil {
			t.Error(err)
			return
		}
		mu.Lock()
		defer mu.Unlock()
		for _, r := range rs {
			out[r.ID] = r
		}
	})
	return out
}
