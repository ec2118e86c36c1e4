extension Dates {
  public static let page = ManualPage(
    Dates.self,
    """
    A row for each date that the text speaks of, resolved against the dateline or, without one, the article's date. `event`
    is the moment to the precision said, so that rows can be sorted and filtered by it; it is empty for lengths of time and for
    what stays vague. `type` and `value` are those of TIMEX3. Read in the article's `language`, or where it has none in the one
    its body is plainly written in.
    """,
    [
      .init("post office horizon | dates | sort event | select event, words, value", ""),
      .init("quake | dates | where event = 2024-04-03 | count by source", ""),
      .init("quake | dates | where evnt > 2024", "a column that is not there"),
    ])
}
