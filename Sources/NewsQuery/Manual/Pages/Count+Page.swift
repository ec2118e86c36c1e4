extension Count {
  public static let page = ManualPage(
    Count.self,
    """
    How many rows there are, in all or for each value. Beside `count` stand the `articles` that rows which are no
    articles come from, the different `texts` these have (near-copies are one) and their `sources`.

    The largest count is first, then by value; a group without a value is last. `count by term` has a row for each word or
    line of a list that the search asks for, in its order, also for those without an article.
    """,
    [
      .init("quake | count", "copies counted as what they are"),
      .init("migrant* | count by source", ""),
      .init("* | count by year = year(date)", "a computed value"),
      .init("@companies.txt | count by term", "a list of names, zeros too"),
      .init("quake | count by sorce", "a column that is not there"),
    ])
}
