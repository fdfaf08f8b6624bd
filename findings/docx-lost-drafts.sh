#!/usr/bin/env bash
# pandoc, mammoth, markitdown: a Word document with ENTWURF at the head of each page is no draft any more
#
# One would guess that a converter which doesn't take over the headers and footers of pages says so, as mammoth does of
# other things that it leaves out (in its messages). But the word by which offices mark drafts, and the day of the
# version in the footer, are gone without a message, a warning or another exit code, in all three. docx2txt, which is much
# smaller, has both.
#
# Seen with pypandoc_binary 1.17 (pandoc's own version is printed; also with `--verbose`), mammoth 1.13.0, markitdown
# 0.1.3 and docx2txt 0.9 from PyPI. Why it matters here: to convert a document to Markdown or text looks like a harmless
# step before `aqb import`, and a draft would be taken in as a signed agreement. Given the Word file itself, import looks
# at headers and watermarks first.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
  pypandoc_binary==1.17 mammoth==1.13.0 'markitdown[docx]==0.1.3' docx2txt==0.9 python-docx==1.2.0
venv/bin/python - <<'PYTHON'
import subprocess
from importlib.metadata import version

import docx
import docx2txt
import mammoth
import pypandoc
from markitdown import MarkItDown

document = docx.Document()
document.sections[0].header.paragraphs[0].text = "ENTWURF"
document.sections[0].footer.paragraphs[0].text = "Stand: 2. Juni 2025"
document.add_paragraph("Zielvereinbarung 2025")
document.save("draft.docx")
command = [pypandoc.get_pandoc_path(), "--verbose", "-f", "docx", "-t", "plain", "draft.docx"]
pandoc = subprocess.run(command, capture_output=True, text=True, check=True)
print("pandoc", pypandoc.get_pandoc_version(), repr(pandoc.stdout), repr(pandoc.stderr))
assert pandoc.stdout.strip() == "Zielvereinbarung 2025"
assert "head" not in pandoc.stderr
with open("draft.docx", "rb") as file:
    read = mammoth.extract_raw_text(file)
print("mammoth", version("mammoth"), repr(read.value), read.messages)
assert (read.value.strip(), read.messages) == ("Zielvereinbarung 2025", [])
text = MarkItDown().convert("draft.docx").text_content
print("markitdown", version("markitdown"), repr(text))
assert text.strip() == "Zielvereinbarung 2025"
whole = docx2txt.process("draft.docx")
print("docx2txt", version("docx2txt"), repr(whole))
assert "ENTWURF" in whole
assert "Stand: 2. Juni 2025" in whole
PYTHON
