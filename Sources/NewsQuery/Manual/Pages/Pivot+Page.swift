extension Pivot {
  public static let page = ManualPage(
    Pivot.self,
    """
    A column for each value of a column. The other keys of the counting, and columns that are not numbers, name the rows; the
    cells are what was measured, or a second column that is named. Cells without a row are 0 if rows were counted, else empty.

    Which columns there are depends on the rows. So a later stage that names one needs the values in brackets; other values are
    then left out, with a note. Two rows for one cell are refused: add them up with `stats` first.
    """,
    [
      .init("* | count by source, language | pivot language | head 4", "languages across"),
      .init(
        "* | count by year = year(date), section | pivot section (\"World\", \"Business\") | let all = World + Business",
        ""),
      .init("* | count by source, language | pivot language | sort en", "the values must be named"),
    ])
}
