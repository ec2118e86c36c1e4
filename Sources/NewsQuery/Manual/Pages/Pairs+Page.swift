extension Pairs {
  public static let page = ManualPage(
    Pairs.self,
    """
    Which values of a column are together: in a paragraph if nothing is said, or by sentence or article; for rows that are
    articles, in the lists of a column such as `tags`. `a` is before `b` in the alphabet; a pair counts once for each sentence,
    and `articles` says in how many articles. `write net.gexf` and `write net.graphml` make a network of it for Gephi and others.

    Who speaks where is a network too, a directed one: `quotes | count by source, speaker | write voices.graphml`.
    """,
    [
      .init("* | names | where kind = \"person\" | pairs entity by sentence | head 3", "who is named together"),
      .init("tariff* | pairs tags | head 3", "tags of one article"),
      .init("* | top 3 source | pairs source", "rows that were counted"),
      .init("* | pairs tags by sentence", "articles have no sentence of their own"),
    ])
}
