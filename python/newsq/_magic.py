"""`%%newsq` for IPython and Jupyter."""

import shlex
import warnings
from typing import Any, Dict, Optional

from IPython.core.magic import Magics, line_cell_magic, magics_class
from IPython.display import SVG, display

from ._archive import Archive, Rows
from ._errors import Error, Note


@magics_class
class NewsqMagics(Magics):
    """    %newsq news.archive                 opens an archive for the cells that follow
    %%newsq [ARCHIVE] [-o NAME]         asks it: ARCHIVE is a variable or a path, NAME keeps the last answer
    kremlin | count by source
    """

    _archive: Optional[Archive] = None

    @line_cell_magic
    def newsq(self, line: str, cell: Optional[str] = None) -> None:
        """Asks an archive and shows each answer: tables as tables, charts as pictures."""
        words = shlex.split(line)
        name = None
        if "-o" in words:
            place = words.index("-o")
            if place + 1 >= len(words):
                raise Error("-o takes a name: %%newsq -o counts")
            name = words[place + 1]
            del words[place : place + 2]
        if words:
            self._archive = self._opened(words)
        if cell is None:
            return
        if self._archive is None:
            raise Error("no archive is open yet: %newsq news.archive")
        with warnings.catch_warnings(record=True) as notes:
            warnings.simplefilter("always")
            answers = self._archive.answers(cell)
        for note in notes:
            if issubclass(note.category, Note):
                print(note.message)
        for answer in answers:
            self._show(answer)
        if name and answers:
            self._names[name] = self._frame(answers[-1])

    @property
    def _names(self) -> Dict[str, Any]:
        names: Dict[str, Any] = self.shell.user_ns  # type: ignore[union-attr]
        return names

    def _opened(self, words: Any) -> Archive:
        known = self._names.get(words[0])
        if len(words) == 1 and isinstance(known, Archive):
            return known
        return Archive(*words)

    def _show(self, answer: Rows) -> None:
        display(SVG(answer.svg) if answer.svg else self._frame(answer))  # type: ignore[no-untyped-call]

    def _frame(self, answer: Rows) -> Any:
        try:
            from ._archive import _series
            import pandas
        except ImportError:
            return list(answer)
        return pandas.DataFrame({column: _series(answer, column) for column in answer.columns})
