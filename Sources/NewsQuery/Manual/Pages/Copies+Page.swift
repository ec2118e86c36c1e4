extension Copies {
  public static let page = ManualPage(
    Copies.self,
    """
    Near-identical texts in groups: who had it first, whom each credits, how much of the earliest it took and how much is its
    own. Evidence is the time, or a credit to the agency; where there is neither it is a tie. That a member is `a part of it`, or
    holds `all of it and more`, is said beside. Datelines and lines of the page (`Reporting by …`, `Read more:`) do not count.
    """,
    [
      .init("quake date:2024-04-03 | copies", ""),
      .init("quake date:2024-04-03 | copies | select place, source, credit, taken, own, evidence", ""),
      .init("quake | count | copies", "counted rows have no text"),
    ])
}
