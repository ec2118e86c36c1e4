/// The pages about output formats.
enum FormatPages {
  static let all: [ManualPage] = [
    ManualPage(
      "table", .format, "aligned columns, fitted to the terminal", usage: "as table", synonyms: [],
      """
      Numbers stand to the right. On a terminal long texts are cut; in a file or pipe nothing is.
      """,
      [
        .init("quake | select id, source, words | as table")
      ]),
    ManualPage(
      "tsv", .format, "tab-separated with a header line", usage: "as tsv", synonyms: [],
      """
      Tabs, line ends and backslashes in a cell are `\\t`, `\\n`, `\\r`, `\\\\`.
      """,
      [
        .init("quake | select id, source, words | as tsv")
      ]),
    ManualPage(
      "csv", .format, "comma-separated with a header line, as RFC 4180 has it", usage: "as csv", synonyms: [],
      """
      Lines end with CR LF.
      """,
      [
        .init("quake | select id, source, words | as csv")
      ]),
    ManualPage(
      "jsonl", .format, "JSON Lines: an object a row", usage: "as jsonl", synonyms: [],
      """
      Numbers are numbers, lists arrays, what is missing null.
      """,
      [
        .init("quake | select id, source, words | as jsonl")
      ]),
    ManualPage(
      "json", .format, "a JSON array of objects", usage: "as json", synonyms: [],
      """

      """,
      [
        .init("quake | select id, source, words | as json")
      ]),
    ManualPage(
      "record", .format, "one block a row, a line for each column", usage: "as record", synonyms: [],
      """

      """,
      [
        .init("quake | select id, source, words | as record")
      ]),
    ManualPage(
      "markdown", .format, "a Markdown table", usage: "as markdown", synonyms: [],
      """

      """,
      [
        .init("quake | select id, source, words | as markdown")
      ]),
    ManualPage(
      "html", .format, "a web page with the table", usage: "as html", synonyms: [],
      """

      """,
      [
        .init("quake | select id, source, words | as html")
      ]),
    ManualPage(
      "text", .format, "the articles in full as plain text", usage: "as text", synonyms: [],
      """

      """,
      [
        .init("quake | select id, source, words | as text")
      ]),
  ]
}
