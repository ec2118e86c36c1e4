extension Let {
  public static let page = ManualPage(
    Let.self,
    """
    Further columns, computed from the others; a later one may use an earlier one.
    """,
    [
      .init("quake | let k = words / 100, rounded = round(k, 1) | select source, k, rounded", ""),
      .init("quake | let words > 100", "it needs a name"),
    ])
}
