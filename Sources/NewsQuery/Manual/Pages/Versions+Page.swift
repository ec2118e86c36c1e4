extension Versions {
  public static let page = ManualPage(
    Versions.self,
    """
    Editions of one article, those that share an id or url, in groups.
    """,
    [
      .init("quake | versions", ""),
      .init("quake | count | versions", "counted rows are not articles"),
    ])
}
