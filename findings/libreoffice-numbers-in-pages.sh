#!/usr/bin/env bash
# LibreOffice: the amounts of a web page are read as the program's language has them, not as the page says
#
# One would guess that a page which says `lang="de"` is read as German when it is opened in Calc (or copied into it), or
# that its cells stay texts. But numbers are understood as in the language of the program. In English, "595.950" becomes
# 595.95 without a question, while "595.950,00" and "1.200.000" in the same column stay texts, which sums skip: of three
# amounts, the sum is 595.95. In German all three are right. In both, the district key "06631" loses its zero, and the
# lot "16e1" is the number 160.
#
# Seen with LibreOffice 7.4.7.2 (Debian's libreoffice-calc-nogui; `soffice` has to be there; its language is set for each
# run). Why it matters here: a site's tables write amounts without a unit, below the word "Euro", and people carry them
# over into spreadsheets. So the site offers the same figures as .ods, .xlsx and .csv.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
cat > page.html <<'HTML'
<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><title>Beträge</title></head><body><table>
<tr><td>595.950</td><td>595.950,00</td><td>1.200.000</td><td>06631</td><td>16e1</td></tr>
</table></body></html>
HTML
soffice --version
read_as() {  # what stands in the cells when the program speaks a language, as the numbers that they are
  LC_ALL=$1 LANGUAGE= soffice "-env:UserInstallation=file://$scratch/profile-$1" --headless \
    --infilter="HTML (StarCalc)" --convert-to "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false" \
    page.html > /dev/null 2>&1
  cat page.csv
}
english=$(read_as en_US.UTF-8)
german=$(read_as de_DE.UTF-8)
echo "in English: $english"
echo "in German: $german"
test "$english" = "595.95;595.950,00;1.200.000;6631;160"
test "$german" = "595950;595950;1200000;6631;160"
