#!/usr/bin/env bash
# LibreOffice: converted to PDF or text, a document bears today's date, and has lost its author's name
#
# One would guess that to convert a document changes nothing in it. But a date in a field that follows the day (in Word:
# Insert, Date & Time, "Update automatically") is filled in anew when LibreOffice opens the file, also without a window:
# "Fulda, den 08.08.2025" becomes the day of the conversion, tomorrow another one. In OpenDocument it is the same with
# fields for names: of "Erika Muster" nothing is left where nobody has told LibreOffice a name. mammoth, pandoc and
# python-docx give what was saved. A field that is locked (`\fldlock` in RTF, `text:fixed` in OpenDocument) stays.
#
# Seen with LibreOffice 7.4.7.2 (Debian's libreoffice-writer-nogui; `soffice` has to be there), python-docx 1.2.0,
# mammoth 1.13.0 and pypandoc_binary 1.17 from PyPI (pandoc's own version is printed). Why it matters here: the day of a
# signature stands in such a field in many letterheads, and published PDF files are converted on servers. Import has
# LibreOffice convert a copy in which fields are what they showed, and doubts dates that follow the day.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check python-docx==1.2.0 mammoth==1.13.0 \
  pypandoc_binary==1.17
venv/bin/python - <<'PYTHON'
import subprocess
import zipfile
from datetime import date
from importlib.metadata import version
from pathlib import Path

import docx
import mammoth
import pypandoc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

URN = "urn:oasis:names:tc:opendocument:xmlns:"
MANIFEST = f"""<manifest:manifest xmlns:manifest="{URN}manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
NAMES = """<text:p>Name: <text:author-name text:fixed="false">Erika Muster</text:author-name></text:p>
<text:p>Name: <text:author-name text:fixed="true">Erika Muster</text:author-name></text:p>"""


def converted(name):
    settings = f"-env:UserInstallation={Path('settings').absolute().as_uri()}"
    subprocess.run(
        ["soffice", "--headless", "--norestore", settings, "--convert-to", "txt:Text (encoded):UTF8", name],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return Path(name).with_suffix(".txt").read_text("utf-8-sig").splitlines()


print(subprocess.run(["soffice", "--version"], check=True, capture_output=True, text=True).stdout.strip())
print(*(f"{name} {version(name)}" for name in ("python-docx", "mammoth")), "pandoc", pypandoc.get_pandoc_version())
letter = docx.Document()
paragraph = letter.add_paragraph("Fulda, den ")
for part in (
    '<w:fldChar w:fldCharType="begin"/>', r'<w:instrText xml:space="preserve"> DATE \@ "dd.MM.yyyy" </w:instrText>',
    '<w:fldChar w:fldCharType="separate"/>', "<w:t>08.08.2025</w:t>", '<w:fldChar w:fldCharType="end"/>',
):  # fmt: skip
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{part}</w:r>"))
letter.save("letter.docx")
with open("letter.docx", "rb") as stream:
    others = [mammoth.extract_raw_text(stream).value, pypandoc.convert_file("letter.docx", "plain")]
others.append(docx.Document("letter.docx").paragraphs[0].text)
print("mammoth, pandoc, python-docx:", others)
assert {each.strip() for each in others} == {"Fulda, den 08.08.2025"}
before = date.today()
shown = converted("letter.docx")
print("LibreOffice:", shown)
assert shown[0] in {f"Fulda, den {day:%d.%m.%Y}" for day in (before, date.today())}
Path("locked.rtf").write_text(
    r'{\rtf1 Fulda, den {\field\fldlock{\*\fldinst DATE \\@ "dd.MM.yyyy"}{\fldrslt 08.08.2025}}\par}'
)
print("LibreOffice, locked:", converted("locked.rtf"))
assert converted("locked.rtf")[0] == "Fulda, den 08.08.2025"
with zipfile.ZipFile("names.odt", "w") as archive:
    archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    archive.writestr(
        "content.xml",
        f'<office:document-content xmlns:office="{URN}office:1.0" xmlns:text="{URN}text:1.0" office:version="1.3">'
        f"<office:body><office:text>{NAMES}</office:text></office:body></office:document-content>",
    )
    archive.writestr("META-INF/manifest.xml", MANIFEST)
names = converted("names.odt")
print("LibreOffice, names:", names)
assert [line.strip() for line in names] == ["Name:", "Name: Erika Muster"]
PYTHON
