import NewsQuery

/// What the command line asks for.
struct CommandOptions: Equatable {
  var paths: [String] = []
  var command: [String] = []
  var script: [String] = []
  var output: String?
  var nul = false
  var newline: String?
  var safeCells = false
  var follow = false
  var serveStdio = false
  var arg: [String] = []
  var argsFrom: String?
  var expectRows = false
  var save: String?
  var add: [String] = []
  var now: String?
  var safe = false
  var strict = false
  var maxBad: Int?
  var reject: String?
  var report = false
  var color = "auto"
  var threads: Int?
  var noHistory = false
  var noConfig = false

  /// How rows are written, besides what a format and a screen say; throws `UsageMistake`.
  var writing: OutputOptions {
    get throws {
      var options = OutputOptions(safeCells: safeCells, hasHeader: !nul)
      if nul {
        if newline != nil { throw UsageMistake("-0 and --newline both say what ends a row") }
        options.lineEnd = .nul
      } else if let newline {
        guard let end = LineEnd(rawValue: newline), end != .nul else {
          throw UsageMistake("--newline takes lf or crlf, not `\(newline)`")
        }
        options.lineEnd = end
      }
      return options
    }
  }
}

extension CommandOptions {
  /// The plainest command lines, `newsq PATH` and `newsq -c QUERY PATH`, as `NewsqCommand` reads them; nil where it must
  /// be asked, which takes two milliseconds: half of what a question of an archive takes from start to end.
  init?(plain arguments: [String]) {
    func isPlain(_ argument: String) -> Bool { !argument.isEmpty && argument.utf8.first != UInt8(ascii: "-") }
    var arguments = arguments[...]
    while let argument = arguments.popFirst() {
      if argument == "-c" {
        guard let query = arguments.popFirst(), isPlain(query) else { return nil }
        command.append(query)
      } else {
        guard isPlain(argument) else { return nil }
        paths.append(argument)
      }
    }
    if command.isEmpty, paths.isEmpty { return nil }
  }
}
