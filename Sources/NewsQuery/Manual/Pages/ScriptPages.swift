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
        .init("param from = 2024-04; param to = 2024-05; quake date:$from..$to | select id", "both ends of a range"),
        .init("param unit = \"month\"; hydrogen | timeline by $unit", "a time unit"),
        .init("param by = \"section\"; tariff* | top 3 column($by)", "a column"),
        .init("param since; date>=$since | count", "an argument that must be given"),
        .init("param by = \"words\"; quake | sort $by desc | select id", "the same value in every row sorts nothing"),
      ]),
    ManualPage(
      "result", .search, "the rows of a query under a name", usage: "let NAME = QUERY   in $NAME   not in $NAME",
      synonyms: ["in", "let name", "named"],
      """
      `let` keeps what a query found. `in $name` is a search for its articles; it may stand beside words and fields. A
      name is either a value or a result.
      """,
      [
        .init("let calls = putin trump; in $calls | select id", "the articles of a result"),
        .init("let tariffs = tariff*; steel not in $tariffs | count", "all others"),
        .init("let none = zzzz; in $none", "a result without rows"),
        .init("param calls = 1; let calls = putin", "one name for two things"),
      ]),
    ManualPage(
      "scripts", .search, "several statements, in a file or on a line", usage: "STATEMENT; STATEMENT",
      synonyms: ["script", "statement"],
      """
      A statement ends at `;`, at a blank line, or at the end of a line, unless a bracket is open, the line ends in `|`, a
      comma or an operator, or the next line begins with `|`. `#` and a blank begin a comment. `newsq -f FILE` runs a
      script, `--arg name=value` gives its arguments, `--args-from FILE.csv` runs it once for each row of a table and
      gives one table, with the arguments as columns.
      """,
      [
        .init("let calls = putin trump # a comment\nin $calls | count", "two statements on two lines"),
        .init("quake\n| top 2 source", "a stage on a line of its own"),
      ]),
  ]
}
