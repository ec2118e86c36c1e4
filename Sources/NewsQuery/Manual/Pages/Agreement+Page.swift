extension Agreement {
  public static let page = ManualPage(
    Agreement.self,
    """
    How far coders agree; each coder is a column, each row what they coded. `coded` is the number of rows that at least two
    coded, `percent` how often two codes of a row are alike, `kappa` is Cohen's (1960), of two coders, `alpha` Krippendorff's
    (2004), of any number and with gaps. Codes are names; `ordinal` and `interval` take numbers and count how far codes are
    apart. Kappa and alpha are 1 if all agree and 0 if they agree as by chance; empty if only one code was given.
    """,
    [
      .init("table \"coded.csv\" | agreement anna, ben", "two coders"),
      .init("table \"coded.csv\" | agreement interval tone_anna, tone_ben", "codes that are numbers"),
      .init("table \"coded.csv\" | agreement anna", "one agrees with nobody"),
    ])
}
