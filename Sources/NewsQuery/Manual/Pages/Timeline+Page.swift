extension Timeline {
  public static let page = ManualPage(
    Timeline.self,
    """
    How many rows in each day, week, month or year, empty ones included. A date counts in its own time zone; weeks are
    those of ISO 8601 and shown as their Monday. The span is what the search asks for with `date`, otherwise from the first
    row to the last; rows without a date that exact are the last row.

    With a column there is a row for each of its ten most frequent values and `other`.

    `timeline share by month` divides each count by the articles that the archive has in that month, under the same conditions
    as `share`, and shows them per thousand; empty if there are none.
    """,
    [
      .init("\"heat pump*\" | timeline by week", ""),
      .init("migrant* date:2024-06-10..2024-06-14 | timeline by day", "the days asked for"),
      .init("quake | timeline by day, source", "two keys"),
      .init("quake date:2024 | timeline share by month", "how much of each month's news"),
      .init("quake date:2024-04 | timeline share by week, source | head 4", ""),
      .init("quake | timeline by month share", "what is measured comes before `by`"),
      .init("quake | timeline by hour", "day, week, month or year"),
    ])
}
