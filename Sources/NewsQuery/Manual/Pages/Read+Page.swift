extension Read {
  public static let page = ManualPage(
    Read.self,
    """
    The articles in full, hits marked; with a number so many of them.
    """,
    [
      .init("cash for access source:telegraph | read", ""),
      .init("quake | count | read", "counted rows are not articles"),
    ])
}
