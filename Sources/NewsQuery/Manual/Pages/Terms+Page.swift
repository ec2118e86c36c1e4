extension Terms {
  public static let page = ManualPage(
    Terms.self,
    """
    The most frequent words of the rows, 50 if no number is given, and how many articles have them. Case and accents do not count.
    `without` leaves words out before the first are taken: `without @stop.txt`, `without (the or of)`, `without $names`.

    Text that an outlet repeats on many pages, such as `Sign up for our newsletter`, is left out by all stages that count words,
    and a note says how much. It is a paragraph that stands in five or more articles of one outlet, no two of which have half of
    their other paragraphs in common, so that neither a story of an agency in many outlets nor one in many versions is meant. `with
    boilerplate` counts it. An archive file keeps what is needed to tell it; otherwise all articles must be read.
    """,
    [
      .init("migrant* | terms 4", ""),
      .init("migrant* | terms 4 without @stop.txt", "no stop words"),
      .init("quake | terms without stop.txt", "a list is written with its `@`"),
      .init("quake | terms 2 with boilerplate", "also what stands on many pages"),
      .init("quake | terms with pages", "nothing else follows `with`"),
      .init("quake | count | terms", "counted rows have no text"),
    ])
}
