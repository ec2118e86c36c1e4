import CLibrary
import NewsQuery

/// What an invocation asks, before any article is read: the queries, their arguments, the clock.
///
///     let questions = try invocation.questions()
struct Questions {
  /// A text with queries, and the folder that its paths are relative to.
  typealias Source = (SourceText, folder: String?)

  var sources: [Source]
  /// The places in `sources` of the files of `-f` and of a script on standard input.
  var scripts: Range<Int> = 0..<0
  /// The arguments of each run of the sources.
  var arguments: [[String: String]]
  /// What `--arg` names.
  var givenNames: [String] = []
  /// What the header of `--args-from` names; nil without it.
  var argumentRows: (names: [String], count: Int)?
  /// Where the articles are: the paths of the command line, or standard input.
  var paths: [String]
  /// Whether a source is a script, whose comments a report prints.
  func isScript(_ source: Int) -> Bool { scripts.contains(source) }
  /// Whether neither a path nor standard input gives articles.
  var hasNoArticles: Bool { paths.isEmpty }
  var clock: NewsDate
  /// The zone of days, weeks, months and years; nil for each article's own.
  var zone: ZoneRules?
  /// Tables that the command line names.
  var tables: [GivenTable] = []
  /// Everything that is read, so that nothing is written over it.
  let inputs = InputFiles()
  /// Whether the user types the queries.
  var isForShell: Bool
}

extension Invocation {
  /// Whether the command line itself has queries.
  var isAsked: Bool { !options.command.isEmpty || !options.script.isEmpty || !options.imported.isEmpty }

  /// Throws `UsageMistake` if an option has a value that it does not take.
  func checkChoices() throws(UsageMistake) {
    if ColorChoice(rawValue: options.color) == nil {
      throw UsageMistake("--color takes auto, always or never, not `\(options.color)`")
    }
    if let name = options.output, FormatCatalog.format(named: name) == nil {
      let names = FormatCatalog.all.map { $0.name }.joined(separator: ", ")
      throw UsageMistake("there is no output format `\(name)`; there are: \(names)")
    }
    if options.safe {
      let writing = [
        ("--reject", options.reject != nil), ("--save", options.save != nil), ("--add", !options.add.isEmpty),
        ("--remove", options.remove != nil), ("--compact", options.compact),
      ]
      if let option = writing.first(where: \.1) { throw UsageMistake("--safe writes no file, and \(option.0) does") }
    }
  }

  /// Everything that is asked; reads scripts, and standard input when the queries come from there.
  func questions() throws -> Questions {
    try checkPaths()
    let given = try givenArguments()
    let tables = try givenTables()
    let zone = try zone()
    let clock = try clock()
    var sources: [Questions.Source] = []
    for (index, text) in options.command.enumerated() {
      let name = options.command.count > 1 ? "query \(index + 1)" : "query"
      sources.append((try SourceText(utf8: FileName.bytes(of: text), name: name), nil))
    }
    for text in options.imported {
      let line = text.split(separator: "\n").joined(separator: " ")
      sources.append((try SourceText(utf8: FileName.bytes(of: ".import \(line)"), name: "import"), nil))
    }
    let scriptStart = sources.count
    for path in options.script { sources.append(try script(path)) }
    let isTerminal = Terminal.isTerminal(STDIN_FILENO)
    let isForShell = !isAsked && isTerminal && !options.report && !keeps
    if !isAsked, !isTerminal, !options.paths.contains("-"), !keeps, !options.follow {
      sources.append((try SourceText(utf8: World.readInput(), name: "standard input"), nil))
    }
    var questions = Questions(
      sources: sources, arguments: [given], givenNames: given.keys.sorted(), paths: options.paths, clock: clock,
      isForShell: isForShell)
    questions.tables = tables
    questions.zone = zone
    questions.scripts = scriptStart..<sources.count
    if let path = options.argsFrom, !options.follow { try readArgumentSets(path, given, &questions) }
    if isAsked, options.paths.isEmpty, !keeps, !options.follow, !options.script.contains("-"), !tableIsInput,
      Self.hasInput()
    {
      questions.paths = ["-"]
      waitForInput()
    }
    questions.inputs.set(
      questions.paths + options.add + options.script + [options.argsFrom].compactMap { $0 } + tablePaths.map(\.path))
    return questions
  }

  /// Whether the command line has an archive written.
  var keeps: Bool { options.save != nil || !options.add.isEmpty || options.remove != nil || options.compact }

  /// Throws `UsageMistake` if a path can only be a query, or if nothing is asked.
  private func checkPaths() throws(UsageMistake) {
    if options.paths.contains("-"), options.script.contains("-") {
      throw UsageMistake("standard input cannot be both the script (-f -) and the articles (-)")
    }
    if isAsked { return }
    for path in options.paths where path != "-" && FileIdentity(path) == nil {
      guard path.utf8.contains(where: { [0x20, 0x7C, 0x22, 0x2A, 0x28].contains($0) }) else { continue }
      let others = options.paths.filter { $0 != path }.map(Self.quoted).joined(separator: " ")
      throw UsageMistake(
        "there is no file `\(path)`; a query goes after -c: newsq -c \(Self.quoted(path)) \(others.isEmpty ? "PATH" : others)"
      )
    }
    if options.paths.contains("-"), !keeps, !options.report, !options.follow {
      throw UsageMistake(
        "nothing is asked of standard input: -c QUERY asks; without - a script is read from standard input")
    }
  }

  /// As a shell takes it.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || [0x2D, 0x2E, 0x2F, 0x5F].contains($0)
    }
    return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }

  /// Whether standard input can hold articles: a pipe, a socket or a file, not a terminal or `/dev/null`.
  private static func hasInput() -> Bool {
    var status = stat()
    guard fstat(STDIN_FILENO, &status) == 0 else { return false }
    return [S_IFIFO, S_IFSOCK, S_IFREG].contains(status.st_mode & S_IFMT)
  }

  /// Says that the articles come from standard input, after a second that it waits for them.
  private func waitForInput() {
    var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    if poll(&descriptor, 1, 1_000) == 0 {
      complain(
        "note: waiting for articles on standard input; name a file, a folder or an archive after the query to read that\n"
      )
    } else {
      complain("note: no PATH, so the articles are read from standard input\n")
    }
  }

  private func givenArguments() throws(UsageMistake) -> [String: String] {
    var arguments: [String: String] = [:]
    for argument in options.arg {
      guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
        throw UsageMistake("--arg takes NAME=VALUE, not `\(argument)`")
      }
      let name = String(argument[..<equals])
      if arguments.updateValue(String(argument[argument.index(after: equals)...]), forKey: name) != nil {
        throw UsageMistake("--arg sets `\(name)` twice")
      }
    }
    return arguments
  }

  /// Names and paths of `--table`.
  private var tablePaths: [(name: String, path: String)] {
    options.tables.map { option in
      let equals = option.firstIndex(of: "=") ?? option.endIndex
      return (String(option[..<equals]), String(option[equals...].dropFirst()))
    }
  }

  private var tableIsInput: Bool { tablePaths.contains { $0.path == "-" } }

  /// What `--table` names, read now: also under `--safe`, because who runs the query hands it in.
  func givenTables() throws -> [GivenTable] {
    var seen: Set<String> = []
    for (option, table) in zip(options.tables, tablePaths) {
      guard !table.path.isEmpty, Self.isName(table.name) else {
        throw UsageMistake("--table takes NAME=FILE, not `\(option)`")
      }
      guard seen.insert(table.name).inserted else { throw UsageMistake("--table names `\(table.name)` twice") }
      if table.path == "-" {
        guard !options.paths.contains("-"), !options.script.contains("-"), options.argsFrom != "-" else {
          throw UsageMistake("standard input is the table `\(table.name)`, and cannot be something else too")
        }
        if !isAsked { throw UsageMistake("standard input is the table `\(table.name)`: -c QUERY or -f SCRIPT asks") }
      }
    }
    if tablePaths.count(where: { $0.path == "-" }) > 1 { throw UsageMistake("--table reads standard input once") }
    return try tablePaths.map { table in
      let isInput = table.path == "-"
      let bytes = try isInput ? World.readInput(limit: World.fileLimit) : World.readFile(table.path, in: nil)
      return try GivenTable(table.name, bytes: bytes, path: isInput ? nil : table.path)
    }
  }

  /// Whether a text is a plain name, as it can stand after `$`.
  private static func isName(_ text: String) -> Bool {
    let isLetter = { (byte: UInt8) in byte == 0x5F || (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80 }
    guard let first = text.utf8.first, isLetter(first) else { return false }
    return text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
  }

  /// What `--time-zone` names.
  func zone() throws -> ZoneRules? { try options.timeZone.map { try TimeZoneFiles.zone($0) } }

  func clock() throws -> NewsDate {
    guard let text = options.now else { return World.now }
    guard let date = NewsDate(iso: text) else {
      throw UsageMistake("--now takes a time like 2020-07-24 or 2020-07-24T12:00Z, not `\(text)`")
    }
    return date
  }

  private func script(_ path: String) throws -> (SourceText, folder: String?) {
    if path == "-" { return (try SourceText(utf8: World.readInput(), name: "standard input"), ".") }
    let bytes = try World.readFile(path, in: nil, limit: World.scriptLimit)
    return (try SourceText(utf8: bytes, name: FileName.shown(path)), NewFile.folder(of: path))
  }

  /// One set of arguments for each row of the file at `path`; what `--arg` gives is in all of them.
  private func readArgumentSets(_ path: String, _ given: [String: String], _ questions: inout Questions) throws {
    let bytes = try path == "-" ? World.readInput() : World.readFile(path, in: nil, limit: World.scriptLimit)
    let rows = CSVText.rows(of: bytes)
    let path = path == "-" ? "standard input" : path
    guard let header = rows.first?.map({ $0.trimmed }), !header.contains("") else {
      throw WorldError(path: path, reason: "has no header line that names the arguments")
    }
    if let twice = header.first(where: { name in header.count { $0 == name } > 1 }) {
      throw WorldError(path: path, reason: "names the argument `\(twice)` twice")
    }
    questions.arguments = []
    for (number, row) in rows.dropFirst().enumerated() {
      guard row.count == header.count else {
        throw WorldError(
          path: path, reason: "row \(number + 1) has \(row.count) cells, and the header names \(header.count) arguments"
        )
      }
      questions.arguments.append(
        zip(header, row).reduce(into: given) { all, pair in all[pair.0] = pair.1 })
    }
    if questions.arguments.isEmpty { throw WorldError(path: path, reason: "has no row below its header") }
    questions.argumentRows = (header, questions.arguments.count)
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}

extension SourceText {
  /// A text from outside. Bytes that are not UTF-8 are refused with their line, because a query must not silently change.
  init(utf8 bytes: [UInt8], name: String) throws(WorldError) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let valid = String(decoding: bytes, as: UTF8.self).utf8
      let place = zip(valid, bytes).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? 0
      let line = bytes[..<min(place, bytes.count)].count { $0 == 0x0A } + 1
      throw WorldError(path: name, reason: "line \(line) is not UTF-8; save the script as UTF-8")
    }
    self.init(text, name: name)
  }
}
