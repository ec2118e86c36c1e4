extension Dates {
  public static let page = ManualPage(
    Dates.self,
    """
    A row for each date that the text speaks of, resolved against the dateline or, without one, the article's date. `event`
    is the moment to the precision said, so that rows can be sorted and filtered by it; it is empty for lengths of time and for
    what stays vague. `type` and `value` are those of TIMEX3. What is said once counts for both: `18 to 21 June` and
    `January to April 2015` are two rows each.

    Read in the article's `language`, or if it has none in the one its body is plainly written in: English in full; German,
    French, Spanish, Italian, Portuguese, Dutch, Russian, Chinese and Japanese in the forms that news uses most. A note says how
    many articles are in other languages, of which only days with the name of a month are read.
    """,
    [
      .init("post office horizon | dates | sort event | select event, words, value", ""),
      .init("quake | dates | where event = 2024-04-03 | count by source", ""),
      .init("quake | dates | where evnt > 2024", "a column that is not there"),
    ])
}
