"""A test report in JUnit's XML, which most CI systems show: a case for each finding, and for each sound file."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

from aqb_cli.checking.outcome import Run
from aqb_cli.checking.reporters import ReportView
from aqb_cli.checking.reporters.summary import left_out, place_of, plain_severity
from aqb_cli.diagnostics import Diagnostic, Lines, Severity
from aqb_cli.text.messages import visible


def report(run: Run, view: ReportView) -> None:
    """Writes one XML document to `view.out`. What fails the check is a failure; the rest stands in passing cases."""
    suite = Xml.Element("testsuite", name="aqb", errors="0", skipped="0")
    tests = 0
    for file in run.reports:
        lines = Lines(file.text)
        for diagnostic in file.diagnostics:
            _add_case(suite, diagnostic, lines, view)
        if not file.diagnostics:
            Xml.SubElement(suite, "testcase", classname="aqb", name=visible(file.path), time="0")
        tests += max(len(file.diagnostics), 1)
    failures = sum(view.weight(diagnostic.severity) is Severity.ERROR for diagnostic in run.diagnostics)
    suite.attrib |= {"tests": str(tests), "failures": str(failures), "time": "0"}
    suites = Xml.Element("testsuites", tests=str(tests), failures=str(failures))
    suites.append(suite)
    Xml.indent(suites)
    view.out.write('<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(suites, encoding="unicode") + "\n")
    view.note(left_out(view))  # which the format has no place for


def _add_case(suite: Xml.Element, diagnostic: Diagnostic, lines: Lines, view: ReportView) -> None:
    place = place_of(diagnostic, lines)
    case = Xml.SubElement(suite, "testcase", classname=visible(diagnostic.path), time="0")
    case.set("name", f"{diagnostic.code} {place}")
    message = view.text(diagnostic.message)
    text = f"{place}: {message}{view.advice(diagnostic)}"
    if view.weight(diagnostic.severity) is Severity.ERROR:
        failure = Xml.SubElement(case, "failure", message=message, type=diagnostic.code)
        failure.text = text
    else:
        word = plain_severity(diagnostic.severity, view)
        Xml.SubElement(case, "system-out").text = f"{word}: {text}"
