extension Distinct {
  public static let page = ManualPage(
    Distinct.self,
    """
    The first row of each value; without a column, of each row as it is shown. `distinct text` folds articles whose
    texts are near-copies of each other and keeps the earliest.
    """,
    [
      .init("quake date:2024-04-03 | distinct text", "four reports, two texts"),
      .init("* | distinct section | select section | head 3", ""),
      .init("quake | distinct sorce", "a column that is not there"),
    ])
}
