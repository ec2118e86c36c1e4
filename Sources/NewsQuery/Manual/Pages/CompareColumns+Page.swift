extension CompareColumns {
  public static let page = ManualPage(
    CompareColumns.self,
    """
    The difference of two columns and their ratio, empty if the second is 0. For counts also log-likelihood against the two
    columns' totals, as in `keywords`: above 3.84 the shares differ at the level of 5 per cent.
    """,
    [
      .init(
        "* | count by section, language | pivot language (\"en\", \"fr\") | compare en vs fr | head 3", "two languages"),
      .init("* | top 3 source | compare source vs count", "only numbers"),
    ])
}
