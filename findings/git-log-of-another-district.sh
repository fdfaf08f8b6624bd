#!/usr/bin/env bash
# git: the history of Fulda's agreement goes on with Kassel's, down to Kassel's amounts
#
# One would guess that `git log --follow` follows a file over its renames: that is all that its manual page says of it.
# Where a file begins, it also looks for copies, among all files that the commit before held, whether that commit
# touched them or not, and takes the most similar one. Agreements of one programme are alike in nine lines out of ten,
# so that the file of Fulda "comes from" Kassel's or from last year's: its log has the commit "Kassel: 50 000 euros
# more", and `-p` shows how 900000 becomes 950000. Of two districts' files that are equally similar, one is taken.
# Without `--follow` there is Fulda's own commit alone. Editors and web pages that show "the history of this file" ask
# git in this way.
#
# Seen with git 2.39.5 (Debian's; `git` has to be there; `tree-diff.c`, `try_to_follow_renames`, which sets
# `find_copies_harder`). Why it matters here: what an agreement was is looked up in its history, and a foreign amount in
# it looks like a change that nobody has agreed to. `aqb diff` and `aqb validate --since` take a file for renamed only
# if it states the same district and year.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@example.org GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@example.org
git --version
git init --quiet --initial-branch=main .
agreement() {
  printf '%s\n' "district: $1" "year: 2025" "budget:" "  total: $2" "measures:" "  qualification:" \
    "    - title: Kurs am Vormittag" "      places: 12" "    - title: Kurs am Abend" "      places: 8" \
    "signatures:" "  - party: ministry" "    name: Erika Muster" "    place: Wiesbaden" > "$1.yaml"
  git add .
  git commit --quiet --message "$3"
}
agreement kassel 900000 "Kassel: signed"
agreement kassel 950000 "Kassel: 50 000 euros more"
agreement fulda 595950 "Fulda: signed"
followed=$(git log --follow --format=%s fulda.yaml | paste -s -d '|')
own=$(git log --format=%s fulda.yaml | paste -s -d '|')
echo "fulda.yaml, followed: $followed"
echo "fulda.yaml, without:  $own"
test "$followed" = "Fulda: signed|Kassel: 50 000 euros more|Kassel: signed"
test "$own" = "Fulda: signed"
git log --follow --format= --patch --unified=0 fulda.yaml | grep "^+  total" | paste -s -d ' '
test "$(git log --follow --format= --patch --unified=0 fulda.yaml | grep "^+  total" | paste -s -d ' ')" \
  = "+  total: 595950 +  total: 950000 +  total: 900000"
