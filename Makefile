# make test is the one command that runs every test; see CONTRIBUTING.md.

GO ?= go

.PHONY: demo build web test lint bench bench-doc ledger reference tools load soak

demo: ## check the demo article against what the repository embeds
	$(GO) run ./cmd/salient check examples/dispatch.txt

build: ## bin/salient
	$(GO) build -o bin/salient ./cmd/salient

web: ## build the web app into web/dist, which is checked in; needs node and npm
	./scripts/web

test: tools ## install what the tests need, then run all of them
	./scripts/test

tools: ## Debian packages that the tests use; skipped, loudly, where apt is not there
	./scripts/install-test-tools

lint: ## formatting, vet, staticcheck, the direction of imports
	./scripts/lint

bench: build ## this and what a user would otherwise use, side by side
	$(GO) run ./bench

bench-doc: build ## the same and all else that docs/benchmarks.md tells, on a quiet machine: a quarter of an hour
	$(GO) run ./bench -all -runs 2

ledger: ## measure the archives in ../shared/data anew into ledger/data
	$(GO) run ./ledger/gen

reference: ## fetch and convert the regions and places that the gazetteer embeds
	$(GO) run ./gazetteer/gen

load: ## how many tiles a second the server gives, on loopback; STORE=maps.gpkg: and PostGIS, by wrk
	$(GO) run ./server/load $(if $(STORE),-beside $(STORE))

soak: ## an hour of everything that the server answers, memory watched
	$(GO) run ./server/load -soak -seconds 3600 -rate 500
