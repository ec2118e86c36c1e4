extension Names {
  public static let page = ManualPage(
    Names.self,
    """
    A row for each name of a person, an organisation or a place. `name` is the fullest form that the article gives, so that
    `Smith` counts as `Jane Smith`; `words` is what stands there. `kind` is told by titles, roles, given names, the ends of
    companies' and institutions' names, what stands beside, and a small list of places; it is empty where nothing tells. Names are
    found by their capitals: scripts without them give no rows, and German, where every noun has one, only proven names.
    """,
    [
      .init("lagarde | names | select name, kind, words", ""),
      .init("* | names | where kind = \"person\" | count by name | head 5", ""),
      .init("* | names | where name ~ lund | count by source", ""),
      .init("* | names | where sort = \"person\"", "a column that is not there"),
    ])
}
