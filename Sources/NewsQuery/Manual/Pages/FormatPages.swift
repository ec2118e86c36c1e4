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
      Tabs, line ends and backslashes in a cell are `\\t`, `\\n`, `\\r`, `\\\\`. `-0` on the command line ends rows with a NUL
      instead, leaves the header out and the cells as they are: for `xargs -0`.
      """,
      [
        .init("quake | select id, source, words | as tsv")
      ]),
    ManualPage(
      "csv", .format, "comma-separated with a header line, as RFC 4180 has it", usage: "as csv", synonyms: [],
      """
      Lines end with CR LF; `--newline lf` on the command line ends them with LF. `--safe-cells` puts `'` before cells that
      begin with `=`, `+`, `-` or `@`, which a spreadsheet would take for a formula. It must be asked for, because it changes the
      text: `-5` and `@name` would come back as something else wherever no spreadsheet is involved. `--bom` begins the file
      with a byte order mark, without which Excel takes its letters for those of Windows; tsv has it too. `xlsx` needs
      neither.
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
      A chart is drawn in a fenced block. With `-f` the comments of the script are printed too: see `reports`.
      """,
      [
        .init("quake | select id, source, words | as markdown")
      ]),
    ManualPage(
      "html", .format, "a web page with the table", usage: "as html", synonyms: [],
      """
      One file that loads nothing, for screens and paper, light and dark. A chart is a picture with a description in words and
      its numbers below. With `-f` the comments of the script are printed too: see `reports`.
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
    ManualPage(
      "ninjs", .format, "the articles as IPTC ninjs 3.1, an item a line", usage: "as ninjs", synonyms: [],
      """
      Each item is valid against the schema of ninjs 3.1. Values that ninjs has no property for are kept under `altIds`, so that an
      article that is read again is the same one. Rows that were made from articles stand for these; counted rows are no
      articles.
      """,
      [
        .init("quake | head 1 | as ninjs"), .init("quake | count | as ninjs", "counted rows"),
      ]),
    ManualPage(
      "sqlite", .format, "a SQLite database, for `write`", usage: "write out.db", synonyms: [],
      """
      Articles are the table `articles` with all their fields. Other rows are the table `rows`, whose column `article` says from
      which row of `articles` they were made. Dates are text, lists JSON arrays, truths 0 and 1. On a pipe, `-o sqlite` gives
      the bytes of the file.
      """,
      [
        .init("quake | select id, words | write quakes.db"), .init("quake | quotes | write quotes.sqlite"),
      ]),
    ManualPage(
      "xlsx", .format, "an Excel workbook, for `write`", usage: "write book.xlsx", synonyms: ["excel", "workbook"],
      """
      Numbers are numbers, dates are dates in the zone in which they were written, and text is text, also if it begins with
      `=`. Statements of one run that write the same file add sheets, named after the comment above the query or else
      after the query; the file appears when the run ends. `-o xlsx` makes a sheet of each answer.

      Excel holds less than an archive. Whole numbers beyond 2^53 and dates before March 1900 become text, characters that
      XML does not know become �, and a text is cut at 32,767 characters; each is said. A sheet has 1,048,576 rows; more are
      refused.
      """,
      [
        .init("quake | select id, words | write quakes.xlsx"),
        .init("quake | count by source | write quakes.xls", "another ending"),
      ]),
    ManualPage(
      "gexf", .format, "a network for Gephi", usage: "as gexf   write net.gexf",
      """
      The first two columns that are not numbers are source and target, the number behind them is the weight. The network of
      `pairs` is undirected, any other directed. Rows without a source or a target are left out.
      """,
      [
        .init("* | names | where kind = \"person\" | pairs entity by sentence | head 1 | as gexf"),
        .init("* | top 3 source | as gexf", "two columns and a number"),
      ]),
    ManualPage(
      "graphml", .format, "a network for igraph, networkx and yEd", usage: "as graphml   write net.graphml",
      """
      The same network as `gexf`, in GraphML.
      """,
      [
        .init("quake | quotes | where speaker is not empty | count by source, speaker | head 2 | as graphml")
      ]),
    ManualPage(
      "ris", .format, "references for Zotero, EndNote, Citavi, Mendeley", usage: "as ris   write refs.ris",
      """
      A reference for each article, once, whatever its rows: `TY  - NEWS`, headline, authors, outlet, date, section, tags, address.
      Lines end with CR LF.
      """,
      [
        .init("quake source:reuters | as ris"),
        .init("* | top 3 source | as ris", "rows that were counted are no references"),
      ]),
    ManualPage(
      "bibtex", .format, "references for LaTeX", usage: "as bibtex   write refs.bib", synonyms: ["bib", "biblatex"],
      """
      The same as BibTeX with the field names of biblatex. Names of authors and headlines are in braces of their own, so that
      they are neither turned round nor put into small letters.
      """,
      [
        .init("quake source:reuters | as bibtex")
      ]),
  ]
}
