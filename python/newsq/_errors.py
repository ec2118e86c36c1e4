"""What can go wrong, as exceptions whose text is what the shell would print, caret included."""


class Error(Exception):
    """Anything that newsq refuses."""


class QueryError(Error):
    """The query is wrong. The text points at the place and offers a way out:

    query:1:1: error: no field `headlin`
        1 | headlin:x
          | ^^^^^^^
      help: did you mean `headline`?
    """


class FileError(Error):
    """A file could not be read or written, or the program ended."""


class Note(UserWarning):
    """Something to know about an answer: a divisor, a hidden column, why nothing was found."""
