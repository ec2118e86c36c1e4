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
      After `in` is a list in brackets, or a result of `let`: then the values of its column of the same name, or of its only column,
      compared as by `is` (`id` and `url` exactly).
      """,
      [
        .init("* | where source in (\"Reuters\", \"AP\") | count by source"),
        .init("let few = * | top 2 source; * | where source not in $few | top 3 source", "the values of a result"),
        .init("let few = * | count by section, source; * | where words in $few", "which of its columns"),
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
    ManualPage(
      "hits", .expression, "how often something is found in a row's text",
      usage: "hits(OPERAND)   hits()   weight(@tone.tsv)",
      synonyms: ["weight", "tone"],
      """
      `hits(…)` takes what may be right of `~`, also with a field: `hits("arms control")`, `hits(@bad.txt)`, `hits(headline:tax*)`.
      It counts in the row's own text: of an article headline, deck and body, of a sentence or a quote only that. `hits()` counts
      what the search looked for, as `kwic` shows it.

      `weight(@list)` adds up the weights behind the tab of each line of a list, 0 without a hit. Of entries that overlap only the
      longest counts, so that `not good` is not also `good`; `hits(@list)` counts the same ones. Mean tone is
      `weight(@t) / hits(@t)`, per word `weight(@t) / words`.
      """,
      [
        .init(
          "tariff* | let n = hits(), rate = round(1000 * n / words, 1) | sort rate desc | head 3 | select id, words, n, rate"
        ),
        .init("quake | select id, tone = weight(@tone.tsv), n = hits(@tone.tsv)"),
        .init("quake | sentences | let n = hits(quake or nine) | where n > 1 | select id, sentence, n"),
        .init("quake | select id, n = hits(headline:quake)"),
        .init("* | let n = hits()", "which words?"),
        .init("quake | let n = hits(strong quake)", "one thing, or either of several"),
        .init("quake | let w = weight(@companies.txt)", "a list without weights"),
      ]),
    ManualPage(
      "across-rows", .expression, "sums and neighbours, in `let`", usage: "let pct = 100 * count / sum(count) by year",
      synonyms: RowFunctions.all.map(\.name),
      """
      In `let` an aggregate of `stats` is over all rows, or over those of the row's group after `by`; every row shows it. `prev`,
      `next`, `running` and `moving` go by the order of the rows, `rank` by the values. In `stats` an aggregate makes one row.

      \(RowFunctions.all.map { "- `\($0.usage)`: \($0.summary)" }.joined(separator: "\n"))
      """,
      [
        .init("* | count by source | let part = round(count / sum(count), 2), best = max(count) - count | head 3"),
        .init("quake | sort date | let days = date - prev(date) by source | select source, date, days | head 4"),
        .init("quake | let x = rank(tags)", "a list has no rank"),
      ]),
  ]
}
