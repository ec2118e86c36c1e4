import ArgumentParser
import Glibc
import NewsQuery

/// The command line of `newsq`: options, help, man page and completions are all made from these declarations.
public struct NewsqCommand: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "newsq",
    abstract: "Ask a pile of news articles.",
    usage: "newsq [OPTIONS] [PATH…]",
    discussion: """
      PATH is an archive, a file, a folder, or - for standard input. With neither -c nor -f: the shell on a terminal; on \
      a pipe, a script is read from standard input.

      Exit status: 0 ran; 1 no rows (with -e); 2 the query or the usage is wrong; 3 an input could not be read, or had \
      more bad records than --max-bad; 4 an output failed; 130 interrupted.
      """,
    version: newsqVersion)

  @ArgumentParser.Argument(help: "An archive, a file, a folder, or - for standard input.", completion: .file())
  var paths: [String] = []

  @Option(name: [.short, .long], help: ArgumentHelp("Ask and exit; repeatable, in order.", valueName: "query"))
  var command: [String] = []

  @Option(
    name: [.customShort("f"), .customLong("file")],
    help: ArgumentHelp("Run a script and exit.", valueName: "script"), completion: .file(extensions: ["newsq"]))
  var script: [String] = []

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

  @Flag(help: "In csv, put ' before cells that a spreadsheet would take for a formula: = + - @ first.")
  var safeCells = false

  @Flag(help: "Answer for each record that is added to a JSON Lines file or comes through a pipe, as it comes.")
  var follow = false

  @Flag(
    help: ArgumentHelp(
      "Answer framed queries over standard input and output, for a program that keeps an archive open.",
      visibility: .hidden))
  var serveStdio = false

  @Option(help: ArgumentHelp("Set a script's argument: --arg since=2020-08.", valueName: "name=value"))
  var arg: [String] = []

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

  @Option(help: ArgumentHelp("The clock for relative dates: 2020-07-24, 2020-07-24T12:00Z.", valueName: "time"))
  var now: String?

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
  var color = "auto"

  @Option(help: ArgumentHelp("Threads to work on; all cores if not said.", valueName: "n"))
  var threads: Int?

  @Flag(help: "Leave the history alone: read none, keep none.")
  var noHistory = false

  @Flag(help: "Leave config.newsq unread.")
  var noConfig = false

  @Flag(help: ArgumentHelp("The page for man.", visibility: .private))
  var generateManPage = false

  public init() {}

  var options: CommandOptions {
    var options = CommandOptions()
    options.paths = paths
    options.command = command
    options.script = script
    options.output = output
    options.nul = nul
    options.newline = newline
    options.safeCells = safeCells
    options.follow = follow
    options.serveStdio = serveStdio
    options.arg = arg
    options.argsFrom = argsFrom
    options.expectRows = expectRows
    options.save = save
    options.add = add
    options.now = now
    options.safe = safe
    options.strict = strict
    options.maxBad = maxBad
    options.reject = reject
    options.report = report
    options.color = color
    options.threads = threads
    options.noHistory = noHistory
    options.noConfig = noConfig
    return options
  }

  public func run() throws {
    if generateManPage {
      Terminal.write(ManPage.text, to: STDOUT_FILENO)
      return
    }
    throw ExitCode(Invocation(options).run().rawValue)
  }
}

/// Reads the command line, does what it asks and ends the process with its exit status.
public func runNewsq() {
  if let options = CommandOptions(plain: Array(CommandLine.arguments.dropFirst())) {
    exit(Invocation(options).run().rawValue)
  }
  do {
    var command = try NewsqCommand.parseAsRoot()
    try command.run()
  } catch let code as ExitCode {
    exit(code.rawValue)
  } catch {
    // Usage mistakes, --help and --version. What was asked for is written where it can be piped on; status 2, not 64,
    // as the manual says.
    let text = NewsqCommand.fullMessage(for: error)
    let isAsked = NewsqCommand.exitCode(for: error) == .success
    Terminal.write(text + "\n", to: isAsked ? STDOUT_FILENO : STDERR_FILENO)
    exit(isAsked ? ExitStatus.ran.rawValue : ExitStatus.wrongQuery.rawValue)
  }
}
