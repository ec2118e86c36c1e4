extension Head {
  public static let page = ManualPage(
    Head.self,
    """
    The first rows, ten if no number is given. After a search that is the newest articles. `head 3 by source` keeps the first
    three of each source, in their places; a row with a list counts for each item.
    """,
    [
      .init("migrant* | head 2", "the newest two"),
      .init("migrant* | sort score desc | head 2 | select score, headline", "the best two; no more are ranked"),
      .init("* | count by section, source | head 1 by section | head 4", "the most frequent of each"),
      .init("migrant* | head -1", "numbers begin at 0"),
    ])
}
