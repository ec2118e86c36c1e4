extension Sort {
  public static let page = ManualPage(
    Sort.self,
    """
    Rows in order of one column or several, `desc` for downwards. Text goes by its folded form (case and accents do not
    count), dates by the moment; rows that are equal stay as they were. Empty values stand last, up or down.
    """,
    [
      .init("quake | sort words | select words, source", ""),
      .init("* | sort source, date desc | select source, date | head 4", "two columns"),
      .init("quake | sort wrds", "a column that is not there"),
    ])
}
