# Thin on purpose: names for what people do. What needs thought is in xtask/ and .ci/.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/vitrine
DATA := $(or $(XDG_DATA_HOME),$(HOME)/.local/share)/vitrine-demo
LISTEN ?= 127.0.0.1:8080
SECONDS ?= 60
# Where people keep rustup's cargo when the shell has not heard of it.
export PATH := $(PATH):$(HOME)/.cargo/bin
# Outside the checkout: a fresh clone beside an old one shares the build of the heavy dependencies.
export CARGO_TARGET_DIR ?= $(CACHE)/target
# Debian's Chromium is used; npm need not fetch another.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1
# Always the whole workspace: one choice of packages gives one set of features, and so one build for demo and test.
WORKSPACE := --workspace --locked

.PHONY: help demo test check release bench dev web fuzz test-slow

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/'

demo: need-demo web ## Build everything and serve the demo organisation
	cargo build $(WORKSPACE) --bin vitrine
	"$(CARGO_TARGET_DIR)/debug/vitrine" demo --data "$(DATA)" --listen "$(LISTEN)"

test: need-test ## Run every check and every test; fails if any part fails
	@.ci/test

fuzz: need-test ## Change inputs at random, SECONDS (60) for each of the targets (fixtures/fuzz)
	FUZZ_SECONDS=$(SECONDS) cargo nextest run $(WORKSPACE) --test-threads 1 -E 'binary_id(query::it) & test(/^fuzz::/)'
	cd web && FUZZ_SECONDS=$(SECONDS) npx vitest run src/document/state.fuzz.test.ts

test-slow: need-test ## Run the tests on one core beside a full load: none may depend on speed
	@.ci/test-slow

check: need-check web ## Format, lints, house rules, types; no tests
	cargo fmt --all --check
	cargo fmt --manifest-path peers/Cargo.toml --check
	cargo clippy $(WORKSPACE) --all-targets -- -D warnings
	cargo xtask tidy
	cd web && npm run --silent typecheck && npm run --silent lint

release: need-demo web ## Build the program that people run, and say where it is
	@.ci/release

bench: need-bench release ## Measure that program against the goals and print one table
	cargo build $(WORKSPACE) --release --bin xtask --example bench --example query_bench --example pdf_bench --example audit_bench
	CARGO_TARGET_DIR="$(CARGO_TARGET_DIR)/peers" cargo build --manifest-path peers/Cargo.toml --locked --release --features bench
	ulimit -n "$$(ulimit -Hn)"; "$(CARGO_TARGET_DIR)/release/xtask" bench

dev: need-demo web ## Serve the demo with the web app rebuilt on every change (http://127.0.0.1:5173)
	cargo build $(WORKSPACE) --bin vitrine
	trap 'kill 0' EXIT; "$(CARGO_TARGET_DIR)/debug/vitrine" demo --data "$(DATA)" --listen "$(LISTEN)" & cd web && npm run --silent dev

web: need-web ## Bundle the chart code and build the web app
	@cmp -s web/package-lock.json web/node_modules/.lock-installed || { (cd web && npm ci --no-audit --no-fund) && cp web/package-lock.json web/node_modules/.lock-installed; }
	cd web && npm run --silent charts && npm run --silent build

# Installs what the target lacks, and says so.
need-%:
	@.ci/deps $*
