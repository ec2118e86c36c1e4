extension Names {
  public static let page = ManualPage(
    Names.self,
    """
    A row for each name of a person, an organisation or a place. `name` is the fullest form that the article gives, so that
    `Smith` counts as `Jane Smith`; `words` is what stands there. `entity` is the form of the whole archive: names equal but for
    capitals and dots, the names of a country, a company with and without its legal form, initials that an article has beside
    the full name, an institution with and without its country, a middle initial more or less, and a bare surname that nearly always means one person. Whatever is not
    sure stays apart: forms whose initials differ, `Jr.` and `Sr.`, `Smith administration` and Smith. `entity` reads the names of all
    articles, once.

    `kind` is told by titles, roles, given names, the ends of companies' and institutions' names, what stands beside, and a
    small list of places; it is empty if nothing tells. Headline, deck and body are read together: a name that only the body proves
    is found in the headline too. Names are found by their capitals: scripts without them give no rows.
    German gives every noun a capital; there lists of nouns and the words before tell the names.
    """,
    [
      .init("lagarde | names | select name, kind, words", ""),
      .init("* | names | where kind = \"person\" | count by name | head 5", ""),
      .init("* | names | count by entity | head 5", ""),
      .init("* | names | where name ~ lund | count by source", ""),
      .init("* | names | where sort = \"person\"", "a column that is not there"),
    ])
}
