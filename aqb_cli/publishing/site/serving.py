"""A site while it is worked on: served to this machine only, built anew when a file changes, and then loaded anew."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NoReturn

HOST = "127.0.0.1"

_PAUSE = 0.5
"""Seconds between two looks at the files."""

_LONGEST_WAIT = 25.0
"""Seconds after which a page asks once more whether it is still the newest."""

# A script element is all that the pages' policy lets load; the server answers it when there is something new. It begins
# once the page is loaded: before that, the browser would wait for it, too.
_RELOAD = """\
'use strict';
const aqbWait = () => {
  const script = document.createElement('script');
  script.src = '/-/wait.js?VERSION';
  script.onerror = () => setTimeout(aqbWait, 1000);
  document.head.append(script);
};
addEventListener('load', aqbWait);
"""


class Preview(ThreadingHTTPServer):
    """Serves a folder to browsers on this machine."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int) -> None:
        super().__init__((HOST, port), partial(_Handler, directory=str(folder)))
        self.version = 0
        self.changed = threading.Condition()

    @property
    def address(self) -> str:
        """What to open in a browser."""
        return f"http://{HOST}:{self.server_port}/"

    def renew(self) -> None:
        """Has all open pages loaded anew."""
        with self.changed:
            self.version += 1
            self.changed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says what went wrong; nothing of browsers that left before they had their answer."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def watch(self, paths: Iterable[Path], build: Callable[[], None]) -> NoReturn:
        """Builds anew whenever something below the paths changes, until Ctrl-C."""
        watched = tuple(paths)
        threading.Thread(target=self.serve_forever, daemon=True).start()
        seen = _times(watched)
        while True:
            time.sleep(_PAUSE)
            if (now := _times(watched)) != seen:
                seen = now
                build()
                self.renew()


class _Handler(SimpleHTTPRequestHandler):
    """Answers requests; only those that were meant for this machine."""

    server: Preview

    def do_GET(self) -> None:
        """Sends a page with the script that loads it anew, or any other file."""
        # Another site's name may be made to lead to this machine; then its pages would read what is served here.
        if self.headers.get("Host") not in (
            f"{HOST}:{self.server.server_port}",
            f"localhost:{self.server.server_port}",
        ):
            self.send_error(403)
        elif self.path.startswith("/-/reload.js"):
            self._send(_RELOAD.replace("VERSION", str(self.server.version)).encode(), "text/javascript")
        elif self.path.startswith("/-/wait.js?"):
            self._send(self._news(self.path.partition("?")[2]), "text/javascript")
        else:
            self._file()

    def do_HEAD(self) -> None:
        """Refuses: browsers ask for whole pages."""
        self.send_error(405)

    def _news(self, version: str) -> bytes:
        with self.server.changed:
            self.server.changed.wait_for(lambda: str(self.server.version) != version, _LONGEST_WAIT)
            return b"aqbWait();" if str(self.server.version) == version else b"location.reload();"

    def _file(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.partition("?")[0].endswith("/") else path
        if path.suffix != ".html" or not path.is_file():
            super().do_GET()
            return
        script = b'<script src="/-/reload.js" defer></script></head>'
        self._send(path.read_bytes().replace(b"</head>", script, 1), "text/html; charset=utf-8")

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        """Ends the head of an answer, which is never to be kept."""
        self.send_header("Cache-Control", "no-store")
        # The index for searches is a script, which pages of other sites could load and read.
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


def _times(paths: Iterable[Path]) -> Mapping[str, int]:
    """When each file below the paths was last changed."""
    files = [str(path) for path in paths]
    for path in paths:
        for folder, _folders, names in os.walk(path):
            files += [os.path.join(folder, name) for name in names]
    times = {}
    for file in files:
        with suppress(FileNotFoundError):  # an editor may have put another one in its place meanwhile
            if os.path.isfile(file):
                times[file] = os.stat(file).st_mtime_ns
    return times
