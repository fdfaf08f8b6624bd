#!/usr/bin/env bash
# git: a correction to last year's agreement is merged into this year's, or into another district's, without a conflict
#
# One would guess that a branch which corrects a file that has been deleted in the meantime can't be merged without a
# question ("deleted in main and modified in …"). It is so as long as no similar file was added. But if last year's file
# went and this year's came, in one commit or in several, git takes that for a rename, since half of the lines are the
# same: the places that were corrected for 2024 become those of 2025. With Kassel's file taken out and Fulda's put in,
# Kassel's correction is Fulda's. The merge says "Auto-merging fulda-2025.yaml" and ends with 0; nobody has written the
# line that it changes. What the manual page names against it, `-X no-renames` and `merge.renames=false`, changes
# nothing; with `-X find-renames=100%` there is the conflict.
#
# Seen with git 2.39.5 (Debian's; `git` has to be there). Why it matters here: corrections are proposed as branches and
# may lie for weeks, and what is merged is published. Agreements of past years stay in their collection, each under its
# own name; where a file takes another one's place, what has to be read is what the merge changed, not what the branch
# did.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@example.org GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@example.org
git --version
agreement() {
  printf '%s\n' "district: $1" "year: $2" "budget:" "  total: 500000" "measures:" "  qualification:" \
    "    - title: Kurs am Vormittag" "      places: 12" "    - title: Kurs am Abend" "      places: 8" \
    "signatures:" "  - party: ministry" "    name: Erika Muster" "    place: Wiesbaden" "    date: $2-08-02"
}
merged() { # the file that goes, the file that comes, a setting, an option of -X: what is said, and the places now
  rm -rf repository
  git init --quiet --initial-branch=main repository
  cd repository
  agreement "${1%-*}" "${1#*-}" > "$1.yaml"
  git add .
  git commit --quiet --message "$1"
  git switch --quiet --create correction
  sed -i 's/places: 12/places: 14/' "$1.yaml"
  git commit --quiet --all --message "$1: 14 places, not 12"
  git switch --quiet main
  git rm --quiet "$1.yaml"
  git commit --quiet --message "$1 is over"
  agreement "${2%-*}" "${2#*-}" > "$2.yaml"
  git add .
  git commit --quiet --message "$2 is signed"
  git ${3:+-c "$3"} merge --quiet --message merge ${4:+-X "$4"} correction 2>&1 || true
  grep "places" "$2.yaml" | paste -s -d ' ' | tr -s ' '
  cd ..
}
for pair in "fulda-2024 fulda-2025" "kassel-2025 fulda-2025"; do
  read -r before after <<< "$pair"
  for against in "" "merge.renames=false" "no-renames"; do
    case $against in
      *=*) said=$(merged "$before" "$after" "$against" "" | paste -s -d '|') ;;
      *) said=$(merged "$before" "$after" "" "$against" | paste -s -d '|') ;;
    esac
    echo "$before corrected, $after instead, with ${against:-nothing} against it: $said"
    test "$said" = "Auto-merging $after.yaml| places: 14 places: 8"
  done
  asked=$(merged "$before" "$after" "" "find-renames=100%" | paste -s -d '|')
  echo "with find-renames=100%: $asked"
  [[ $asked == "CONFLICT (modify/delete): $before.yaml"*"| places: 12 places: 8" ]]
done
