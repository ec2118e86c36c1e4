/// The pages about expressions.
enum ExpressionPages {
  static let all: [ManualPage] = [
    ManualPage(
      "comparing", .expression, "numbers, dates and texts", usage: "= != < <= > >=", synonyms: ["<", ">", "!="],
      """
      A literal takes the type of the column. Text is equal exactly, ordered by its folded form. A written date is a span: `=` is within it, `<` before its start, `>` after its end. A comparison with null is null.
      """,
      [
        .init("* | where date = 2024-01 | count"),
        .init("* | where words >= 100 | select words, source"),
        .init("* | where words > \"many\" | count", "no number"),
        .init("* | where section = null", "nothing is equal to null"),
      ]),
    ManualPage(
      "matches", .expression, "words in a text", usage: "body ~ putin   speaker ~ (putin or lavrov)   url !~ /x/",
      synonyms: ["~", "!~"],
      """
      Right of it stands a search operand.
      """,
      [
        .init("* | where headline ~ \"heat pump*\" | select headline"),
        .init("* | where tags !~ trade and headline ~ tariff* | count"),
        .init("* | where words ~ 5 | count", "words are looked for in text"),
      ]),
    ManualPage(
      "in", .expression, "one of some values", usage: "source in (\"Reuters\", \"AP\")", synonyms: ["not-in"],
      """

      """,
      [
        .init("* | where source in (\"Reuters\", \"AP\") | count by source"),
        .init("* | where words in (\"long\") | count", "no number"),
      ]),
    ManualPage(
      "is-empty", .expression, "nothing there", usage: "deck is empty", synonyms: ["null"],
      """
      Null, an empty text or a list without items.
      """,
      [
        .init("* | where date is empty | select headline"),
        .init("* | where byline is empty | count"),
        .init("* | where is empty", "of what?"),
      ]),
    ManualPage(
      "arithmetic", .expression, "sums", usage: "+ - * /   ++", synonyms: ["+", "++"],
      """
      `++` joins texts. A date and a duration make a date, two dates the days between them. Null stays null; nothing is divided by zero.
      """,
      [
        .init("quake | select source, k = words / 100, line = source ++ \": \" ++ id"),
        .init("quake | where date > 2024-04-10 - 7d | count"),
        .init("quake | select x = source + 1", "texts are not added"),
      ]),
  ]
}
