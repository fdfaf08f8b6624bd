#!/usr/bin/env bash
# git: two raises of 10 000 euros make a total that has one, and two branches that each add an instalment add one
#
# One would guess that two branches which both change the line of the total can't be merged without a question. If they
# write the same amount there, they can: the line has been changed "in the same way". Two courses of 10 000 euros are
# added in two branches, each rightly raises 100000 to 110000, and after the merge both courses stand there, below a
# total of 110000. With lists it is the other way round: each branch adds a further instalment of 50000, and the result
# has one more, not two. With raises of 10 000 and 20 000 there is a conflict.
#
# Seen with git 2.39.5 (Debian's; `git` has to be there). Why it matters here: amounts of agreements are round, so that
# equal raises are common, and each branch passed its checks before. A check on branches isn't enough: `aqb validate`
# also has to run on what was merged, where it adds up the measures.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@example.org GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@example.org
git --version
merged() { # the file, two ways to change it: the file after the merge
  rm -rf repository
  git init --quiet --initial-branch=main repository
  cd repository
  printf '%s' "$1" > fulda.yaml
  git add .
  git commit --quiet --message base
  git switch --quiet --create one
  sed -i "$2" fulda.yaml
  git commit --quiet --all --message one
  git switch --quiet --create two main
  sed -i "$3" fulda.yaml
  git commit --quiet --all --message two
  git merge --quiet --message merge one > /dev/null && paste -s -d '|' fulda.yaml || echo "a conflict"
  cd ..
}
COURSES=$'total: 100000\nmeasures:\n  Kurs A: 50000\n  Kurs B: 50000\n'
raised=$(merged "$COURSES" '1s/100000/110000/; 2a\  Kurs C: 10000' '1s/100000/110000/; 4a\  Kurs D: 10000')
echo "two courses of 10 000 euros: $raised"
test "$raised" = "total: 110000|measures:|  Kurs C: 10000|  Kurs A: 50000|  Kurs B: 50000|  Kurs D: 10000"
unequal=$(merged "$COURSES" '1s/100000/110000/; 2a\  Kurs C: 10000' '1s/100000/120000/; 4a\  Kurs D: 20000')
echo "courses of 10 000 and 20 000 euros: $unequal"
test "$unequal" = "a conflict"
instalments=$(merged $'instalments:\n  - 50000\nplaces: 12\n' '2a\  - 50000' '2a\  - 50000')
echo "two further instalments: $instalments"
test "$instalments" = "instalments:|  - 50000|  - 50000|places: 12"
