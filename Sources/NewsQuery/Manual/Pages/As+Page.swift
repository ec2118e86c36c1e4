extension As {
  public static let page = ManualPage(
    As.self,
    """
    How the rows are written, whatever the command line says.
    """,
    [
      .init("quake | select id, words | as csv", ""),
      .init("quake | select id, words | as jsonl", ""),
      .init("quake | as cvs", "a format that is not there"),
    ])
}
