extension Tail {
  public static let page = ManualPage(
    Tail.self,
    """
    The last rows, ten if no number is given, in the order they had: after a search the oldest articles.
    """,
    [
      .init("* | tail 3", "undated articles are last"),
      .init("* | tail three", "a number is asked for"),
    ])
}
