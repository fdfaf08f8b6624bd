"""`aqb site`: what stands on the pages, that links lead somewhere, and that nothing from the data becomes markup."""

from __future__ import annotations

import hashlib
import html
import json
import re
import shutil
import socket
import struct
import subprocess
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import chdir
from datetime import UTC, datetime
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from conftest import CHECKOUT, REAL, Command
from din91379 import LETTERS
from repositories import commit_all, edit, git

from aqb_cli.cli._main import run
from aqb_cli.publishing.site import building
from aqb_cli.publishing.site.hyphens import with_soft_hyphens
from aqb_cli.publishing.site.pages import SitePage
from aqb_cli.publishing.site.search import index_entry
from aqb_cli.publishing.site.serving import Preview
from aqb_cli.text.german import folded

HOSTILE = "<script>alert(1)</script>"
SETTINGS = """\
[site]
url = "https://example.org/aqb"
contact = "aqb@example.org"
licence = "dl-de/by-2-0"
contributor = "http://dcat-ap.de/def/contributors/muster"
publisher = "Amt <b>für</b> Muster"
imprint = "Erste Zeile\\n \\nZweite <i>Zeile</i>\\n 65183 Ort"
accessibility_date = 2026-01-31
"""


def collection(root: Path) -> None:
    """The real agreements, one with hostile titles, and one of a second year that changes the first."""
    folder = root / "data/agreements"
    for name in ("2024/wetteraukreis.yaml", "2025/hersfeld-rotenburg.yaml"):
        (folder / name).parent.mkdir(parents=True)
        shutil.copy(CHECKOUT / "data/agreements" / name, folder / name)
    text = (CHECKOUT / "tests/publishing/published/kassel-stadt.yaml").read_text(encoding="utf-8")
    (folder / "2025/kassel-stadt.yaml").write_text(text, encoding="utf-8")
    (folder / "2026").mkdir()
    text = (folder / "2025/hersfeld-rotenburg.yaml").read_text(encoding="utf-8")
    text = text.replace("2025", "2026").replace("total: 595950", "total: 600950.50")
    provider = '"Bildungswerk der Hessischen Wirtschaft e. V."'
    text = text.replace(
        "title: u25 Social Coach 2026/2026", f"title: Coaching\n      amount: 1200\n      provider: {provider}"
    )
    text += "\nreview: {meeting_on: 2026-10-14, in_sum: {returned: 4711.20}}\n"
    (folder / "2026/hersfeld-rotenburg.yaml").write_text(text, encoding="utf-8")
    (root / "aqb.toml").write_text(SETTINGS, encoding="utf-8")


class Built(NamedTuple):
    """A site in a folder."""

    folder: Path

    @property
    def pages(self) -> Iterator[tuple[str, str]]:
        """The pages that aren't documents to download."""
        for path in sorted(self.folder.rglob("*.html")):
            if not path.name.endswith(".document.html"):
                yield path.relative_to(self.folder).as_posix(), path.read_text(encoding="utf-8")

    def page(self, address: str) -> str:
        return (self.folder / address).read_text(encoding="utf-8")

    def text(self, address: str) -> str:
        """What a page says, without markup and soft hyphens."""
        text = html.unescape(re.sub(r"<[^>]*>", " ", self.page(address).partition("<body>")[2]))
        return " ".join(text.replace("\u00ad", "").split())


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site") / "collection"
    collection(root)
    return root


@pytest.fixture(scope="session")
def german(root: Path) -> Built:
    with chdir(root):
        assert run(["site", "-o", "../de", "--with-drafts", "-f", "md", "--lang", "de"]) == 0
    return Built(root.parent / "de")


@pytest.fixture(scope="session")
def english(root: Path) -> Built:
    with chdir(root):
        assert run(["site", "-o", "../en", "-f", "html", "--lang", "en"]) == 0
    return Built(root.parent / "en")


class Links(HTMLParser):
    """The tags of a page, the addresses that it refers to, and its names for places."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not any(name.startswith("on") or name == "style" for name, _value in attrs), attrs
        if ("rel", "canonical") in attrs or ("rel", "license") in attrs:
            return
        self.links |= {value or "" for name, value in attrs if name in ("href", "src", "action")}


def test_links_are_relative_and_lead_somewhere(german: Built, english: Built) -> None:
    for site in (german, english):
        for address, text in site.pages:
            for link in Links(text).links:
                if link.startswith("#"):
                    assert f'id="{link[1:]}"' in text, (address, link)
                elif not link.startswith("mailto:"):
                    assert not re.match(r"[a-z]+:|/", link), (address, link)
                    assert (site.folder / address).parent.joinpath(link).is_file(), (address, link)


def test_every_page_has_the_policy_and_no_script_of_its_own(german: Built) -> None:
    for address, text in german.pages:
        assert "default-src 'none'; style-src 'self'; script-src 'self'" in html.unescape(text), address
        scripts = [tag for tag in re.findall(r"<script[^>]*>", text) if "ld+json" not in tag]
        assert scripts == [f'<script src="{"../" * address.count("/")}site.js" defer>'], address


def test_what_comes_from_data_is_never_markup(german: Built) -> None:
    shapes = {"svg", "desc", "rect", "circle", "g", "line", "path", "polyline", "text", "tspan"}
    known = """a body br button dd div dl dt footer form h1 h2 h3 h4 head header html input label li link main meta nav
    noscript ol p script section span strong table tbody td tfoot th thead title tr ul wbr"""
    for address, text in german.pages:
        assert Links(text).tags <= {*known.split(), *shapes}, address
    assert HOSTILE in german.text("agreements/2025/kassel-stadt.html")
    assert HOSTILE in german.text("measures.html")
    assert "Amt <b>für</b> Muster" in german.text("index.html")
    assert "<p>Zweite &lt;i&gt;Zeile&lt;/i&gt;<br>\n65183 Ort</p>" in german.page("imprint.html")


def test_agreements_say_what_they_are(german: Built, english: Built) -> None:
    for address, mark in {
        "agreements/2025/kassel-stadt.html": "Entwurf, nicht unterzeichnet",
        "agreements/2024/wetteraukreis.html": "Nur aus zweiter Hand bekannt",
    }.items():
        assert f'<p class="mark" role="note">{mark}</p>' in german.page(address)
    assert 'class="mark"' not in german.page("agreements/2025/hersfeld-rotenburg.html")
    assert not (english.folder / "agreements/2025/kassel-stadt.html").exists()
    assert not any("Kassel" in text for address, text in english.pages if "districts/" in address)


def test_an_agreement_has_its_facts_changes_text_and_files(german: Built) -> None:
    text = german.text("agreements/2026/hersfeld-rotenburg.html")
    for part in (
        "Zielvereinbarung 2026: Landkreis Hersfeld-Rotenburg",
        "Gesamtbetrag 600.950,50",
        "Weiterbildung von Personal keine Maßnahmen",
        "Änderungen von 2025 zu 2026",
        "1 Maßnahme entfallen, 1 Maßnahme hinzugekommen, 1 Maßnahme umbenannt",
        "Gesamtbetrag – – 595.950 Euro 600.950,50 Euro +5.000,50",
        "Staatsministerin",
        "§ 5 Ziele und Maßnahmen des Landkreises Hersfeld-Rotenburg",
    ):
        assert part in text, part
    page = german.page("agreements/2026/hersfeld-rotenburg.html")
    for name, heading in re.findall(r'<h3 id="(part-[\d-]+)">([^<]*)</h3>', page):
        assert f'aria-labelledby="{name}"' in page, heading
    assert "Zielvereinbarung insgesamt</h3>" in page.replace("\u00ad", "")
    for ending in ("document.html", "md", "yaml"):
        assert f'href="../../agreements/2026/hersfeld-rotenburg.{ending}"' in german.page(
            "agreements/2026/hersfeld-rotenburg.html"
        )
    own = german.folder / "agreements/2026/hersfeld-rotenburg.yaml"
    assert (
        own.read_bytes()
        == (german.folder.parent / "collection/data/agreements/2026/hersfeld-rotenburg.yaml").read_bytes()
    )


def test_charts_are_boxes_that_a_keyboard_scrolls(german: Built) -> None:
    page = german.page("index.html")
    labels = re.findall(r'<div class="chart" role="group" aria-labelledby="([\w-]+)" tabindex="0">\n<svg', page)
    assert len(labels) == page.count("<svg") > 0
    assert all(f'id="{label}"' in page for label in labels)
    assert re.search(r"\.chart svg \{[^}]*min-width: 42rem", german.page("site.css"))


def test_pages_add_up(german: Built) -> None:
    assert "Summe 4 2.933.150,50" in german.text("index.html")
    assert "Bildungswerk der Hessischen Wirtschaft e. V. 2 Maßnahmen" in german.text("providers.html")
    provider = german.text("providers/p-bildungswerk-der-hessischen-wirtschaft-e-v.html")
    assert "Summe 81.200 ≥ 16" in provider
    assert "Stadt Kassel 2025 90.000" in german.text("purposes/part-time-training.html")


def test_measures_that_arent_known_arent_said_to_be_none(german: Built) -> None:
    for address in ("districts/wetteraukreis.html", "measures.html", "categories/qualification.html"):
        assert "Von 1 Zielvereinbarung sind die Maßnahmen nicht bekannt: Wetteraukreis 2024." in german.text(address)
    text = german.text("districts/wetteraukreis.html")
    assert "keine bekannt" in text
    assert "keine Maßnahmen" not in text


def test_the_other_language(english: Built) -> None:
    page = english.page("agreements/2026/hersfeld-rotenburg.html")
    assert '<html lang="en">' in page
    assert "<title>Agreement 2026: Landkreis Hersfeld-Rotenburg – Target agreements on" in page
    assert '<div class="document" lang="de">' in page
    assert '<span lang="de">FBI 2026/2026</span>' in page
    assert "Date of this statement: 2026-01-31" in english.text("accessibility.html")


def test_programs_read_what_a_page_is_about(german: Built) -> None:
    whole, dataset = (
        json.loads(german.page(address).partition('<script type="application/ld+json">')[2].partition("</script>")[0])
        for address in ("index.html", "years/2026.html")
    )
    assert whole["@type"] == dataset["@type"] == "Dataset"
    assert (whole["temporalCoverage"], dataset["temporalCoverage"]) == ("2024/2026", "2026")
    assert dataset["creator"]["name"] == "Amt <b>für</b> Muster"
    sums = {each["contentUrl"]: each["sha256"] for each in dataset["distribution"]}
    file = german.folder / "data/2026/measures.json"
    assert sums["https://example.org/aqb/data/2026/measures.json"] == hashlib.sha256(file.read_bytes()).hexdigest()


def parsed(site: Built, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(site.page(name))  # noqa: S314 - our own


ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_keeps_to_its_standard(german: Built, english: Built) -> None:
    """What RFC 4287 wants of a feed, and of an entry that has a summary and no content."""
    for site in (german, english):
        feed = parsed(site, "feed.xml")
        assert feed.tag == f"{ATOM}feed"
        entries = feed.findall(f"{ATOM}entry")
        assert [each.attrib for each in feed.findall(f"{ATOM}link")] == [
            {"rel": "self", "type": "application/atom+xml", "href": "https://example.org/aqb/feed.xml"},
            {"rel": "alternate", "type": "text/html", "href": "https://example.org/aqb/"},
        ]
        assert feed.findtext(f"{ATOM}author/{ATOM}name"), "which its entries then needn't have"
        once = ["id", "title", "updated"]
        for part, others in ((feed, ["author", "link", "link"]), *((each, ["link", "summary"]) for each in entries)):
            names = [each.tag.removeprefix(ATOM) for each in part if each not in entries]
            assert sorted(names) == sorted(once + others)
            assert str(part.findtext(f"{ATOM}id")).startswith("https://example.org/aqb/")
            datetime.strptime(str(part.findtext(f"{ATOM}updated")), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        for each in entries:
            (link,) = each.findall(f"{ATOM}link")
            assert link.attrib["rel"] == "alternate"
            assert (site.folder / link.attrib["href"].removeprefix("https://example.org/aqb/")).is_file()
        assert len({each.findtext(f"{ATOM}id") for each in entries}) == len(entries)
        assert feed.findtext(f"{ATOM}updated") == max(str(each.findtext(f"{ATOM}updated")) for each in entries)


def test_the_sitemap_keeps_to_its_standard(german: Built) -> None:
    site_map = parsed(german, "sitemap.xml")
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert site_map.tag == f"{space}urlset"
    assert [[part.tag for part in each] for each in site_map.iter(f"{space}url")] == [[f"{space}loc"]] * len(site_map)
    for loc in site_map.iter(f"{space}loc"):
        assert str(loc.text).startswith("https://example.org/aqb/")
        assert (german.folder / str(loc.text).removeprefix("https://example.org/aqb/")).exists()


def test_the_feed_has_the_days_of_the_signatures_outside_of_git(german: Built) -> None:
    feed = german.page("feed.xml")
    assert "<author><name>Amt &lt;b&gt;für&lt;/b&gt; Muster</name></author>" in feed
    found = re.findall(r"<entry>\n<id>(.*)</id>\n<title>.*</title>\n<updated>(.*)</updated>\n", feed)
    entries = [(updated, address) for address, updated in found]
    assert entries[0] == ("2026-08-08T00:00:00Z", "https://example.org/aqb/agreements/2026/hersfeld-rotenburg.html")
    assert entries == sorted(entries, reverse=True)
    assert len(entries) == 4
    listed = set(re.findall(r"<url><loc>(.*)</loc></url>", german.page("sitemap.xml")))
    pages = {"" if address == "index.html" else address for address, _text in german.pages}
    assert listed == {f"https://example.org/aqb/{address}" for address in pages}
    assert '<link rel="canonical" href="https://example.org/aqb/data.html">' in german.page("data.html")


def test_dates_are_those_of_git_where_it_knows_them(history: Path, tmp_path: Path, aqb: Command) -> None:
    (history / "aqb.toml").write_text('[site]\nurl = "https://example.org/"\n', encoding="utf-8")
    commit_all(history, "Settings")
    git(tmp_path, "clone", "--quiet", "--depth", "1", history.as_uri(), "shallow")
    dates = []
    for root in (history, tmp_path / "shallow"):
        with chdir(root):
            edit(root / REAL, ("date: 2.8.2025", "date: 2025-08-02"))
            commit_all(root, "Mended")
            assert aqb("site", "-o", "../public", "-f", "html").code == 0
        feed = (tmp_path / "public/feed.xml").read_text(encoding="utf-8")
        dates.append(re.findall(r"hersfeld-rotenburg.html</id>\n.*\n<updated>(.*)</updated>", feed))
    assert dates[0] != ["2025-08-08T00:00:00Z"]
    assert dates[1] == ["2025-08-08T00:00:00Z"]


def test_an_agreement_says_what_was_changed_since_it_was_published(
    workspace: Path, tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(workspace, "init", "--quiet", ".")
    for day, *edits in (
        ("2026-03-01", ("status: signed", "status: draft")),
        ("2026-03-02", ("total: 595950", "total: 600000")),  # still a draft: nothing that was published
        ("2026-03-03", ("status: draft", "status: signed")),
        ("2026-04-01", ("total: 600000", "total: 595950")),
        ("2026-05-01", ("title: BaE TZ+VZ", "title: BaE TZ")),
    ):
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T12:00:00Z")
        for old, new in edits:
            edit(workspace / REAL, (old, new))
        commit_all(workspace, "As of this day")
    git(tmp_path, "clone", "--quiet", "--depth", "1", workspace.as_uri(), "shallow")
    pages = []
    for root in (workspace, tmp_path / "shallow"):
        monkeypatch.chdir(root)
        assert aqb("site", "-o", "public", "-f", "html", "--lang", "en").code == 0
        pages.append(Built(root / "public").text("agreements/2025/hersfeld-rotenburg.html"))
    said = pages[0].rpartition("Changes since it was first published ")[2]
    assert said.startswith(
        "Changed on: 2026-04-01, 2026-05-01 budget down by EUR 4 050 to EUR 595 950, 1 measure renamed"
    )
    assert "changed total – – EUR 600 000 EUR 595 950 -4 050 renamed title BaE TZ" in said
    assert "first published" not in pages[1]


def found(site: Built, name: str) -> dict[str, list[str]]:
    """A file of the search's index: the addresses of pages by their words."""
    texts = [(site.folder / f"search/{file}.js").read_text(encoding="utf-8") for file in ("pages", name)]
    pages, words = (json.loads(re.fullmatch(r'aqbIndex\("\w+",(.*)\);\n', text)[1]) for text in texts)  # type: ignore[index]
    return {word: [pages[abs(page) - 1][1] for page in numbers] for word, numbers in words.items()}


def test_the_index_has_parts_of_words_and_whole_amounts(german: Built) -> None:
    address = "agreements/2026/hersfeld-rotenburg.html"
    assert address in found(german, "c")["coaching"]
    assert address in found(german, "w")["werk"]  # Bildungswerk
    assert found(german, "6")["=600950.50"] == [address]
    assert "600950.50" not in found(german, "6")
    assert list(found(german, "9")) == ["=90000"]  # no part of a number is found
    assert "agreements/2025/kassel-stadt.html" in found(german, "s")["social"]
    assert found(german, "4")["=4711.20"] == [address]
    assert found(german, "p")["pressemitteilung"] == ["agreements/2024/wetteraukreis.html"]  # its source
    budget = found(german, "q")["qualifizierungsbudget"]
    assert {"index.html", "years/2026.html"} <= set(budget)
    assert found(german, "z")["zeile"] == ["imprint.html"]
    pages = json.loads(german.page("search/pages.js").partition(",")[2].removesuffix(");\n"))
    order = [address for _title, address, _mark in pages]
    assert order.index("imprint.html") < order.index(address) < order.index("districts/hersfeld-rotenburg.html")
    assert {"districts/hersfeld-rotenburg.html", address} <= set(found(german, "h")["hersfeld"])
    assert "agreements/2025/kassel-stadt.html" in found(german, "t")["teilzeitausbildung"]


def test_amounts_in_texts_are_found_as_they_stand_there() -> None:
    page = SitePage("a.html", "1.000 Worte, 12.50 und 3 200,00 am 12.03.2025, FBI 2025/2026", ())
    words = {"1", "000", "worte", "12", "50", "und", "3", "200", "00", "am", "03", "2025", "fbi", "2026"}
    assert index_entry(page).words == words | {"=1000", "=12.50", "=3200"}


def test_building_twice_changes_nothing(root: Path, english: Built, aqb: Command) -> None:
    with chdir(root):
        again = aqb("site", "-o", "../en", "-f", "html", "--lang", "en")
    assert again.code == 0
    assert "of which 0 are new or changed" in again.out


def test_several_processes_make_the_same(
    root: Path, english: Built, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_WORTH_A_PROCESS", 1)
    with chdir(root):
        again = aqb("site", "-o", "../en", "-f", "html", "--lang", "en")
    assert (again.code, "of which 0 are new or changed" in again.out) == (0, True)


def test_what_it_refuses(workspace: Path, aqb: Command) -> None:
    for output in (".", "data/site", "..", "templates"):
        assert "holds the collection itself" in aqb("site", "-o", output).err
    (workspace.parent / "secret").mkdir()
    (workspace / "link").symlink_to("../secret")
    for output in ("link", "link/site"):
        assert "because a link leads there" in aqb("site", "-o", output).err
    shutil.rmtree(workspace / "data/agreements/2024")
    agreement = workspace / "data/agreements/2025/hersfeld-rotenburg.yaml"
    text = agreement.read_text(encoding="utf-8")
    agreement.write_text(
        re.sub(r"\nsignatures:.*?\nsources", "\nsources", text, flags=re.DOTALL).replace("signed", "draft")
    )
    nothing = aqb("site", "-o", "public")
    assert (nothing.code, "nothing to publish" in nothing.err) == (2, True)
    agreement.write_text(text.replace("595950", "595.950"), encoding="utf-8")
    faulty = aqb("site", "-o", "public")
    assert (faulty.code, "AQB104" in faulty.err) == (1, True)
    assert not (workspace / "public").exists()


def test_pages_say_what_is_left_out_but_for_drafts(
    root: Path, tmp_path: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(root, tmp_path / "c")
    folder = tmp_path / "c/data/agreements"
    edit(folder / "2026/hersfeld-rotenburg.yaml", ("total: 600950.50", "total: x"))
    edit(folder / "2025/kassel-stadt.yaml", ("total: 595950", "total: x"))  # a draft
    monkeypatch.chdir(folder)  # names are seen from the collection's folder, wherever one stands
    assert aqb("site", "--skip-invalid", "-f", "html", "-o", "../../public", "--lang", "en").code == 0
    site = Built(tmp_path / "c/public")
    for address in ("index.html", "years/2025.html", "measures.html", "data.html", "districts/hersfeld-rotenburg.html"):
        said = "Left out because of errors: data/agreements/2026/hersfeld-rotenburg.yaml."
        assert f"<p>{said}</p>" in site.page(address), address
    for path in site.folder.rglob("*.*"):
        assert str(tmp_path).encode() not in path.read_bytes(), path


def test_long_words_may_be_broken_where_they_are_joined(german: Built, english: Built) -> None:
    for whole, parts in {
        "Qualifizierungsbudget": "Qualifizierungs-budget",
        "Zielvereinbarungen, Jungsozialisten": "Ziel-vereinbarungen, Jungsozialisten",
        "langzeitarbeitslos und berufstätig": "langzeit-arbeitslos und berufstätig",
        "Bildung": "Bildung",
        "x" * 30: "-".join(("x" * 14, "x" * 16)),
    }.items():
        assert with_soft_hyphens(whole) == parts.replace("-", "\u00ad")
    address = "agreements/2026/hersfeld-rotenburg.html"
    for site, words in (german, "Gebiets\u00adkörperschaft"), (english, "<title>Agreement"):
        assert words in site.page(address)
        assert "\u00ad" not in site.page(address).partition("</head>")[0], "what programs read"
        assert "\u00ad" not in site.page("search/pages.js")


def test_templates_of_a_workspace(workspace: Path, aqb: Command) -> None:
    own = workspace / "templates/site"
    own.mkdir(parents=True)
    (own / "start.html.j2").write_text("<p>Eigene {{ site.title }}</p>", encoding="utf-8")
    (own / "site.js").write_text("own", encoding="utf-8")
    (own / "strat.html.j2").write_text("x", encoding="utf-8")
    assert "templates/site/strat.html.j2 isn't used: the" in aqb("site", "-o", "public", "-f", "html").err
    assert "<p>Eigene Zielvereinbarungen" in (workspace / "public/index.html").read_text(encoding="utf-8")
    assert (workspace / "public/site.js").read_text(encoding="utf-8") != "own"
    page = (workspace / "public/years/2025.html").read_text(encoding="utf-8")
    assert '"contentUrl": "../data/2025/measures.json"' in page, "without an address of the site, from the page on"
    (workspace / "aqb.toml").write_text(SETTINGS, encoding="utf-8")
    (own / "feed.xml.j2").write_text("<feed>\n<title>{{ site.title }}\n</feed>", encoding="utf-8")
    refused = aqb("site", "-o", "public", "-f", "html", "--lang", "en")
    assert (refused.code, "near this line: “</feed>”." in refused.err) == (2, True), refused.err
    (own / "feed.xml.j2").unlink()
    (own / "start.html.j2").write_text("{{ site.__class__ }}", encoding="utf-8")
    refused = aqb("site", "-o", "public", "-f", "html")
    assert (refused.code, "start.html.j2:1" in refused.err) == (2, True)
    (own / "start.html.j2").unlink()
    unmarked = (CHECKOUT / "templates/site/page.html.j2").read_text(encoding="utf-8").replace("page.mark", "page.title")
    for text, reason in ((" ", "is empty"), (unmarked, "doesn't say “Nur aus zweiter Hand bekannt”")):
        (own / "page.html.j2").write_text(text, encoding="utf-8")
        refused = aqb("site", "-o", "public", "-f", "html")
        assert (refused.code, reason in refused.err) == (2, True), refused.err


def test_pages_of_own_templates_lose_no_amount(workspace: Path, aqb: Command) -> None:
    own = workspace / "templates/site/page.html.j2"
    own.parent.mkdir(parents=True)
    text = (CHECKOUT / "templates/site/page.html.j2").read_text(encoding="utf-8")
    own.write_text(text, encoding="utf-8")
    assert aqb("site", "-o", "public", "-f", "html").code == 0
    own.write_text(text.replace('block.kind == "grid"', 'block.kind == "table"'), encoding="utf-8")
    refused = aqb("site", "-o", "public", "-f", "html")
    assert (refused.code, "doesn't print “" in refused.err) == (2, True)
    assert "Print all kinds of blocks of `page.sections`" in refused.err


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('url = "ftp://x"', "Write the address of a folder, without spaces, ? and #: https://"),
        ('url = "https://example.org/index.html"', "Write the address of a folder"),
        ('contributor = "ftp://x"', "Write an address that begins with https://."),
        ('urll = "x"', "Did you mean “url”?"),
        ("publisher = 1", "Write a text in quotation marks."),
        ('licence = "frei"', "Write an address, or one of dl-de/by-2-0"),
        ('contact = "niemand"', "Write a mail address."),
        ('contact = "a{b@example.org"', "Write a mail address."),
        ('contact = "mailto:amt@example.org"', "Write a mail address."),
        ("accessibility_date = 31.01.2026", "Fix “accessibility_date = 31.01.2026”: `name = value`, each name once"),
        ('imprint = "Haus\nStraße"', "put three quotation marks before it and three behind it"),
        ('imprint = """Haus\nStraße', "Add what is missing: a value at the end, or what closes a bracket"),
        (r'publisher = "Amt\u001b"', "Delete the invisible character U+001B."),
        (r'imprint = "Amt\n\u202e"', "Delete the invisible character U+202E."),
        ('accessibility_date = "2026"', "Write a day without quotation marks"),
    ],
)
def test_settings_that_are_wrong(workspace: Path, aqb: Command, line: str, expected: str) -> None:
    (workspace / "aqb.toml").write_text(f"[site]\n{line}\n", encoding="utf-8")
    result = aqb("site", "-o", "public")
    assert (result.code, expected in result.err) == (2, True), result.err


def test_a_preview_is_for_this_machine_and_keeps_up(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "site/years").mkdir(parents=True)
    (tmp_path / "secret.html").write_text("secret")
    (tmp_path / "site/years/2025.html").write_text("<head></head>2025")
    preview = Preview(tmp_path / "site", 0)
    threading.Thread(target=preview.serve_forever, daemon=True).start()

    def get(path: str, host: str = "", method: str = "GET") -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", preview.server_port, timeout=5)
        connection.request(method, path, headers={"Host": host} if host else {})
        answer = connection.getresponse()
        assert answer.status != 200 or answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"
        return answer.status, answer.read().decode()

    page = '<head><script src="/-/reload.js" defer></script></head>2025'
    assert get("/years/2025.html") == (200, page)
    assert get("/years/2025.html", "evil.example")[0] == 403
    assert get("/years/2025.html", "evil.example", "HEAD")[0] == 405
    assert get("/../secret.html")[0] == 404
    assert "script.src = '/-/wait.js?0'" in get("/-/reload.js")[1]
    with socket.create_connection(("127.0.0.1", preview.server_port)) as gone:  # a page that is closed while it waits
        gone.sendall(f"GET /-/wait.js?0 HTTP/1.1\r\nHost: 127.0.0.1:{preview.server_port}\r\n\r\n".encode())
        gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        time.sleep(0.05)
    threading.Timer(0.05, preview.renew).start()
    assert get("/-/wait.js?0") == (200, "location.reload();")
    assert "addEventListener('load', aqbWait)" in get("/-/reload.js")[1], (
        "a page isn't to be loading as long as it waits"
    )
    preview.shutdown()
    preview.server_close()
    assert capfd.readouterr().err == ""


def test_districts_stand_in_the_order_of_their_own_names(workspace: Path, aqb: Command) -> None:
    reported = "format: 1\ndistrict: hochtaunuskreis\nyear: 2025\nstatus: reported\nbudget: {total: 100000}\n"
    path = workspace / "data/agreements/2025/hochtaunuskreis.yaml"
    path.write_text(f"{reported}sources: [{{title: Bericht}}]\n", encoding="utf-8")
    assert aqb("site", "-o", "public", "-f", "html").code == 0
    start = (workspace / "public/index.html").read_text(encoding="utf-8")
    found = re.findall(r'<li><a href="districts/([a-z-]+)\.html">', start)
    assert found == ["hersfeld-rotenburg", "hochtaunuskreis", "wetteraukreis"], "as `aqb list districts` has them"


def test_a_file_that_vanishes_ends_no_preview(workspace: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def vanished(_wanted: object) -> int:
        raise FileNotFoundError(2, "No such file or directory", "fulda.yaml")

    def stopped(preview: Preview, paths: object, build: Callable[[], None]) -> None:
        build()
        preview.server_close()
        raise KeyboardInterrupt

    monkeypatch.setattr("aqb_cli.cli.site._write", vanished)
    monkeypatch.setattr(Preview, "watch", stopped)
    result = aqb("site", "--serve", "--port", "0")
    assert (result.code, result.err.count("fulda.yaml: No such file")) == (130, 2)


@pytest.mark.slow
def test_a_question_is_folded_as_the_index_is() -> None:
    """All letters of DIN 91379, in both forms: what is typed as it is written is found."""
    script = (CHECKOUT / "templates/site/site.js").read_text(encoding="utf-8")
    parts = [
        re.search(rf"(?s)  const {name} = .*?;\n(?=  const|\n)", script) for name in ("LETTERS", "spelled", "folded")
    ]
    code = "".join(part[0] for part in parts if part)
    typed = [f"x{unicodedata.normalize(form, letter)}y" for letter in LETTERS for form in ("NFC", "NFD")]
    code += f"process.stdout.write(JSON.stringify({json.dumps(typed)}.map(folded)));"
    done = subprocess.run(["node", "-e", code], capture_output=True, encoding="utf-8", check=True)
    assert json.loads(done.stdout) == [folded(word) for word in typed]


@pytest.mark.slow
def test_amounts_in_questions() -> None:
    """As German and English write them; words and years beside them stay what they are."""
    questions = {
        "595.950": ["595950"], "595 950 Euro": ["595950"], "595,950": ["595950"], "EUR 1,595,950.00": ["1595950"],
        "1.200,50 €": ["1200.50"], "1,200.50": ["1200.50"], "1200,50": ["1200.50"], "1200.50": ["1200.50"],
        "16892.00": ["16892"],
        "FBI 2025/2026": ["fbi", "2025", "2026"], "2024, 2025": ["2024", "2025"], "12.03.2025": ["12", "03", "2025"],
    }  # fmt: skip
    script = (CHECKOUT / "templates/site/site.js").read_text(encoding="utf-8")
    code = script[script.index("  const LETTERS") : script.index("  // Each first letter")]
    code += f"process.stdout.write(JSON.stringify({json.dumps([*questions])}.map(termsOf)));"
    done = subprocess.run(["node", "-e", code], capture_output=True, encoding="utf-8", check=True)
    assert json.loads(done.stdout) == [*questions.values()]


def test_without_git(workspace: Path, aqb: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    (workspace / ".git").mkdir()
    (workspace / "aqb.toml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.setenv("PATH", "")
    assert aqb("site", "-f", "html", "-o", "public").code == 0
    assert "<updated>2025-08-08T" in (workspace / "public/feed.xml").read_text(encoding="utf-8")
