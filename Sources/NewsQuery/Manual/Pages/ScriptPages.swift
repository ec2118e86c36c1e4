/// The pages about scripts: values, named results, statements.
enum ScriptPages {
  static let all: [ManualPage] = [
    ManualPage(
      "param", .search, "a value that a script takes", usage: "param NAME = VALUE   param NAME",
      synonyms: ["argument", "arg", "$"],
      """
      `$name` is the value, wherever a value may be: a count, a distance, a date, a time unit, a format. A default stands
      behind `=`; `--arg name=value` replaces it, in the type of the default. Without a default the argument must be given.
      `column($by)` is the column that a value names. In the name of a file that `write` makes, `$name` is filled in. A
      value is never read as a part of the query.
      """,
      [
        .init("param n = 2; quake | head $n | select id", "a number"),
        .init("param n = 10; starmer near/$n resign* | select headline", "a distance"),
        .init("param from = 2024-04-03; quake date>=$from | select id", "a date"),
        .init("param unit = \"month\"; hydrogen | timeline by $unit", "a time unit"),
        .init("param by = \"section\"; tariff* | top 3 column($by)", "a column"),
        .init("param since; date>=$since | count", "an argument that must be given"),
        .init("param by = \"words\"; quake | sort $by desc | select id", "the same value in every row sorts nothing"),
      ]),
    ManualPage(
      "result", .search, "the rows of a query under a name", usage: "let NAME = QUERY   in $NAME   not in $NAME",
      synonyms: ["in", "let name", "named"],
      """
      `let` keeps what a query found. `$name` at the start of a query is its table, to go on with. `in $name` is a search for
      its articles, or for those whose ids are in its column `id`; it goes with words and fields. `@$name` looks for the
      values of its only column, each as a phrase. A name is either a value or a result.
      """,
      [
        .init("let calls = putin trump; in $calls | select id", "the articles of a result"),
        .init("let calls = putin trump; $calls | top 2 source", "its table"),
        .init("let places = table \"outlets.csv\" | select country; @$places | count by term", "a list"),
        .init("let calls = putin trump; $calls tariff*", "articles are asked for with `in`"),
        .init("let tariffs = tariff*; steel not in $tariffs | count", "all others"),
        .init("let none = zzzz; in $none", "a result without rows"),
        .init("param calls = 1; let calls = putin", "one name for two things"),
      ]),
    ManualPage(
      "define", .search, "a search or stages under a name",
      usage: "define NAME = SEARCH   define NAME(x, n = 3) = SEARCH   define NAME(n = 10) = | STAGE …",
      synonyms: ["macro", "alias", "definition"],
      """
      `$name` is then that search, one operand in brackets of its own; `| name` is those stages. Values are given in brackets,
      numbers, dates and texts in quotes; in the search a text is looked for as if it were typed in quotes. The last values may
      have defaults. A definition uses names that are defined above it. `count by term` counts a defined search under its name;
      hits, `kwic` and scores are those of its words. `define` is wording, read where it is used; `let` keeps the rows of one
      answer. In a file a name is defined once; at the prompt a second definition replaces the first. The prompt and `-c` know
      what `config.newsq` defines, a script does not.
      """,
      [
        .init("define migration = (migra* or refugee*); $migration | count by source"),
        .init(
          "define eu = (brussels or \"european union\"); define trade = (tariff* or steel); $eu or $trade | count by term"
        ),
        .init("define about(x, n = 3) = hlead:$x or atleast/$n $x; $about(\"tariff*\", 2) | select id", "values"),
        .init("define busiest(n = 5) = | count by source | head $n; tariff* | busiest(1)", "stages"),
        .init("define dead = (kill* or dead); $dead near/s quake | select id", "in a chain"),
        .init("define border = headlin:border; $border", "a mistake is shown where it is to be mended"),
        .init("define a = $a or b", "nothing is a part of itself"),
        .init("define eu = (brussels strasbourg); $eu near/5 tariff*", "more than words joined by `or`"),
        .init("define about(x) = hlead:$x; $about | count", "a value is missing"),
      ]),
    ManualPage(
      "include", .search, "take over what another file defines", usage: "include \"FILE.newsq\"",
      """
      The file holds definitions, named results, arguments and comments; a query in it is refused. Its path begins in the folder
      of the file that includes it, and so do the paths of lists and tables in it. Each file is read once, however many files
      include it. `--safe` reads none.
      """,
      [
        .init("include \"words.newsq\"; $migration or $trade | count by term"),
        .init("include \"words.newsq\"; tariff* | busiest(1)", "stages too"),
        .init("include \"circle.newsq\"; $migration", "files that include each other"),
        .init("include \"word.newsq\"; *", "no such file"),
      ]),
    ManualPage(
      "tables", .search, "a file that is no archive, as a table", usage: "table \"FILE\" [SHEET] | …",
      synonyms: ["csv", "xlsx"],
      """
      Reads a table to go on with or to join: csv, tsv, jsonl, xlsx, SQLite. It counts only before the quoted name of such a
      file. Of a workbook or a database with several tables one is named behind the file. Columns are called as in the file; a
      column is of numbers, dates or truths if all its values are, else of texts, and `007` is a text. Files are looked for
      where lists are: beside the script, or else in the working folder. `--table outlets=FILE` on the command line names a
      table `$outlets`, also under `--safe`; `--table outlets=-` reads it from standard input.
      """,
      [
        .init("table \"outlets.csv\" | where lean is not empty | head 2"),
        .init("table \"outlets.csv\" | count by country"),
        .init(
          "let left = table \"outlets.csv\" | where lean = \"left\" | select source = outlet; * | where source in $left | count"
        ),
        .init("table \"outlts.csv\" | head 2", "a file that is not there"),
        .init("table tennis | count", "two words"),
      ]),
    ManualPage(
      "scripts", .search, "several statements, in a file or on a line", usage: "STATEMENT; STATEMENT",
      synonyms: ["script", "statement"],
      """
      A statement ends at `;`, at a blank line, or at the end of a line, unless a bracket is open, the line ends in `|`, a
      comma or an operator, or the next line begins with `|` or further in than the statement. `#` and a blank begin a
      comment. `newsq -f FILE` runs a script, `--arg name=value` gives its arguments, `--args-from FILE.csv` runs it once
      for each row of a table and gives one table, with the arguments as columns.
      """,
      [
        .init("let calls = putin trump # a comment\nin $calls | count", "two statements on two lines"),
        .init("quake\n| top 2 source", "a stage on a line of its own"),
        .init("putin trump\n  date:2020\n  | count", "a search on several lines, which are further in"),
      ]),
    ManualPage(
      "reports", .search, "a script that prints as a page", usage: "newsq -f FILE -o html|markdown|text|xlsx ARCHIVE",
      synonyms: ["report", "page"],
      """
      With `-f` and one of these formats the comments of a script are printed too. The first comment is the title, its
      further lines the introduction. `## Heading` and `### Sub` are headings. A comment that touches a query is the title of its
      answer; one with a blank line below it is a paragraph. In a comment, `- ` begins an entry of a list, and a line
      with `#` alone ends the paragraph. `# ---` is a page break on paper.

      `*em*`, `**strong**`, `` `code` `` and `[text](https://…)` are marks; a backslash makes a mark a character. HTML is text.
      `$name` becomes the value of a `param` or `--arg`; a name that is not declared is refused, unless it is code.

      Not printed: `#!`, comments behind code, comments that touch a `let` or a `param`, and these themselves. A chart is a
      picture with its numbers folded below it, in Markdown a link if `write trend.svg` follows. Quotes name speaker and
      source. What `.method` says of each answer ends the page. In a workbook each answer is a sheet, and the text is the
      last one, `About`. `scripts/weekly.newsq` is an example.
      """,
      [
        .init(
          "# The week\n# What was printed, and by whom.\n\n## Outlets\n\n# Articles by outlet\n* | top 2 source",
          "title, introduction, heading, title of the answer"),
        .init("* | count # not printed", "a comment behind code"),
      ]),
  ]
}
