"""Editors: the real yaml-language-server, over its standard streams, reads our files with our schema."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import REAL
from schemas import SCHEMA, resolved

SERVER = os.environ.get("YAML_LANGUAGE_SERVER", "")
"""The server's program, as npm installs it; `.ci/slow` installs it and sets the variable."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not SERVER or not shutil.which("node"), reason="needs Node and YAML_LANGUAGE_SERVER=…/yaml-language-server"
    ),
]

FIELDS_AND_WORDS = (10, 12)
"""The protocol's kinds of completion: a field, a value; not a snippet with many fields."""


class Editor:
    """As much of an editor as the server needs: the Language Server Protocol 3.17."""

    def __init__(self, folder: Path) -> None:
        self.server = subprocess.Popen(
            ["node", SERVER, "--stdio"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.watchdog = threading.Timer(120, self.server.kill)  # a silent server fails the test, and doesn't hang it
        self.watchdog.start()
        self.requests = self.version = 0
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities={})
        self.send(method="initialized", params={})

    def send(self, **message: Any) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.server.stdin
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self.server.stdin.flush()

    def receive(self) -> dict[str, Any]:
        """The next message; requests of the server's are answered, and its diagnostics kept."""
        assert self.server.stdout
        length = 0
        while (line := self.server.stdout.readline()).strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        assert length, "the server has ended"
        message: dict[str, Any] = json.loads(self.server.stdout.read(length))
        if message.get("method") == "workspace/configuration":
            ours = {"yaml": {"schemaStore": {"enable": False}, "hover": True, "completion": True, "validate": True}}
            answer = [ours.get(item.get("section")) for item in message["params"]["items"]]
            self.send(id=message["id"], result=answer)
        elif "method" in message and "id" in message:
            self.send(id=message["id"], result=None)
        elif message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message

    def ask(self, method: str, **params: Any) -> Any:
        self.requests += 1
        self.send(id=self.requests, method=method, params=params)
        while True:
            message = self.receive()
            if message.get("id") == self.requests and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def open(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Opens a file with a text that needn't be the one on the disk; returns what the server finds wrong."""
        uri = path.as_uri()
        self.diagnostics.pop(uri, None)
        self.version += 1
        document = {"uri": uri, "languageId": "yaml", "version": self.version, "text": text}
        self.send(method="textDocument/didOpen", params={"textDocument": document})
        while uri not in self.diagnostics:
            self.receive()
        return self.diagnostics[uri]

    def at(self, method: str, path: Path, line: int, character: int) -> Any:
        position = {"line": line, "character": character}
        return self.ask(f"textDocument/{method}", textDocument={"uri": path.as_uri()}, position=position)

    def offers(self, path: Path, text: str) -> set[str]:
        """What is offered where the mark ¦ stands in a text."""
        before, _mark, after = text.partition("¦")
        self.open(path, before + after)
        line = before.count("\n")
        found = self.at("completion", path, line, len(before) - before.rfind("\n") - 1)
        self.send(method="textDocument/didClose", params={"textDocument": {"uri": path.as_uri()}})
        items = found["items"] if isinstance(found, dict) else found
        return {item["label"] for item in items if item["kind"] in FIELDS_AND_WORDS}


@pytest.fixture
def editor(workspace: Path) -> Iterator[Editor]:
    opened = Editor(workspace)
    yield opened
    opened.watchdog.cancel()
    opened.server.kill()
    opened.server.communicate()


def test_the_real_files_are_clean_and_faults_are_seen(editor: Editor, workspace: Path) -> None:
    for path in sorted(workspace.glob("data/agreements/*/*.yaml")):
        assert editor.open(path, path.read_text(encoding="utf-8")) == []
    path = workspace / "data/agreements/2025/fulda.yaml"
    text = (workspace / REAL).read_text(encoding="utf-8").replace("status: signed", "status: final")
    (found,) = editor.open(path, text)
    assert found["range"]["start"] == {"line": 5, "character": 8}
    assert '"draft", "signed", "reported"' in found["message"]


HEAD = "# yaml-language-server: $schema=../../agreement.schema.json\n\nformat: 1\n"


def test_completion(editor: Editor, workspace: Path) -> None:
    path = workspace / "data/agreements/2025/fulda.yaml"
    properties = resolved(SCHEMA)["properties"]
    assert editor.offers(path, f"{HEAD}¦") == set(properties) - {"format"}
    assert editor.offers(path, f"{HEAD}status: ¦") == {"draft", "signed", "reported"}
    districts = editor.offers(path, f"{HEAD}district: ¦")
    assert districts == set(properties["district"]["enum"])
    assert {"fulda", "kassel-stadt", "hersfeld-rotenburg"} <= districts
    measures = properties["measures"]["properties"]
    assert editor.offers(path, f"{HEAD}measures:\n  ¦") == set(measures)
    fields = editor.offers(path, f"{HEAD}measures:\n  qualification:\n    - title: FBI\n      ¦")
    assert fields == set(measures["qualification"]["items"]["properties"]) - {"title"}
    parties = editor.offers(path, f"{HEAD}signatures:\n  - party: ¦")
    assert parties == set(properties["signatures"]["items"]["properties"]["party"]["enum"])


def skeleton(schema: dict[str, Any], indent: str = "") -> Iterator[tuple[str, dict[str, Any] | None]]:
    """The lines of a file in which each field stands once, with the field's schema."""
    dash = ""
    if "items" in schema and "properties" in schema["items"]:
        schema, dash = schema["items"], "- "
    for number, (name, field) in enumerate(schema["properties"].items()):
        start = indent + (dash if number == 0 else " " * len(dash))
        inside = field.get("items", field)
        if "properties" in inside:
            yield f"{start}{name}:", field
            yield from skeleton(field, indent + " " * len(dash) + "  ")
        else:
            yield f"{start}{name}: {'[x]' if 'items' in field else 'x'}", field


def test_hover_explains_every_field_in_both_languages(editor: Editor, workspace: Path) -> None:
    path = workspace / "data/agreements/2025/fulda.yaml"
    lines = [(line, None) for line in HEAD.splitlines()[:2]] + list(skeleton(resolved(SCHEMA)))
    editor.open(path, "".join(f"{line}\n" for line, _field in lines))
    explained = 0
    for number, (line, field) in enumerate(lines):
        if field is None:
            continue
        hover = editor.at("hover", path, number, len(line) - len(line.lstrip(" -")) + 1)
        assert hover, line
        text = unescaped(hover["contents"]["value"])
        assert field["title"] in text, line
        for part in field.get("description", "").split("\n\n"):
            assert part in text, line
        explained += 1
    assert explained > 70


def unescaped(text: str) -> str:
    """The Markdown of a hover as it is read."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text).replace("&nbsp;", " ").replace("&emsp;", " ")
