extension Diff {
  public static let page = ManualPage(
    Diff.self,
    """
    What each member of a group lacks and adds against the earliest, sentence by sentence; or, with two ids, one article
    against another.
    """,
    [
      .init("\"cash for access\" | copies | diff", ""),
      .init("quake | diff ap-104 r-105 | head 4", ""),
      .init("quake | diff ap-104 nosuch", "an id that is not there"),
    ])
}
