extension Let {
  public static let page = ManualPage(
    Let.self,
    """
    Further columns, computed from the others; a later one may use an earlier one.

    An aggregate of `stats` is over all rows, or over those of the row's group after `by`: `let pct = 100 * count / sum(count)`.
    Functions of the order of rows: `prev(x)` and `next(x)` are the value one row before and after, `prev(x, 7)` seven;
    `running(x)` is the sum so far; `moving(x, n)` the mean of the row and the n - 1 before it, empty until there are so many;
    `rank(x)` 1 for the greatest, equal ones share it. Empty values stay empty.
    """,
    [
      .init("quake | let k = words / 100, rounded = round(k, 1) | select source, k, rounded", ""),
      .init(
        "* | top 3 source | let pct = round(100 * count / sum(count), 1), before = prev(count)",
        "shares of the rows shown"),
      .init(
        "* | count by year = year(date), source | let place = rank(count) by year | where place <= 2 | sort year desc",
        ""),
      .init(
        "date:2024 | timeline by month | let mean = moving(count, 2), change = count - prev(count), all = running(count)",
        ""),
      .init("* | where rank(words) <= 3", "a condition is about one row"),
      .init("quake | let words > 100", "it needs a name"),
    ])
}
