extension Unpivot {
  public static let page = ManualPage(
    Unpivot.self,
    """
    The reverse of `pivot`: a row for each of the columns, with its name in a column and its value in `value`.
    """,
    [
      .init(
        "* | stats least = min(words), most = max(words) by source | head 2 | unpivot which = least, most", ""),
      .init("* | unpivot which = words, headline | head 2", "the columns must be alike"),
    ])
}
