# newsq: `make shell` builds the program (five to six minutes, once) and opens the two seed articles; `make test` tests
# everything. Both install what is missing.

PREFIX ?= /usr/local
SWIFT ?= swift
# A static program that is loaded anywhere (PIE). It needs lld, since gold cannot link one, and no run path, which the loader
# of such a program refuses. Its relocations are packed, which makes them a fiftieth as long. Code is generated on all cores,
# and none for debuggers, which nobody installs.
STATIC := -c release --disable-local-rpath -debug-info-format none -Xswiftc -static-executable -Xswiftc -use-ld=lld \
  -Xswiftc -Xclang-linker -Xswiftc -static-pie -Xlinker -z -Xlinker pack-relative-relocs -Xlinker -z -Xlinker now \
  -Xswiftc -num-threads -Xswiftc $(shell nproc)
# Where newsq begins: see Sources/newsq/Populate.c.
ENTRY := $(if $(filter x86_64,$(shell uname -m)),-Xlinker -e -Xlinker newsq_start)
# A failed allocation ends the program with one line (Sources/newsq/Memory.c). In newsq-faults, calls on files can fail too.
WRAP_MEMORY := $(foreach name,malloc calloc realloc aligned_alloc posix_memalign,-Xlinker --wrap=$(name))
WRAP_FILES := $(foreach name,open read pread write pwrite copy_file_range fsync fdatasync ftruncate rename fstat stat mmap mremap,\
  -Xlinker --wrap=$(name))
PROGRAM := .build/release/newsq
# It loads the system's libraries, which some tests put one of their own before.
DEBUG_PROGRAM := .build/debug/newsq
SHARE := $(DESTDIR)$(PREFIX)/share
MAN := $(SHARE)/man/man1
BASH_COMPLETIONS := $(SHARE)/bash-completion/completions
ZSH_COMPLETIONS := $(SHARE)/zsh/site-functions
FISH_COMPLETIONS := $(SHARE)/fish/vendor_completions.d

.PHONY: shell test build packages install uninstall evaluate newsq-evaluate newsq-faults docs format lint clean bench \
  bench-analyses dist test-dist test-portability site

shell: build
	@$(PROGRAM) seeds

build: packages
	$(SWIFT) build $(STATIC) $(ENTRY) $(WRAP_MEMORY) --product newsq

packages:
	@.ci/packages

test: build
	@.ci/packages test
	$(SWIFT) test
	python3 Tests/Console/run.py $(PROGRAM)
	python3 Tests/Terminal/run.py $(PROGRAM)
	python3 Tests/Hostile/run.py $(PROGRAM)
	python3 Tests/Install/run.py
	$(SWIFT) build --product newsq
	python3 Tests/Archive/run.py $(PROGRAM) $(DEBUG_PROGRAM)
	NEWSQ=$(PROGRAM) python3 -W ignore -m unittest discover -s python/tests
	@$(MAKE) --no-print-directory newsq-faults
	python3 Tests/Faults/run.py .build/release/newsq-faults

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -s -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/newsq
	install -d $(MAN) $(BASH_COMPLETIONS) $(ZSH_COMPLETIONS) $(FISH_COMPLETIONS)
	$(PROGRAM) --generate-man-page > $(MAN)/newsq.1
	$(PROGRAM) --generate-completion-script bash > $(BASH_COMPLETIONS)/newsq
	$(PROGRAM) --generate-completion-script zsh > $(ZSH_COMPLETIONS)/_newsq
	$(PROGRAM) --generate-completion-script fish > $(FISH_COMPLETIONS)/newsq.fish

# What is passed on: tarball, Debian package, Python wheel, bill of materials, sums.
dist: build
	python3 Packaging/dist.py $(PROGRAM)

# Installs what `make dist` made into fresh roots of Debian 12 and 13 and asks there. Needs root.
test-dist: dist
	Packaging/test

# The C parts on other processors, under qemu-user. Installs the cross compilers that are missing.
test-portability: packages
	python3 Tests/Portability/run.py --install

# The documentation as static pages with a search, in dist/site.
site:
	@test -x .build/site/bin/python || python3 -m venv .build/site
	@.build/site/bin/pip install --quiet markdown-it-py==3.0.0
	.build/site/bin/python site/build.py dist/site

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/newsq $(MAN)/newsq.1 $(BASH_COMPLETIONS)/newsq $(ZSH_COMPLETIONS)/_newsq \
	  $(FISH_COMPLETIONS)/newsq.fish

# The manual as one page; answers of its examples are recorded too, to be read in the diff.
docs: packages
	NEWSQ_RECORD=1 $(SWIFT) test --filter Manual

format:
	$(SWIFT) format --in-place --recursive --parallel Sources Tests Package.swift

lint:
	$(SWIFT) format lint --strict --recursive --parallel Sources Tests Package.swift

clean:
	rm -rf .build

# make evaluate GOLD=DIR: the analyses measured on marked texts, which are no part of the project. See .ci/evaluate.
evaluate: build
	@GOLD="$(GOLD)" .ci/evaluate

# The program whose calls can be made to fail.
newsq-faults:
	$(SWIFT) build $(STATIC) $(WRAP_MEMORY) $(WRAP_FILES) --product newsq-faults

newsq-evaluate:
	$(SWIFT) build $(STATIC) --product newsq-evaluate

# make bench CORPUS=articles.jsonl: newsq beside its peers. BENCH is for further options of Benchmarks/run.py.
bench: build
	@Benchmarks/packages
	$(SWIFT) build $(STATIC) --product newsq-bench
	CORPUS="$(CORPUS)" Benchmarks/.build/venv/bin/python Benchmarks/run.py $(BENCH)

# make bench-analyses CORPUS=articles.jsonl: quotes, dates, amounts, names and copies over all of it, copies beside two
# other ways. BENCH is for further options of Benchmarks/analyses.py.
bench-analyses: build
	@Benchmarks/packages
	@Benchmarks/.build/venv/bin/pip install --quiet numpy scipy datasketch
	Benchmarks/.build/venv/bin/python Benchmarks/analyses.py "$(CORPUS)" $(BENCH)
