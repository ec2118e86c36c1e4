extension Chart {
  public static let page = ManualPage(
    Chart.self,
    """
    The rows drawn: bars, columns over time, or a heat strip where there are two keys. Axes begin at zero. `chart | write
    trend.svg` makes a picture with title, axes and source.
    """,
    [
      .init("* | top 4 source | chart", "bars"),
      .init("date:2024 | timeline by month | chart", "over time"),
      .init("migrant* | timeline by day, source | chart", "a heat strip"),
      .init("quake | chart", "there is no number to draw"),
    ])
}
