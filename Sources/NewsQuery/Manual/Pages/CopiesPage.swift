extension StagePages {
  static let copiesPage = ManualPage(
    Copies.self,
    """
    Near-identical texts in groups: who had it first, how much of the earliest each other one took and how much is its own.
    Evidence is the time, a credit to the agency, or neither: then it is a tie.
    """,
    [
      .init("quake date:2024-04-03 | copies", ""),
      .init("quake | count | copies", "counted rows have no text"),
    ])
}
