# What each target is for; "make help" prints this list.
#   build          the program, bin/mfbundle
#   example        builds docs/examples/shop with it
#   test           every test: go vet, Go, Node, and the browser where there is one
#   race           Go tests with the race detector
#   e2e            the program against webpack, in Node and Chromium
#   golden         rewrites expected outputs; review the difference
#   fuzz           FUZZTIME (30s) for each fuzz target
#   bench          mfbundle beside rspack, webpack and esbuild, in a temporary folder
#   bench-go       Go benchmarks of each pass, COUNT (10) runs, to bin/bench.txt
#   bench-compare  the same for this tree and for BASE (HEAD), through benchstat
#   lint           gofmt, go vet, staticcheck
#   docs           rewrites the generated documents
#   ci             lint, race, e2e

SHELL := bash
.DEFAULT_GOAL := build
.PHONY: help build example test go-test js-test race e2e e2e-where-possible golden fuzz bench bench-go bench-compare lint docs ci clean

BIN := bin/mfbundle
TOOL := go tool -modfile=.ci/tools.mod
FUZZTIME ?= 30s
COUNT ?= 10
BENCH ?= .
BASE ?= HEAD
# Build servers count tests, and they count lines of -v.
ifeq ($(CI),true)
GOTEST ?= go test -v
else
GOTEST ?= go test
endif

help:
	@sed -n 's/^#   //p' Makefile

build:
	go build -trimpath -o $(BIN) ./cmd/mfbundle

example: build
	$(BIN) build docs/examples/shop
	@for f in cart/remoteEntry.js host/index.html; do \
		test -s docs/examples/shop/dist/$$f || { echo "docs/examples/shop/dist/$$f is missing" >&2; exit 1; }; \
	done
	@echo "open docs/examples/shop/dist/host/index.html"

# -k: what fails in one part does not hide what fails in the next.
test:
	@$(MAKE) -k --no-print-directory go-test js-test e2e-where-possible

go-test:
	go vet ./...
	$(GOTEST) ./...

js-test:
	node --test --test-reporter=spec pkg/runtime/js/*.test.js pkg/compiler/loader/js/*.test.js

race:
	go test -race ./pkg/... ./cmd/...

e2e: build
	cd e2e && node --test --test-concurrency=1 --test-reporter=spec *.test.mjs

# Says in one line why the browser tests are left out. With CI=true they never are.
e2e-where-possible: build
	@why=$$(node -e 'import("./e2e/lib/env.mjs").then((m) => console.log(m.missing({chromium: true})))'); \
	if [ -n "$$why" ] && [ "$(CI)" != true ]; then \
		echo "SKIPPED e2e: $$why"; \
	else \
		$(MAKE) --no-print-directory e2e; \
	fi

golden:
	cd e2e && node lower-runtime.mjs
	go test $$(grep -rl --include='*_test.go' 'flag.Bool("update"' cmd docs pkg | xargs -n1 dirname | sort -u | sed 's,^,./,') -update

fuzz:
	@set -e; grep -ro --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' cmd pkg | while IFS=: read -r file target; do \
		dir=$$(dirname "$$file"); name=$${target#func }; \
		echo "$$dir $$name"; \
		go test -run='^$$' -fuzz="^$$name\$$" -fuzztime=$(FUZZTIME) "./$$dir"; \
	done

bench: build
	node e2e/bench/run.mjs $(BENCH_ARGS)

bench-go:
	@mkdir -p bin
	go test -run='^$$' -bench='$(BENCH)' -benchmem -count=$(COUNT) ./pkg/... | tee bin/bench.txt

# Old and new on one machine: numbers of another machine say nothing here.
bench-compare:
	@set -euo pipefail; base=$$(mktemp -d); trap 'rm -rf "$$base"' EXIT; mkdir -p bin; \
	git clone -q --shared . "$$base" && git -C "$$base" checkout -q "$$(git rev-parse $(BASE))"; \
	(cd "$$base" && go test -run='^$$' -bench='$(BENCH)' -benchmem -count=$(COUNT) ./pkg/...) > bin/bench-base.txt; \
	go test -run='^$$' -bench='$(BENCH)' -benchmem -count=$(COUNT) ./pkg/... > bin/bench.txt; \
	$(TOOL) benchstat bin/bench-base.txt bin/bench.txt

lint:
	@bad=$$(git ls-files '*.go' | xargs gofmt -l); if [ -n "$$bad" ]; then echo "gofmt -w these files:"; echo "$$bad"; exit 1; fi
	go vet ./...
	$(TOOL) staticcheck ./...

docs:
	go test ./docs -run Generated -update

ci: lint race e2e

clean:
	rm -rf bin docs/examples/shop/dist
