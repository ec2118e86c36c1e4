extension First {
  public static let page = ManualPage(
    First.self,
    """
    After `copies` or `versions`: the earliest of each group.
    """,
    [
      .init("\"cash for access\" | copies | first", ""),
      .init("quake | first", "there are no groups"),
    ])
}
