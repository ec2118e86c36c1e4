import Glibc
import NewsQuery

/// What an invocation asks, before any article is read: the queries, their arguments, the clock.
///
///     let questions = try invocation.questions()
struct Questions {
  /// A text with queries, and the folder that its paths are relative to.
  typealias Source = (SourceText, folder: String?)

  var sources: [Source]
  /// The arguments of each run of the sources.
  var arguments: [[String: String]]
  var clock: NewsDate
  /// Whether the user types the queries.
  var isForShell: Bool
}

extension Invocation {
  /// Whether the command line itself has queries.
  var isAsked: Bool { !options.command.isEmpty || !options.script.isEmpty }

  /// Throws `UsageMistake` if an option has a value that it does not take.
  func checkChoices() throws(UsageMistake) {
    if ColorChoice(rawValue: options.color) == nil {
      throw UsageMistake("--color takes auto, always or never, not `\(options.color)`")
    }
    if let name = options.output, FormatCatalog.format(named: name) == nil {
      let names = FormatCatalog.all.map { $0.name }.joined(separator: ", ")
      throw UsageMistake("there is no output format `\(name)`; there are: \(names)")
    }
  }

  /// Everything that is asked; reads scripts, and standard input when the queries come from there.
  func questions() throws -> Questions {
    let given = try givenArguments()
    let clock = try clock()
    var sources: [Questions.Source] = options.command.enumerated().map { index, text in
      (SourceText(text, name: options.command.count > 1 ? "query \(index + 1)" : "query"), nil)
    }
    for path in options.script { sources.append(try script(path)) }
    let keeps = options.save != nil || !options.add.isEmpty || options.remove != nil || options.compact
    let isTerminal = Terminal.isTerminal(STDIN_FILENO)
    let isForShell = !isAsked && isTerminal && !options.report && !keeps
    if !isAsked, !isTerminal, !options.paths.contains("-"), !keeps, !options.follow {
      sources.append((try SourceText(utf8: World.readFile("/dev/stdin", in: nil), name: "standard input"), nil))
    }
    let arguments = options.follow ? [given] : try argumentSets(given)
    return Questions(sources: sources, arguments: arguments, clock: clock, isForShell: isForShell)
  }

  private func givenArguments() throws(UsageMistake) -> [String: String] {
    var arguments: [String: String] = [:]
    for argument in options.arg {
      guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
        throw UsageMistake("--arg takes NAME=VALUE, not `\(argument)`")
      }
      arguments[String(argument[..<equals])] = String(argument[argument.index(after: equals)...])
    }
    return arguments
  }

  private func clock() throws -> NewsDate {
    guard let text = options.now else { return World.now }
    guard let date = NewsDate(iso: text) else {
      throw UsageMistake("--now takes a time like 2020-07-24 or 2020-07-24T12:00Z, not `\(text)`")
    }
    return date
  }

  private func script(_ path: String) throws -> (SourceText, folder: String?) {
    let bytes = try World.readFile(path, in: nil)
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) }
    return (try SourceText(utf8: bytes, name: path), folder ?? ".")
  }

  /// The arguments of each run of the script: one set, or one a row of `--args-from`.
  private func argumentSets(_ given: [String: String]) throws -> [[String: String]] {
    guard let path = options.argsFrom else { return [given] }
    let rows = CSVText.rows(of: try World.readFile(path, in: nil))
    guard let header = rows.first, !header.isEmpty else {
      throw WorldError(path: path, reason: "has no header line that names the arguments")
    }
    return rows.dropFirst().map { row in
      zip(header, row).reduce(into: given) { all, pair in all[pair.0] = pair.1 }
    }
  }
}

extension SourceText {
  /// A text from outside. Bytes that are no UTF-8 are refused with their line, because a query must not silently change.
  init(utf8 bytes: [UInt8], name: String) throws(WorldError) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let valid = String(decoding: bytes, as: UTF8.self).utf8
      let place = zip(valid, bytes).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? 0
      let line = bytes[..<min(place, bytes.count)].count { $0 == 0x0A } + 1
      throw WorldError(path: name, reason: "line \(line) is no UTF-8; save the script as UTF-8")
    }
    self.init(text, name: name)
  }
}
