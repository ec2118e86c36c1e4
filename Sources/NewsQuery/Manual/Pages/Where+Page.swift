extension Where {
  public static let page = ManualPage(
    Where.self,
    """
    The rows for which a condition holds. A condition that cannot be known, because a value is missing, does not
    hold: neither `words > 800` nor `not words > 800` finds an article without words.

    Conditions are joined with `and`, `or`, `not`; `and` beside `or` wants parentheses.
    """,
    [
      .init("tariff* | where words > 50", "longer articles"),
      .init(
        "* | where source in (\"Reuters\", \"AP\") and month(date) = 6 | select date, source, headline",
        "values of a list"),
      .init("lagarde | sentences | where sentence ~ \"last mile\"", "words in the text of a column"),
      .init("* | where words", "a condition is asked for"),
    ])
}
