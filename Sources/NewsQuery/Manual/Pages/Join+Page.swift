extension Join {
  public static let page = ManualPage(
    Join.self,
    """
    The columns of a table beside the rows: a file in quotes (csv, tsv, jsonl, xlsx, SQLite) or a result of `let`. Left of `=` is
    an expression over the rows, right of it a column of the table; `on id` is short for `on id = id`; several are separated by
    commas.

    Every row stays, in its place, also without a partner; `matched` drops those. A row with several partners becomes several
    rows, and rows are then rows of articles, so that `count` says `articles` too. Text is compared as by `is`, without case and
    accents, but `id` and `url` exactly; a date of the table is a span; a list joins by each item. A column that both have is
    called after the table: `outlets_source`. Notes say what has no partner, and which keys the table has twice.
    The columns can be read on after `quotes`, `sentences` and other stages that make rows of an article's pieces.
    """,
    [
      .init("quake | join \"outlets.csv\" on source = outlet", "outlets and where they are"),
      .init("* | join \"outlets.csv\" on source = outlet matched | count by country", ""),
      .init(
        "let outlets = table \"outlets.csv\" | where lean is not empty; * | join $outlets on source = outlet | count by lean"
      ),
      .init("* | join \"outlets.csv\" on source = outlet | quotes | count by country", "a row for each quote"),
      .init("quake | join \"outlets.csv\" on words = outlet", "a number is no text"),
      .init("quake | join \"outlets.csv\" on source = outlt", "a column of the table"),
    ])
}
