import ArgumentParser
import NewsQuery

/// The options of the command line. Options, help, man page and completions are all made from these declarations.
///
/// Each is false, nil or empty if it is not given; `CommandOptions` counts on that.
struct ParsedOptions: ParsableArguments {
  @ArgumentParser.Argument(help: "An archive, a file, a folder, or - for standard input.", completion: .file())
  var paths: [String] = []

  // A query may begin with a minus: `-steel`.
  @Option(
    name: [.short, .long], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Ask and exit; repeatable, in order.", valueName: "query"))
  var command: [String] = []

  @Option(
    name: [.customShort("f"), .customLong("file")],
    help: ArgumentHelp("Run a script and exit.", valueName: "script"), completion: .file(extensions: ["newsq"]))
  var script: [String] = []

  @Option(
    name: .customLong("import"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Say a query of SQL, Splunk, Kusto, Lucene, Factiva, Nexis or jq in newsq, and exit.", valueName: "string"))
  var imported: [String] = []

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "Output format: \(FormatCatalog.all.map { $0.name }.joined(separator: ", ")).", valueName: "format"),
    completion: .list(FormatCatalog.all.map { $0.name }))
  var output: String?

  @Flag(
    name: .customShort("0"),
    help: "End each row of tsv, csv and jsonl with a NUL, for xargs -0: no header, line ends in texts as they are.")
  var nul = false

  @Option(
    help: ArgumentHelp("What ends a row of tsv, csv and jsonl: lf or crlf.", valueName: "end"),
    completion: .list(["lf", "crlf"]))
  var newline: String?

  @Flag(help: "Begin csv and tsv with a byte order mark, by which Excel knows UTF-8.")
  var bom = false

  @Flag(help: "In csv, put ' before cells that a spreadsheet would take for a formula: = + - @ first.")
  var safeCells = false

  @Flag(help: "Answer for each record that is added to a JSON Lines file or comes through a pipe, as it comes.")
  var follow = false

  @Flag(help: "Answer framed queries over standard input and output, for a program that keeps an archive open.")
  var serveStdio = false

  @Option(help: ArgumentHelp("Set a script's argument: --arg since=2020-08.", valueName: "name=value"))
  var arg: [String] = []

  @Option(
    name: .customLong("table"),
    help: ArgumentHelp(
      "Name a table for the queries: --table outlets=outlets.csv; - is standard input. Repeatable.",
      valueName: "name=file"),
    completion: .file())
  var tables: [String] = []

  @Option(
    help: ArgumentHelp("Run the script once a row of a CSV file; its header names the arguments.", valueName: "csv"),
    completion: .file(extensions: ["csv"]))
  var argsFrom: String?

  @Flag(name: .customShort("e"), help: "Exit 1 where the last statement gave no row.")
  var expectRows = false

  @Option(help: ArgumentHelp("Keep what was loaded as an archive file.", valueName: "file"), completion: .file())
  var save: String?

  @Option(
    help: ArgumentHelp(
      "Add articles to the archive that PATH names; repeatable. An id that is known is a new edition.",
      valueName: "path"),
    completion: .file())
  var add: [String] = []

  @Option(
    help: ArgumentHelp(
      "Columns of tables without a header: date,source,headline,body; or one of: "
        + "\(TableColumns.presets.map { $0.name }.joined(separator: ", ")).", valueName: "names"))
  var columns: String?

  @Option(
    help: ArgumentHelp("How 7/8/2020 is meant: dmy (day first) or mdy (month first).", valueName: "order"),
    completion: .list(["dmy", "mdy"]))
  var dates: String?

  @Option(
    help: ArgumentHelp(
      "Remove the articles that a search finds from the archive that PATH names.", valueName: "search"))
  var remove: String?

  @Flag(help: "Write the archive that PATH names anew: one part, without what is dead.")
  var compact = false

  @Flag(help: "With --add, --remove and --compact: exit 4 if another newsq is changing the archive.")
  var noWait = false

  @Option(
    help: ArgumentHelp(
      "Memory that reading may take, as 2G or 500M; half of what there is if not said. More articles go into a file.",
      valueName: "size"))
  var memory: String?

  @Option(help: ArgumentHelp("The clock for relative dates: 2020-07-24, 2020-07-24T12:00Z.", valueName: "time"))
  var now: String?

  @Option(
    help: ArgumentHelp(
      "Count days, weeks, months and years in one zone, as Europe/Paris; each article's own if not said.",
      valueName: "zone"))
  var timeZone: String?

  @Flag(help: "Read the named articles and nothing else: no writing, no other file, no pager, no editor.")
  var safe = false

  @Flag(help: "Warnings are errors.")
  var strict = false

  @Option(help: ArgumentHelp("Exit 3 where more records than this are bad.", valueName: "n"))
  var maxBad: Int?

  @Option(
    help: ArgumentHelp("Keep the records that are left out, as they came.", valueName: "file"), completion: .file())
  var reject: String?

  @Flag(help: "Say what came of each input: articles, fields, dates, what was skipped and why.")
  var report = false

  @Option(
    help: ArgumentHelp("Colour: auto, always or never.", valueName: "when"),
    completion: .list(["auto", "always", "never"]))
  var color: String?

  @Option(help: ArgumentHelp("Threads to work on; all cores if not said.", valueName: "n"))
  var threads: Int?

  @Flag(help: "Leave the history alone: read none, keep none.")
  var noHistory = false

  @Flag(help: "Leave config.newsq unread.")
  var noConfig = false

  init() {}
}
