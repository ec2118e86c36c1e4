extension Write {
  public static let page = ManualPage(
    Write.self,
    """
    The rows into a file, whole or not at all; its ending names the format. `chart | write trend.svg` writes a picture.
    Statements of one run that write the same `.xlsx` file add sheets to it. The rows go on to the next stage.
    """,
    [
      .init("quake | select id, words | write counts.csv", ""),
      .init("quake | write counts.xyz", "the ending must name a format"),
    ])
}
