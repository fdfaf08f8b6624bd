"""Whether a sentence on funds is plain: made of the words with which agreements say how much there is for what.

A sentence with other words may deny, take back, or speak of somebody else's money; what is read of it is doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from aqb_cli.text.german import MONTHS, slug

_SMALL = """
der die das des dem den ein eine einer eines einem einen und sowie als fuer von vom im in am an auf aus bei zu zum zur
mit nach ueber hier hiervon davon darin darueber hinaus dafuer darunter dazu wovon und zwar sich es er sie diese dieser
dieses diesem diesen jeweils insgesamt zusammen hoechstens maximal bis folgt wie folgende folgender folgenden gesamt
ist sind wird werden hat haben so zusaetzlich zuzueglich einschliesslich inklusive rahmen weitere nachstehende
"""
_VERBS = """
stellt stellen gestellt steht stehen erhaelt erhalten gewaehrt gewaehren betraegt betragen belaeuft belaufen bereit
verfuegung verfuegt verfuegen entfallen vorgesehen zweckgebunden zweckgebundene zweckgebundenen bestimmt
eingesetzt setzt bringt bringen beteiligt ein gibt
enthalten gilt gelten verteilt verteilen aufgeteilt umfasst finanziert bereitgestellt reserviert zugewiesen
"""
_NOUNS = """
euro eur haushaltsmittel haushaltsmitteln mittel mitteln landesmittel landesmitteln budget budgets gesamtbudget
gesamtbetrag gesamtbetrags betrag betrags betraege betraegen hoehe summe gesamtsumme zuwendung foerdersumme
foerderbetrag foerdermittel jahr jahre jahres jahren haushaltsjahr haushaltsjahre programmjahr programmjahres land
landes hessen hessische hessischen ministerium ministeriums obergrenze obergrenzen hoechstbetrag hoechstbetraege
massnahmenart massnahmenarten massnahmen zweck zwecke eigenmittel eigenmitteln eigenanteil eigenbeitrag eigenleistung
verpflichtungsermaechtigung verpflichtungsermaechtigungen ausbildungs qualifizierungsbudget qualifizierungsbudgets
aqb zielvereinbarung vereinbarung umsetzung teilzeitausbildung teilzeitausbildungen digitalisierung integration
migrationshintergrund menschen landkreis landkreises kreis kreises stadt verwendung paragraf bezeichnung nr
ziel ziele zielen
"""
_GRANTED = """
antrag antrags bescheid bescheids bescheides bescheide zuwendungsbescheid zuwendungsbescheids zuwendungsbescheides
bewilligungsbescheid bewilligungsbescheids bewilligungsbescheides regierungspraesidium regierungspraesidiums kassel
bewilligt bewilligte wurde wurden datum vom dem erlassen erteilt eingereicht eingegangen ergangen zugestellt datiert
az aktenzeichen geschaeftszeichen unter lautet gestellt grundlage massstab foerderung erfolgt basis massgabe
bestandteil liegt vor erging
"""
_KNOWN = frozenset(f"{_SMALL} {_VERBS} {_NOUNS} {_GRANTED}".split()) | {slug(month) for month in MONTHS}


def is_plain(text: str, names: Iterable[str]) -> bool:
    """Whether a text has only such words; the words of the names, such as the categories', are plain too."""
    if re.search(r"[%‰?]", text):
        return False
    own = {word for name in names for word in slug(name).split("-")}
    words = slug(text).split("-")
    return all(word in _KNOWN or word in own or len(word) < 2 or word.isdecimal() for word in words)
