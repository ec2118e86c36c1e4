"""One long-lived `newsq --serve-stdio` process and its frames."""

import json
import os
import signal
import subprocess
import tempfile
import threading
from typing import Any, Dict, List, Optional, Sequence

from ._errors import Error, FileError, QueryError
from ._program import program


class Server:
    """Asks one process. Safe to use from several threads: one request at a time."""

    def __init__(self, paths: Sequence[str], options: Sequence[str]) -> None:
        self._lock = threading.Lock()
        self._complaints = tempfile.TemporaryFile()
        # A group of its own: Ctrl-C at the terminal goes to Python, which passes it on once.
        self._process = subprocess.Popen(
            [program(), "--serve-stdio", *options, "--", *paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            start_new_session=True,
        )
        try:
            self.hello = self._receive()
            if self.hello.get("protocol") != 1:
                raise Error("this package speaks protocol 1, and the program does not: install both from one release")
        except BaseException:
            self._process.kill()
            self.close()
            raise

    def ask(self, query: str, arguments: Dict[str, str]) -> Dict[str, Any]:
        """Returns the reply to a query. Raises QueryError or FileError; Ctrl-C stops the query and is raised again."""
        request: Dict[str, Any] = {"query": query}
        request.update({"arg." + name: text for name, text in arguments.items()})
        frame = json.dumps(request, ensure_ascii=False).encode("utf-8", "surrogatepass")
        with self._lock:
            try:
                self._process.stdin.write(b"%d\n" % len(frame) + frame)  # type: ignore[union-attr]
                self._process.stdin.flush()  # type: ignore[union-attr]
            except (BrokenPipeError, ValueError):
                raise FileError(self._last_words()) from None
            try:
                reply = self._receive()
            except KeyboardInterrupt:
                self._process.send_signal(signal.SIGINT)
                self._receive()
                raise
        if "error" in reply:
            if reply["kind"] == "interrupted":
                raise KeyboardInterrupt
            kind = QueryError if reply["kind"] == "query" else FileError
            raise kind(reply["error"].rstrip("\n"))
        return reply

    def close(self) -> None:
        """Ends the process."""
        try:
            self._process.stdin.close()  # type: ignore[union-attr]
        except BrokenPipeError:
            pass
        self._process.wait()
        self._process.stdout.close()  # type: ignore[union-attr]
        self._complaints.close()

    def complaints(self) -> List[str]:
        """Returns what the program reported about its inputs, line by line."""
        size = os.fstat(self._complaints.fileno()).st_size
        # The process appends at the same offset of the same file: read without moving it.
        return os.pread(self._complaints.fileno(), size, 0).decode("utf-8", "replace").splitlines()

    def _receive(self) -> Dict[str, Any]:
        line = self._process.stdout.readline()  # type: ignore[union-attr]
        if not line.endswith(b"\n"):
            raise FileError(self._last_words())
        size = int(line)
        body = self._process.stdout.read(size)  # type: ignore[union-attr]
        if len(body) < size:
            raise FileError(self._last_words())
        reply: Dict[str, Any] = json.loads(body)
        return reply

    def _last_words(self) -> str:
        status: Optional[int] = self._process.wait()
        said = "\n".join(self.complaints())
        return said or "newsq ended with status %s" % status
