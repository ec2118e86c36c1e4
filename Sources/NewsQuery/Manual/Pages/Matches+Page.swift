extension Matches {
  public static let page = ManualPage(
    Matches.self,
    """
    A row for each match of a pattern in headline, deck and body, or in the one that is named: `match`, and a column for each
    named group, written `(?<n>…)` or `(?P<n>…)`. Groups are texts; `number(n)` and `date(d)` turn them, empty where they
    cannot. A pattern sees the text of one field as it is printed. All matches of another column as a list are
    `matches(url, /…/)`.
    """,
    [
      .init("quake | matches /(?<n>\\w+) (?<what>dead|people)/i | select id, match, n, what", ""),
      .init(
        "* | matches /(?<n>[\\d,]+) (?<what>homes|jobs)/ | let n = number(n) | stats sum(n) by what",
        "numbers of groups"),
      .init("quake | matches", "which pattern?"),
      .init("quake | matches /x/ url", "another column"),
    ])
}
