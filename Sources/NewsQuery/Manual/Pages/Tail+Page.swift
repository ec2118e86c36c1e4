extension Tail {
  public static let page = ManualPage(
    Tail.self,
    """
    The last rows, ten if no number is given, in the order they had: after a search the oldest articles. `tail 3
    by source` keeps the last three of each source.
    """,
    [
      .init("* | tail 3", "undated articles are last"),
      .init("quake | tail 1 by source", "the earliest of each"),
      .init("* | tail three", "a number is asked for"),
    ])
}
