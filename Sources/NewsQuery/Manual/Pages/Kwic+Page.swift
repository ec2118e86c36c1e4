extension Kwic {
  public static let page = ManualPage(
    Kwic.self,
    """
    Each hit in its context, one a row, hits under each other: 8 words to each side if no number is given. `sort right`
    orders by the words after the hit, `sort left` by those before it, from the hit outwards. Rows can be counted and
    filtered like any others.
    """,
    [
      .init("crackdown | kwic 6 sort right", ""),
      .init("migrant* | kwic 4 sort left", ""),
      .init("migrant* | kwic | count by source", ""),
      .init("* | kwic", "there is no word to show"),
    ])
}
