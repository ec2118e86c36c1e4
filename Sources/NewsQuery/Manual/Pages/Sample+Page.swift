extension Sample {
  public static let page = ManualPage(
    Sample.self,
    """
    Rows by chance, but the same ones each time: those with the smallest hashes of the article's id and the seed. So a
    sample can be cited, most of it stays when articles are added, and its order is that of the table.
    `sample 20 by source` draws twenty of each source.
    """,
    [
      .init("* | sample 3 seed 7 | select id, headline", "the same three on every machine"),
      .init("quake | sample 1 by source seed 7 | select id, source", "one of each source"),
      .init("* | sample 3 sed 7", "the keyword is `seed`"),
    ])
}
