"""Ask a pile of news articles from Python.

    import newsq

    archive = newsq.Archive("news.archive")                        # or files, folders, several archives
    archive.query("kremlin | count by source")                     # a pandas DataFrame
    archive.query("date>=$since | quotes", since="2020-07")        # arguments, never text pasted into a query
    archive.rows("kremlin | select id, date")                      # without pandas: a list of dicts

In a notebook, `%load_ext newsq` adds `%%newsq`.
"""

from ._archive import Archive, Rows
from ._errors import Error, FileError, Note, QueryError
from ._program import program, version

__all__ = ["Archive", "Error", "FileError", "Note", "QueryError", "Rows", "program", "version"]
__version__ = version()


def load_ipython_extension(shell: object) -> None:
    """Called by `%load_ext newsq`."""
    from ._magic import NewsqMagics

    shell.register_magics(NewsqMagics)  # type: ignore[attr-defined]
