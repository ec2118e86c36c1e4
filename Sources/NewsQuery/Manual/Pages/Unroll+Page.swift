extension Unroll {
  public static let page = ManualPage(
    Unroll.self,
    """
    A row for each item of a list. A row whose list is empty stays, without a value.
    """,
    [
      .init("quake | unroll tags | select source, tags", ""),
      .init("quake | unroll source", "only lists have items"),
    ])
}
