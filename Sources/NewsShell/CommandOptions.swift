import NewsQuery

/// What the command line asks for: `options.threads`, `options.paths`.
///
/// What is not kept here is read from `ParsedOptions`. Plain command lines have none, since the option parser takes a
/// millisecond or two: more than a query of an archive from start to end.
@dynamicMemberLookup
struct CommandOptions {
  private(set) var paths: [String] = []
  private(set) var command: [String] = []
  private(set) var output: String?
  private(set) var threads: Int?
  private(set) var expectRows = false
  private(set) var safe = false
  private(set) var noHistory = false
  private(set) var noConfig = false
  private let parsed: Parsed?

  private final class Parsed {
    let options: ParsedOptions

    init(_ options: ParsedOptions) { self.options = options }
  }

  init(_ options: ParsedOptions) {
    paths = options.paths
    command = options.command
    output = options.output
    threads = options.threads
    expectRows = options.expectRows
    safe = options.safe
    noHistory = options.noHistory
    noConfig = options.noConfig
    parsed = Parsed(options)
  }

  /// The plainest command lines, `newsq PATH` and `newsq -o csv -c QUERY PATH`, as `NewsqCommand` reads them; nil if the
  /// parser must be asked.
  init?(plain arguments: [String]) {
    func isPlain(_ argument: String) -> Bool { !argument.isEmpty && argument.utf8.first != UInt8(ascii: "-") }
    parsed = nil
    var arguments = arguments[...]
    while let argument = arguments.popFirst() {
      switch argument {
      case "-c":
        guard let query = arguments.popFirst(), isPlain(query) else { return nil }
        command.append(query)
      case "-o":
        guard let name = arguments.popFirst(), isPlain(name) else { return nil }
        output = name
      case "--threads":
        guard let text = arguments.popFirst(), (1...4).contains(text.utf8.count),
          text.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let count = Int(text)
        else { return nil }
        threads = count
      case "-e": expectRows = true
      case "--safe": safe = true
      case "--no-history": noHistory = true
      case "--no-config": noConfig = true
      default:
        guard isPlain(argument) else { return nil }
        paths.append(argument)
      }
    }
    if command.isEmpty, paths.isEmpty { return nil }
  }

  /// An option that was not given is false, nil or empty.
  @inline(__always)
  subscript<Value: OptionValue>(dynamicMember option: KeyPath<ParsedOptions, Value>) -> Value {
    parsed?.options[keyPath: option] ?? Value.notGiven
  }

  var color: String { self[dynamicMember: \.color] ?? "auto" }

  /// How rows are written, besides what a format and a screen say; throws `UsageMistake`.
  var writing: OutputOptions {
    get throws {
      var options = OutputOptions(safeCells: self.safeCells, hasHeader: !self.nul)
      if self.nul {
        if self.newline != nil { throw UsageMistake("-0 and --newline conflict: each sets the end of a row") }
        options.lineEnd = .nul
      } else if let newline = self.newline {
        guard let end = LineEnd(rawValue: newline), end != .nul else {
          throw UsageMistake("--newline takes lf or crlf, not `\(newline)`")
        }
        options.lineEnd = end
      }
      if self.bom {
        if self.nul { throw UsageMistake("--bom and -0 conflict: the mark would be a part of the first cell") }
        if let format = output.flatMap({ FormatCatalog.format(named: $0)?.name }), format != "csv", format != "tsv" {
          throw UsageMistake("--bom is for csv and tsv, not \(format)")
        }
        options.hasByteOrderMark = true
      }
      return options
    }
  }
}

extension CommandOptions {
  /// How inputs are read; throws `UsageMistake`.
  var reading: ReadOptions {
    get throws {
      var reading = ReadOptions()
      if let columns = self.columns {
        do throws(Diagnostic) { reading.columns = try TableColumns(columns) } catch {
          throw UsageMistake(([error.message] + error.hints.map(\.text)).joined(separator: "\n  help: "))
        }
      }
      if let dates = self.dates {
        guard dates == "dmy" || dates == "mdy" else {
          throw UsageMistake("--dates takes dmy (day first) or mdy (month first), not `\(dates)`")
        }
        reading.dayFirst = dates == "dmy"
      }
      reading.convert = Converters.hook(isSafe: self.safe)
      return reading
    }
  }
}

/// A type that an option can have.
protocol OptionValue {
  /// What an option is if it is not given.
  static var notGiven: Self { get }
}

extension Bool: OptionValue {
  static var notGiven: Bool { false }
}

extension Optional: OptionValue {
  static var notGiven: Wrapped? { nil }
}

extension Array: OptionValue {
  static var notGiven: [Element] { [] }
}
