extension Head {
  public static let page = ManualPage(
    Head.self,
    """
    The first rows, ten if no number is given. After a search that is the newest articles.
    """,
    [
      .init("migrant* | head 2", "the newest two"),
      .init("migrant* | sort score desc | head 2 | select score, headline", "the best two; no more are ranked"),
      .init("migrant* | head -1", "numbers begin at 0"),
    ])
}
