import CLibrary
import NewsQuery

/// The prompt: reads statements, asks them, shows what comes.
///
///     let shell = Shell(engine: engine, options: ShellOptions())
///     exit(shell.run().rawValue)
final class Shell {
  /// What it asks. Commands change it, by `.open`.
  let engine: any QueryEngine
  let options: ShellOptions
  let history: History
  var pager: Pager

  /// The rows that the last query gave.
  var answer: (any ShellAnswer)?
  /// The row that `.open` showed last, from 1; 0 before the first.
  var openedRow = 0
  /// The format that `.mode` set; `auto` shows a wide table as records.
  var format: String?
  /// Rows shown of an answer before `.last` shows all; nil shows all.
  var rowLimit: Int? = 200
  var width = ShownWidth.terminal
  var nullValue = ""
  /// Where answers go instead of the screen.
  var redirection: Redirection?
  /// What was asked last, for `.edit`.
  private(set) var lastQuery = ""
  var isTimed = true
  /// Set by `.quit`.
  var isLeaving = false
  /// How deep scripts read each other.
  private var readDepth = 0

  private let editor: LineEditor
  let output: Int32
  private let errors: Int32

  /// A shell over `engine` on the standard streams, or on others where a test looks at them.
  init(
    engine: any QueryEngine, options: ShellOptions, input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO,
    errors: Int32 = STDERR_FILENO
  ) {
    self.engine = engine
    self.options = options
    self.output = output
    self.errors = errors
    history = History(path: options.keepsHistory ? options.historyPath ?? History.usualPath : nil)
    // With the results redirected the prompt stays with the user.
    let isRedirected = !Terminal.isTerminal(output) && Terminal.isTerminal(errors)
    editor = LineEditor(
      input: input, output: isRedirected ? errors : output, edits: options.edits, obeysUserFile: !options.isSafe)
    editor.allowsExternalEditor = !options.isSafe
    pager = Pager(input: input, output: output, isAllowed: !options.isSafe && options.pages)
    prompted = isRedirected ? errors : output
  }

  /// Where the prompt is.
  private let prompted: Int32

  /// Reads and asks until Ctrl-D or `.quit`.
  func run() -> ExitStatus {
    Signals.watchInterrupts()
    Signals.stayOnInterrupts()
    greet()
    readSettings()
    for query in history.recalled() { editor.remember(query) }
    var reader = StatementReader(editor: editor)
    reader.complete = { [unowned self] in ShellCompletion(engine: self.engine, isSafe: self.options.isSafe).complete($0)
    }
    while !isLeaving {
      switch reader.read(prompt: prompt) {
      case .interrupted: continue
      case .end: return .ran
      case .text(let text):
        if text.utf8.allSatisfy({ $0 <= 0x20 }) { continue }
        askTyped(text)
      }
    }
    return .ran
  }

  /// `reuters 21,578> `
  var prompt: Prompt {
    let count = " " + engine.articleCount.grouped
    let name = TerminalSafe.escape(engine.archiveName)
    // On a narrow terminal the room belongs to the query.
    let room = max(Terminal.size(of: prompted).columns / 3 - 2, 4)
    let shown = DisplayWidth.of(name + count) <= room ? count : ""
    let cut = DisplayWidth.cut(name, columns: max(room - DisplayWidth.of(shown), 1))
    guard options.color.isOn(for: prompted) else { return Prompt(cut + shown + "> ") }
    return Prompt(pieces: [.init(text: cut, style: "1"), .init(text: shown, style: "2"), .init(text: "> ")])
  }

  // MARK: - Asking

  /// Asks what was typed at the prompt, and keeps it in the history with how it ended.
  func askTyped(_ text: String) {
    if History.keeps(text) { editor.remember(text) }
    if text.utf8.first != 0x2E { lastQuery = text }
    let entry = history.begin(text, archive: engine.archiveName)
    let start = Clock.nanoseconds()
    let rows = ask(SourceText(text))
    history.end(entry, rows: rows, milliseconds: Int((Clock.nanoseconds() - start) / 1_000_000))
  }

  /// Asks all statements of `source`; the first that goes wrong is the last. Gives the rows of the last query, nil
  /// where something went wrong.
  @discardableResult
  func ask(_ source: SourceText) -> Int? {
    Signals.clearInterrupt()
    defer { Signals.clearInterrupt() }
    do {
      let (statements, notes) = try engine.statements(of: source)
      for note in notes { tell(note, source) }
      var rows: Int? = 0
      for statement in statements {
        if case .command(let name, let argument) = statement.kind {
          try runCommand(name, argument, statement.span)
        } else {
          rows = try runQuery(statement, source)
        }
        if isLeaving { break }
      }
      return rows
    } catch {
      tell(error, source)
      return nil
    }
  }

  private func runQuery(_ statement: Statement, _ source: SourceText) throws -> Int? {
    let start = Clock.nanoseconds()
    guard let answer = try engine.run(statement) else { return 0 }
    let nanoseconds = Clock.nanoseconds() - start
    self.answer = answer
    openedRow = 0
    for note in answer.notes { tell(note, source) }
    if try !redirect(answer, title: source.title(of: statement)) {
      try show(answer, rowLimit: rowLimit, nanoseconds: nanoseconds)
    }
    return answer.rowCount
  }

  /// Shows `answer`, at most `rowLimit` rows, and what it is.
  func show(_ answer: any ShellAnswer, rowLimit: Int?, nanoseconds: UInt64? = nil) throws {
    let screen = screen(rowLimit: rowLimit)
    var format = format
    if format == Self.automatic { format = answer.fits(screen) ? nil : "record" }
    var text = try answer.text(as: format, on: screen)
    if text.last != 0x0A, !text.isEmpty { text.append(0x0A) }
    text += footer(answer, rowLimit: rowLimit, nanoseconds: nanoseconds).utf8
    pager.show(text)
  }

  /// How the output looks now: it may have been resized.
  func screen(rowLimit: Int? = nil) -> Screen {
    let isTerminal = Terminal.isTerminal(output)
    let columns =
      switch width {
      case .terminal: isTerminal ? Terminal.size(of: output).columns : nil
      case .columns(let count): Optional(count)
      case .unlimited: Int?.none
      }
    return Screen(
      columns: columns, isTerminal: isTerminal, isColored: options.color.isOn(for: output),
      rowLimit: isTerminal ? rowLimit : nil, nullValue: nullValue)
  }

  /// What `.mode auto` sets: a table, or records if columns would be left out.
  static let automatic = "auto"

  /// `21,578 articles`
  var articleCountText: String { "\(engine.articleCount.grouped) article\(engine.articleCount == 1 ? "" : "s")" }

  /// `2 articles, 1.3 ms`; nothing on a pipe.
  private func footer(_ answer: any ShellAnswer, rowLimit: Int?, nanoseconds: UInt64?) -> String {
    guard Terminal.isTerminal(output) else { return "" }
    let count = answer.rowCount
    var text = ""
    if let rowLimit, count > rowLimit {
      let more = count - rowLimit
      text += "… \(more.grouped) more row\(more == 1 ? "" : "s"): .last shows all, .maxrows sets how many\n"
    }
    text += "\(count.grouped) \(answer.rowName)\(count == 1 ? "" : "s")"
    if isTimed, let nanoseconds { text += ", \(Self.duration(nanoseconds))" }
    return dimmed(text) + "\n"
  }

  /// `0.4 ms`, `12 ms`, `1.25 s`
  static func duration(_ nanoseconds: UInt64) -> String {
    let microseconds = Int((nanoseconds + 500) / 1_000)
    if microseconds < 10_000 { return "\(microseconds / 1_000).\(microseconds / 100 % 10) ms" }
    let milliseconds = (microseconds + 500) / 1_000
    if milliseconds < 1_000 { return "\(milliseconds) ms" }
    let hundredths = milliseconds / 10
    return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10) s"
  }

  // MARK: - Commands

  private func runCommand(_ name: String, _ argument: String, _ span: Range<Int>) throws {
    guard let command = ShellCommandCatalog.command(named: name) else {
      let begun = ShellCommandCatalog.all.filter { $0.name.hasPrefix(name.lowercased()) }.map { "." + $0.name }
      throw Diagnostic(
        begun.isEmpty ? "no command `.\(name)`" : "`.\(name)` can be \(begun.joined(separator: " or "))", at: span,
        hint: "`.help` lists the commands")
    }
    if options.isSafe, !command.isSafe { throw Diagnostic("`.\(command.name)` is refused under --safe", at: span) }
    try command.run(argument, in: self)
  }

  /// Runs the statements of a script as if they were typed; `.read` and the settings file do.
  func read(_ path: String) throws {
    guard readDepth < 16 else { throw WorldError(path: path, reason: "16 scripts read each other here") }
    readDepth += 1
    defer { readDepth -= 1 }
    ask(SourceText(try FileText.read(path), name: path, folder: NewFile.folder(of: path)))
  }

  /// Shows the article of row `number` of the last answer at its passage.
  func openRow(_ number: Int) throws {
    guard let answer else {
      throw Diagnostic(
        "no rows yet: `.open \(number)` shows an article of the last result", hint: "ask something first")
    }
    guard number >= 1, number <= answer.rowCount else {
      throw Diagnostic(
        answer.rowCount == 0
          ? "the last result has no rows" : "the last result has rows 1 to \(answer.rowCount.grouped)")
    }
    guard let reading = answer.reading(ofRow: number, on: screen()) else {
      throw Diagnostic(
        "row \(number) was counted out of many articles", hint: "`| read` after the search shows the articles")
    }
    openedRow = number
    if redirect(text: String(decoding: reading.text, as: UTF8.self)) { return }
    let (text, row) = Self.headed(reading.text, reading.passageRow, rows: Terminal.size(of: output).rows)
    pager.show(text, startingAt: row)
  }

  /// An article whose passage is further down than the first screen, with its headline again above the passage; and the row
  /// to begin at.
  static func headed(_ text: [UInt8], _ row: Int, rows: Int) -> (text: [UInt8], row: Int) {
    guard row > rows - 4 else { return (text, 0) }
    var position = 0
    for _ in 0..<row {
      guard let end = text[position...].firstIndex(of: 0x0A) else { return (text, 0) }
      position = end + 1
    }
    let headline = text.prefix { $0 != 0x0A }
    return (text[..<position] + headline + Array("\n\n".utf8) + text[position...], row)
  }

  // MARK: - Telling

  /// Prints a line or more to the output, through the pager if it does not fit.
  func say(_ text: String) {
    if redirect(text: text) { return }
    pager.show(Array((text.hasSuffix("\n") || text.isEmpty ? text : text + "\n").utf8))
  }

  /// Prints a sentence, broken between words where the terminal ends.
  func say(sentence: String) {
    say(DisplayWidth.wrapLines(sentence, columns: screen().columns))
  }

  /// Less important than what stands around it.
  func dimmed(_ text: String) -> String {
    options.color.isOn(for: output) ? "\u{1B}[2m\(text)\u{1B}[0m" : text
  }

  /// Prints a mistake, a note or trouble to the errors.
  func tell(_ error: any Error, _ source: SourceText) {
    let printer = DiagnosticPrinter(
      isColored: options.color.isOn(for: errors), columns: Terminal.size(of: errors).columns)
    let text =
      switch error {
      case let diagnostic as Diagnostic: printer.text(of: diagnostic, in: source)
      case let world as WorldError: printer.text(of: world)
      case is Interrupted: "stopped\n"
      default: preconditionFailure("an error that nobody declared: \(error)")
      }
    Terminal.write(text, to: errors)
  }

  /// Asks whether to go on; no on `q`, Ctrl-C and Ctrl-D.
  func goesOn() -> Bool {
    guard case .text(let text) = editor.readLine(prompt: Prompt("Enter goes on, q leaves: ")) else { return false }
    return !text.lowercased().hasPrefix("q")
  }

  private func readSettings() {
    guard !options.isSafe, let path = options.settingsPath, access(path, F_OK) == 0 else { return }
    do {
      try read(path)
    } catch {
      tell(error, SourceText("", name: path))
    }
  }

  private func greet() {
    if let failure = history.failure { tell(failure, SourceText("")) }
    if options.greets, history.isNew { say(Self.greeting) }
    if engine.articleCount == 0 { say("No articles are open: " + Seeds.hint + ".") }
  }

  static let greeting = """
    newsq asks news articles: a search, then stages. Ctrl-D leaves.
    Try:  putin "arms control" | select date, source, headline
    .help tells the rest, .tour shows it in ten questions, Tab completes.
    """
}
