extension Chart {
  public static let page = ManualPage(
    Chart.self,
    """
    The rows drawn: bars, columns over time, or a heat strip where there are two keys. Axes begin at zero. It
    draws the column that is named; otherwise what the counting measured (`per_thousand` of `share`), or the only number. `chart | write
    trend.svg` makes a picture with title, axes and source.
    """,
    [
      .init("* | top 4 source | chart", "bars"),
      .init("date:2024 | timeline by month | chart", "over time"),
      .init("migrant* | timeline by day, source | chart", "a heat strip"),
      .init("* | top 4 source | let pct = 100 * count / sum(count) | chart pct", "a column of your own"),
      .init("* | count by language, section | pivot language | chart", "several columns"),
      .init("* | select id, words, length(headline) | chart", "which of them"),
      .init("quake | chart", "there is no number to draw"),
    ])
}
