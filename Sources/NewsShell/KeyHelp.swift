import NewsQuery

/// What the keys do at the prompt: `.help keys`.
enum KeyHelp {
  static let keys: [(keys: String, meaning: String)] = [
    ("Enter", "asks the query; an open bracket, quote or | goes on in the next line"),
    ("Alt-Enter", "goes on in a new line"),
    ("Tab", "completes the word: stages, fields, values, words of the articles, files"),
    ("Up, Down", "earlier and later queries; in a query of several lines, a line up or down"),
    ("Page Up, Page Down", "earlier and later queries that begin like this one"),
    ("Ctrl-R", "searches the earlier queries"),
    ("Home, End", "to the start and end of the line; again, of the query"),
    ("Ctrl-Left, Ctrl-Right", "a word left or right"),
    ("Ctrl-W, Ctrl-U, Ctrl-K", "deletes the word before, to the start, to the end of the line"),
    ("Ctrl-Y", "brings back what was deleted"),
    ("Ctrl-X Ctrl-E", "edits the query in $VISUAL or $EDITOR"),
    ("Ctrl-L", "clears the screen"),
    ("Ctrl-C", "drops the line; stops a query that runs, and never leaves the shell"),
    ("Ctrl-Z", "puts the shell to sleep; `fg` wakes it"),
    ("Ctrl-D", "on an empty line: leaves"),
  ]

  /// Nothing is broken without `columns`.
  static func text(columns: Int?) -> String {
    TermList.text(keys.map { ($0.keys, $0.meaning) }, columns: columns)
      + DisplayWidth.wrapLines(
        "`bind -v` in ~/.editrc gives vi's keys; editrc(5) tells how to bind others.", columns: columns)
  }
}
