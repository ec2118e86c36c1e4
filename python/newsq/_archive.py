"""An open archive, and the rows that it gives."""

import datetime
import os
import re
import subprocess
import warnings
import weakref
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Optional, Sequence, Tuple, Union

from ._errors import Error, FileError, Note
from ._program import program
from ._server import Server

if TYPE_CHECKING:
    import pandas
    import pyarrow

Path = Union[str, "os.PathLike[str]"]

_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(Z|[+-]\d\d:\d\d)?$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")


class Rows(List[Dict[str, Any]]):
    """The rows of an answer as dicts. Dates are `datetime` (with their offset, if the article has one), `date` if only
    the day is known, or text such as `2020-07` if less is known. Lists are lists, empty cells are None."""

    def __init__(self, answer: Dict[str, Any], notes: Sequence[str]) -> None:
        self.columns: List[str] = [name for name, _ in answer["columns"]]
        #: The type of each column: text, number, date, truth or list.
        self.types: Dict[str, str] = dict(answer["columns"])
        self.notes: List[str] = list(notes)
        #: The chart as SVG, if the query ends in `chart`.
        self.svg: Optional[str] = answer.get("svg")
        dates = [place for place, (_, kind) in enumerate(answer["columns"]) if kind == "date"]
        rows = answer["rows"]
        for place in dates:
            for row in rows:
                row[place] = _date(row[place])
        super().__init__(dict(zip(self.columns, row)) for row in rows)

    def cells(self, column: str) -> List[Any]:
        """Returns the cells of one column."""
        return [row[column] for row in self]


class Archive:
    """Articles, open for questions: an archive file, several of them, or files and folders that newsq reads.

    `options` are further options of the command line, such as ["--now", "2020-07-24"]. Files are only written by `save`
    and `add`, unless `safe` is False: then `write` in a query works as well."""

    def __init__(
        self, *paths: Path, safe: bool = True, threads: Optional[int] = None, options: Sequence[str] = ()
    ) -> None:
        if not paths:
            raise TypeError("Archive() takes at least one path")
        self._paths = [os.fspath(path) for path in paths]
        self._options = list(options)
        if safe:
            self._options.append("--safe")
        if threads is not None:
            self._options += ["--threads", str(threads)]
        self._open()

    def _open(self) -> None:
        self._server = Server(self._paths, self._options)
        self._finalizer = weakref.finalize(self, self._server.close)
        for line in self._server.complaints():
            warnings.warn(line, Note, stacklevel=3)

    # Asking

    def query(self, query: str, **arguments: Any) -> "pandas.DataFrame":
        """Returns the last answer of `query` as a DataFrame. Values go in as arguments: `query("date>=$since", since=…)`.

        A column of dates is datetime64 with its zone if all its cells have one offset, plain datetime64 if all are days,
        and a column of objects otherwise. Notes are warnings of the class Note, and in `frame.attrs["notes"]`."""
        import pandas

        rows = self.rows(query, **arguments)
        frame = pandas.DataFrame({name: _series(rows, name) for name in rows.columns}, columns=rows.columns)
        frame.attrs["notes"] = rows.notes
        return frame

    def rows(self, query: str, **arguments: Any) -> Rows:
        """Returns the last answer of `query`, without pandas."""
        answers = self.answers(query, **arguments)
        if not answers:
            raise Error("the query has no answer to show: it only names results")
        return answers[-1]

    def answers(self, query: str, **arguments: Any) -> List[Rows]:
        """Returns the answer of each statement in a script."""
        reply = self._server.ask(query, {name: _argument(name, value) for name, value in arguments.items()})
        for note in reply["notes"]:
            warnings.warn(note.rstrip("\n"), Note, stacklevel=3)
        return [Rows(answer, reply["notes"]) for answer in reply["answers"]]

    def arrow(self, query: str, **arguments: Any) -> "pyarrow.Table":
        """Returns the last answer of `query` as an Arrow table. Dates are timestamps as in `query`, or text."""
        import pyarrow

        rows = self.rows(query, **arguments)
        return pyarrow.table({name: pyarrow.array(_arrow_cells(rows, name)) for name in rows.columns})

    def svg(self, query: str, **arguments: Any) -> str:
        """Returns the chart of a query that ends in `chart`, as SVG."""
        svg = self.rows(query, **arguments).svg
        if svg is None:
            raise Error("the query does not end in `chart`")
        return svg

    # Keeping

    def save(self, path: Path) -> "Archive":
        """Writes the articles to an archive file and returns it, open."""
        _run(["--save", os.fspath(path), "--", *self._paths])
        return Archive(path, options=[option for option in self._options if option != "--safe"])

    def add(self, *paths: Path) -> "Archive":
        """Adds articles to the archive file that is open, reads it again and returns it. An id that is known is a new
        edition of that article."""
        if len(self._paths) != 1:
            raise Error("articles can be added to one archive file")
        added: List[str] = []
        for path in paths:
            added += ["--add", os.fspath(path)]
        _run([*added, "--", *self._paths])
        self.close()
        self._open()
        return self

    # The rest

    def __len__(self) -> int:
        """The number of articles."""
        return int(self._server.hello["articles"])

    def __repr__(self) -> str:
        return "<newsq.Archive %s: %d articles>" % (self._server.hello["name"], len(self))

    def close(self) -> None:
        """Ends the process behind the archive. An archive that is no longer used ends it by itself."""
        self._finalizer()

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Dict[str, Any]]:
        raise TypeError('an archive is not a list of rows; ask for them: archive.rows("*")')


def _run(arguments: Sequence[str]) -> None:
    done = subprocess.run([program(), *arguments], stdin=subprocess.DEVNULL, capture_output=True)
    said = done.stderr.decode("utf-8", "replace").rstrip("\n")
    if done.returncode:
        raise FileError(said or "newsq ended with status %d" % done.returncode)
    if said:
        warnings.warn(said, Note, stacklevel=3)


def _argument(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, (str, int, float)):
        return str(value)
    raise TypeError("the argument %s is a %s; give text, a number, a truth or a date" % (name, type(value).__name__))


def _date(text: Optional[str]) -> Any:
    if text is None:
        return None
    if _DAY.match(text):
        return datetime.date.fromisoformat(text)
    parts = _TIME.match(text)
    if not parts:
        return text
    day, time, offset = parts.groups()
    return datetime.datetime.fromisoformat(day + "T" + time + ("+00:00" if offset == "Z" else offset or ""))


def _has_one_offset(cells: Sequence[Any]) -> bool:
    found = [cell for cell in cells if cell is not None]
    return bool(found) and all(isinstance(cell, datetime.datetime) for cell in found) and (
        len({cell.utcoffset() for cell in found}) == 1
    )


def _are_days(cells: Sequence[Any]) -> bool:
    found = [cell for cell in cells if cell is not None]
    return bool(found) and all(type(cell) is datetime.date for cell in found)


def _series(rows: Rows, name: str) -> Any:
    import pandas

    cells = rows.cells(name)
    kind = rows.types[name]
    if kind == "number":
        if all(isinstance(cell, int) for cell in cells):
            return pandas.Series(cells, dtype="int64" if _fits(cells) else "object")
        if all(cell is None or isinstance(cell, int) for cell in cells):
            return pandas.Series(cells, dtype="Int64" if _fits(cells) else "object")
        return pandas.Series(cells, dtype="float64")
    if kind == "truth":
        return pandas.Series(cells, dtype="bool" if None not in cells else "boolean")
    if kind == "date" and (_has_one_offset(cells) or _are_days(cells)):
        try:
            return pandas.Series(pandas.to_datetime(cells))
        except (ValueError, OverflowError):
            # A year beyond what pandas counts in.
            pass
    return pandas.Series(cells, dtype="object")


def _fits(cells: Sequence[Any]) -> bool:
    return all(cell is None or -(2**63) <= cell < 2**63 for cell in cells)


def _arrow_cells(rows: Rows, name: str) -> List[Any]:
    cells = rows.cells(name)
    if rows.types[name] != "date" or _has_one_offset(cells) or _are_days(cells):
        return cells
    return [cell if cell is None or isinstance(cell, str) else cell.isoformat() for cell in cells]
