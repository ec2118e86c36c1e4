extension Like {
  public static let page = ManualPage(
    Like.self,
    """
    The rows nearest to an article, which is named by its id, or to a text in quotes; the article itself is left out.
    `similarity` goes from 0 to 1; `because` has the five words that contribute most. Compared are the words of headline and
    opening, by their first letters, and the rarer they are in the archive the more they weigh; names and numbers weigh double.
    All articles of the archive say how rare a word is, whichever were searched for. In a search `like` is a word.
    """,
    [
      .init("date:2024-04 | like ap-104 3 | select similarity, because, id", "like an article"),
      .init(
        "* | like \"earthquake off Taiwan, buildings collapse in Hualien\" 2 | select similarity, id", "like a text"),
      .init("* | like ap-104 | where similarity > 0.3 | select id, similarity", "as near as one likes"),
      .init("* | like nosuch", "an id that is not there"),
      .init("* | like \"zzzz qqqq\" | select id", "a text with no word of the archive"),
      .init("* | count by source | like ap-104", "rows that were counted"),
    ])
}
