# make site builds drawloom and the course; make help lists the rest.
#
#   B=folder                  where objects and programs go (build, or build-SAN)
#   SAN=address,undefined     build and test with sanitizers; also SAN=thread
#   CC=clang WERROR=1         another compiler; warnings are errors
#   ONLY=word                 make test ONLY=golden/tables: tests with the word in their name
#   PREFIX=/usr/local         make install, also DESTDIR
#   V=1                       show the commands

VERSION = 0.1.0

CC ?= cc
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
comma := ,
B ?= build$(if $(SAN),-$(subst $(comma),-,$(SAN)))

WARNINGS = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
	-Wwrite-strings -Wvla -Wformat=2 -Wno-format-nonliteral -Werror=implicit-function-declaration \
	$(if $(WERROR),-Werror)
SANITIZE = $(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer -fno-sanitize-recover=all)
C_FLAGS = -std=gnu17 -D_GNU_SOURCE $(CFLAGS) $(WARNINGS) $(SANITIZE) -MMD -MP -Isrc
BANNED = -include src/base/banned.h
Q = $(if $(V),,@echo '  $@';)

# Recursive on purpose: pkg-config is asked when a command needs it; by then setup has installed it.
PKGS = lua5.4 sqlite3 yaml-0.1 libxxhash libpcre2-8 libcmark-gfm libseccomp jansson tree-sitter
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PKGS)))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $$(shell pkg-config --libs $(PKGS)))$(PKG_LIBS)
LIBS = $(PKG_LIBS) -lm -pthread

ROOMS = base code course run page site
LIB_OBJS := $(patsubst %.c,$(B)/%.o,$(wildcard $(ROOMS:%=src/%/*.c)))
LAUNCH_OBJS := $(patsubst %.c,$(B)/%.o,$(wildcard src/launch/*.c))
SYMBOLS_OBJS := $(patsubst %.c,$(B)/%.o,$(wildcard src/symbols/*.c))
RECORDER := $(wildcard src/recorder/*.c)
# What drawloom needs beside it.
COMPANIONS = $(B)/drawloom-launch $(B)/drawloom-symbols $(B)/drawloom-record.so $(B)/drawloom-record.o \
	$(THEME) $(FORMULAS)
UNIT_TESTS := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c))
DISTURBERS = $(B)/kill $(B)/fault.so
FUZZ_TARGETS := $(patsubst tests/fuzz/fuzz_%.c,fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
ABUSE = $(patsubst tests/abuse/%.c,$(B)/abuse/%,$(wildcard tests/abuse/*.c))
# Grammars of the languages that pages show, from npm: a folder and a file of each.
GRAMMAR_OBJS := $(addprefix $(B)/grammar/,$(addsuffix .o,c/parser cpp/parser cpp/scanner \
	python/parser python/scanner bash/parser bash/scanner make/parser lua/parser lua/scanner))
GRAMMAR_SRC = node_modules/$(if $(filter lua,$(1)),@tree-sitter-grammars/)tree-sitter-$(1)/src
# What a site takes from npm packages, laid out as in templates/.
SERIF = node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght
MONO = node_modules/@fontsource-variable/source-code-pro/files/source-code-pro-latin-wght
THEME = $(B)/theme/assets/serif.woff2 $(B)/theme/assets/serif-italic.woff2 \
	$(B)/theme/assets/mono.woff2 $(B)/theme/assets/minisearch.js \
	$(B)/theme/assets/icon-192.png $(B)/theme/assets/icon-512.png $(B)/theme/fonts/serif.ttf
# What typesets formulas: scripts for Node.
FORMULAS = $(B)/formulas/formulas.mjs $(B)/formulas/katex.mjs
C_FILES = $(wildcard src/*.[ch] src/*/*.[ch] tests/unit/*.[ch] tests/fuzz/*.[ch] \
	tests/kill/*.c tests/fault/*.c tests/traced/*.c bench/*.[ch] bench/truth/*.c)

# Groups of tools/packages that the goals need: one call of tools/setup installs them all.
GOALS := $(or $(MAKECMDGOALS),site)
NEEDS = build \
	$(if $(filter site pdf epub weight lighthouse check setup test abuse golden bench truth,$(GOALS)),course) \
	$(if $(filter pdf epub setup test,$(GOALS)),book) \
	$(if $(filter setup test lighthouse abuse golden bench truth,$(GOALS)),test) \
	$(if $(filter fuzz,$(GOALS)),fuzz) \
	$(if $(filter lint format format-check,$(GOALS)),lint)

.DEFAULT_GOAL := site
.DELETE_ON_ERROR:
.SECONDEXPANSION:
.PHONY: site pdf epub screenshots weight lighthouse drawloom all check test abuse golden bench truth kill-test fuzz lint format format-check setup install clean help

site: drawloom ## build the course into site/, after all that this needs
	$(B)/drawloom build .

pdf: site ## the whole course as a PDF for paper: $(B)/book.pdf
	node tools/book.mjs pdf . $(B)/book.pdf

epub: site ## the same for e-readers, checked by epubcheck: $(B)/book.epub
	node tools/book.mjs epub . $(B)/book.epub

drawloom: $(B)/drawloom $(COMPANIONS) ## build the program only

all: drawloom $(UNIT_TESTS) ## build the program and its unit tests

check: drawloom ## what must hold before a commit to the course: everything but writing the site
	$(B)/drawloom check .

weight: site ## what the chapters weigh with all that they load at once; fails when one is too heavy
	node tools/weigh.mjs site

lighthouse: site ## what Lighthouse says of three pages; fails under 99
	node tests/lighthouse/run.mjs site

screenshots: site ## make the pictures of docs/ anew
	node tools/screenshots.mjs site docs

kill-test: drawloom $(B)/kill ## kill -9 a build a thousand times at random moments; KILLS=N, SEED=N
	B='$(B)' $(B)/kill $(or $(KILLS),1000) $(SEED)

test: all $(DISTURBERS) $(FUZZ_TARGETS:%=$(B)/%) $(if $(SAN),,$(ABUSE)) ## run every test; ends with "N passed, N failed"
	@B='$(B)' SAN='$(SAN)' tests/run $(ONLY)

abuse: drawloom $(ABUSE) ## programs that mean harm, against the sandbox; ONLY="limits escape": some
	@B='$(B)' tests/abuse/run $(ONLY)

golden: drawloom ## take what drawloom writes now as what the golden tests expect
	@B='$(B)' SAN='$(SAN)' tests/run --rewrite golden/$(ONLY)

bench: drawloom $(B)/bench/measure $(B)/bench/box $(B)/bench/recorder $(B)/bench/recorder-static ## compare with cmark-gfm, with gcc under xargs, and with no sandbox
	B='$(B)' lua5.4 bench/run.lua

truth: drawloom $(B)/bench/measure ## times that builds report against the same programs alone; BUILDS=N
	B='$(B)' lua5.4 bench/truth.lua

fuzz: setup ## fuzz what reads foreign bytes, ten million times; ONLY=word, FUZZ_RUNS=N for each
	@$(MAKE) $(FUZZ_WITH) $(FUZZ_TARGETS:%=build-fuzz/%)
	@tests/fuzz/run build-fuzz $(ONLY)

lint: setup ## run clang-tidy
	tools/lint $(filter %.c,$(C_FILES))

format: setup ## apply clang-format
	clang-format -i $(C_FILES)

format-check: setup ## say which files clang-format would change
	clang-format --dry-run --Werror $(C_FILES)

setup: ## install the packages that are missing
	@tools/setup $(NEEDS)

install: drawloom ## copy the program and its templates under PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/drawloom/formulas
	install $(B)/drawloom $(filter $(B)/drawloom-%,$(COMPANIONS)) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(FORMULAS) $(DESTDIR)$(PREFIX)/share/drawloom/formulas
	rm -rf $(DESTDIR)$(PREFIX)/share/drawloom/templates
	cp -R templates $(DESTDIR)$(PREFIX)/share/drawloom
	cp -R $(B)/theme/. $(DESTDIR)$(PREFIX)/share/drawloom/templates

clean: ## remove what was built; the store of results stays ("drawloom clean" removes it)
	rm -rf build build-* $(B) site

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

$(B)/drawloom: $(B)/src/main.o $(B)/libdrawloom.a
	$(Q)$(CC) $(C_FLAGS) $(LDFLAGS) $^ $(LIBS) -o $@

$(B)/libdrawloom.a: $(LIB_OBJS) $(GRAMMAR_OBJS)
	@rm -f $@
	$(Q)ar rcs $@ $^

# A static program starts in half the time, and it is started for every sandbox, into which it is also
# copied: so without symbols.
$(B)/drawloom-launch: $(LAUNCH_OBJS)
	$(Q)$(CC) $(C_FLAGS) $(LDFLAGS) $(if $(SAN),,-static -s) $^ -o $@ 2>/dev/null || \
	$(CC) $(C_FLAGS) $(LDFLAGS) $^ -o $@

$(B)/drawloom-symbols: $(SYMBOLS_OBJS)
	$(Q)$(CC) $(C_FLAGS) $(LDFLAGS) $^ -ldw -lelf -o $@

# The recorder lives in the programs of a course: small, and never sanitized.
RECORDER_FLAGS = -std=gnu17 -D_GNU_SOURCE -O2 -g0 $(WARNINGS) -MMD -MP -Isrc -fPIC \
	-ftls-model=initial-exec -fvisibility=hidden -fexceptions
RECORDER_PARTS = $(RECORDER:src/recorder/%.c=$(B)/recorder-$(1)/%.o)
$(B)/drawloom-record.so: $(call RECORDER_PARTS,preload)
	$(Q)$(CC) -shared -s -Wl,-z,now -Wl,-soname,drawloom-record.so $^ -o $@ -ldl -pthread

# What is not a wrapper becomes local: no name of ours may meet one of the program's. DW.ref is what the
# compiler makes in each object that can be unwound; the linker keeps one of all.
$(B)/drawloom-record.o: $(call RECORDER_PARTS,linked)
	$(Q)$(LD) -r $^ -o $@ && \
	objcopy -w --keep-global-symbol='__wrap_*' --keep-global-symbol='DW.ref.*' $@

$(B)/recorder-linked/%.o: src/recorder/%.c Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) $(RECORDER_FLAGS) -DRECORDER_LINKED -c $< -o $@

$(B)/recorder-preload/%.o: src/recorder/%.c Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) $(RECORDER_FLAGS) -c $< -o $@

$(B)/tests/%: tests/unit/%.c $(B)/libdrawloom.a Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) $(C_FLAGS) $(PKG_CFLAGS) $(LDFLAGS) $< $(B)/libdrawloom.a $(LIBS) -o $@

# With libFuzzer, a target runs on what that makes up; otherwise on the files of its corpus.
FUZZ_WITH = B=build-fuzz CC=clang CFLAGS='-O1 -g' SAN=fuzzer-no-link,address,undefined
FUZZ_MAIN = $(if $(filter fuzzer%,$(SAN)),-fsanitize=fuzzer,tests/fuzz/replay.c)
$(B)/fuzz/%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(B)/libdrawloom.a Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) $(C_FLAGS) $(PKG_CFLAGS) $(LDFLAGS) $< $(FUZZ_MAIN) $(B)/libdrawloom.a $(LIBS) -o $@

# What disturbs drawloom while it works: no part of it, and not sanitized.
$(B)/kill: tests/kill/kill.c Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) -std=gnu17 -D_GNU_SOURCE -O1 -g $(WARNINGS) $< -o $@

$(B)/fault.so: tests/fault/fault.c Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) -std=gnu17 -D_GNU_SOURCE -O1 -g $(WARNINGS) -shared -fPIC $< -o $@ -ldl

$(B)/abuse/twice: tests/abuse/twice.c $(B)/libdrawloom.a Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) $(C_FLAGS) $(PKG_CFLAGS) $(LDFLAGS) $< $(B)/libdrawloom.a $(LIBS) -o $@

$(B)/abuse/%: tests/abuse/%.c Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) -std=gnu17 -D_GNU_SOURCE -O2 $(WARNINGS) $< -o $@

# Packages of npm: what a site is made of, or all, with what only tests need.
NPM = node_modules/$(if $(filter test golden lighthouse pdf epub,$(GOALS)),.all,.site)
node_modules/.site node_modules/.all: package-lock.json
	$(Q)tools/npm $(patsubst node_modules/.%,%,$@)

# Others' code, and mostly tables: neither warnings nor sanitizers.
$(B)/grammar/%.o: Makefile | setup $(NPM)
	@mkdir -p $(@D)
	$(Q)$(CC) -O1 -w -I $(call GRAMMAR_SRC,$(*D)) -c $(call GRAMMAR_SRC,$(*D))/$(*F).c -o $@

THEME_COPY = @mkdir -p $(@D); cp $(1) $@
$(B)/theme/assets/serif.woff2: $(NPM) ; $(call THEME_COPY,$(SERIF)-normal.woff2)
$(B)/theme/assets/serif-italic.woff2: $(NPM) ; $(call THEME_COPY,$(SERIF)-italic.woff2)
$(B)/theme/assets/mono.woff2: $(NPM) ; $(call THEME_COPY,$(MONO)-normal.woff2)
$(B)/theme/assets/minisearch.js: $(NPM) ; $(call THEME_COPY,node_modules/minisearch/dist/umd/index.js)

# The font of the pictures that stand for pages: what draws them reads no woff2.
$(B)/theme/fonts/serif.ttf: $(B)/theme/assets/serif.woff2
	@mkdir -p $(@D)
	$(Q)cp $< $(@:.ttf=.woff2) && woff2_decompress $(@:.ttf=.woff2) >/dev/null && rm $(@:.ttf=.woff2)

# Systems that cut icons to a shape of their own want the whole square filled.
$(B)/theme/assets/icon-%.png: templates/assets/icon.svg | setup
	@mkdir -p $(@D)
	$(Q)rsvg-convert -w $* -h $* -b '#27468c' -o $@ $<
$(B)/formulas/formulas.mjs: src/run/formulas.mjs ; $(call THEME_COPY,$<)
$(B)/formulas/katex.mjs: $(NPM) ; $(call THEME_COPY,node_modules/katex/dist/katex.mjs)

$(B)/bench/box: bench/box.c $(B)/libdrawloom.a Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) $(C_FLAGS) $(PKG_CFLAGS) $(LDFLAGS) $< $(B)/libdrawloom.a $(LIBS) -o $@

# The recorder is measured in both of its forms: preloaded into the first, linked into the second.
$(B)/bench/recorder $(B)/bench/recorder-static: bench/recorder.c $(B)/drawloom-record.o Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) -std=gnu17 -D_GNU_SOURCE -O2 $(WARNINGS) -Isrc $< -o $@ $(if $(filter %-static,$@),-static \
	$(B)/drawloom-record.o $$(nm $(B)/drawloom-record.o | sed -n 's/.* T __wrap_/-Wl,--wrap=/p'))

$(B)/bench/%: bench/%.c Makefile | setup
	@mkdir -p $(@D)
	$(Q)$(CC) -std=gnu17 -D_GNU_SOURCE -O2 $(WARNINGS) $< -o $@

# Forks, changes folders, waits: all that is banned elsewhere.
$(LAUNCH_OBJS) $(SYMBOLS_OBJS): BANNED =

# The Lua files and lists of a folder may be embedded in any of its objects.
$(B)/%.o: %.c Makefile $$(wildcard $$(dir $$*)*.lua $$(dir $$*)*.txt $$(dir $$*)*.scm) | setup
	@mkdir -p $(@D)
	$(Q)$(CC) $(C_FLAGS) $(BANNED) -DDRAWLOOM_VERSION='"$(VERSION)"' $(PKG_CFLAGS) -c $< -o $@

-include $(wildcard $(B)/src/*.d $(B)/src/*/*.d $(B)/recorder-*/*.d $(B)/tests/*.d $(B)/fuzz/*.d)
