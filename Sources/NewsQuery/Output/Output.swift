/// A format: what it is called and how a table is written in it.
///
/// A new one is its file, a line in `FormatCatalog` and an example in the manual.
public protocol RowWriter: Sendable {
  /// As typed after `as`: `csv`.
  static var name: String { get }
  /// Other names that find it: `md`.
  static var synonyms: [String] { get }
  /// One line for lists.
  static var summary: String { get }
  /// Ends of file names that ask for it: `write counts.csv`.
  static var fileEndings: [String] { get }
  /// True if it writes articles and so cannot write rows that were counted out of many.
  static var needsArticles: Bool { get }
  /// True if it writes more of an article than the columns that are shown.
  static var writesWholeArticles: Bool { get }
  /// True if rows must be a network: two key columns and a number.
  static var needsNetwork: Bool { get }
  /// True if text is written as it is, for a program to read; a terminal then gets it made harmless.
  static var isForMachines: Bool { get }
  /// Whether the output is one document, which nothing of another format can be in.
  static var isDocument: Bool { get }

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink)
}

extension RowWriter {
  public static var synonyms: [String] { [] }
  public static var needsArticles: Bool { false }
  public static var needsNetwork: Bool { false }
  public static var writesWholeArticles: Bool { false }
  public static var isForMachines: Bool { false }
  public static var isDocument: Bool { false }

  /// The mistake if a format of articles is asked for and the rows are not articles.
  static var needsArticlesMistake: Diagnostic {
    Diagnostic("\(name) holds articles, and these rows were counted out of many", hint: "as jsonl")
  }
}

/// All output formats, in the order of the manual.
public enum FormatCatalog {
  public static let all: [any RowWriter.Type] = [
    TableWriter.self, TSVWriter.self, CSVWriter.self, JSONLinesWriter.self, JSONWriter.self, RecordWriter.self,
    MarkdownWriter.self, HTMLWriter.self, TextWriter.self, NinjsWriter.self, SQLiteWriter.self, GEXFWriter.self,
    GraphMLWriter.self, RISWriter.self, BibTeXWriter.self, ExcelWriter.self,
  ]

  /// The names of all formats with blanks between them. A loop, because every query asks for it and the library's
  /// `joined` looks its types up when the program runs.
  static let names: String = {
    var names = ""
    for format in all {
      if !names.isEmpty { names += " " }
      names += format.name
    }
    return names
  }()

  public static func format(named name: String) -> (any RowWriter.Type)? {
    let lowered = name.lowercased()
    return all.first { $0.name == lowered } ?? all.first { $0.synonyms.contains(lowered) }
  }

  /// The format that a file's name asks for.
  public static func format(ofFile path: String) -> (any RowWriter.Type)? {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    let ending = path[path.index(after: dot)...].lowercased()
    return all.first { $0.fileEndings.contains(ending) }
  }
}

/// Shows tables.
public enum Output {
  /// Writes a table. `format` is what the caller asked for (`-o csv`); the query's own `as csv` beats it, and `read`,
  /// `kwic` and `chart` have shapes of their own if no format is asked for.
  public static func write(_ table: Table, format: String?, options: OutputOptions, to sink: inout ByteSink) {
    let writer = writer(of: table, format: format, options: options)
    guard options.isTerminal, writer.isForMachines else { return writer.write(table, options, to: &sink) }
    // Output for a program that goes to a terminal: `-o csv`.
    sink.harmlessly { writer.write(table, options, to: &$0) }
  }

  /// Whether `table` fits a screen so wide without leaving columns out; what is not a table always does.
  public static func fits(_ table: Table, options: OutputOptions) -> Bool {
    guard table.presentation == .table, options.width != nil else { return true }
    return TableWriter.hiddenColumnCount(of: table, options) == 0
  }

  static func writer(of table: Table, format: String?, options: OutputOptions) -> any RowWriter.Type {
    if case .format(let name) = table.presentation, let asked = FormatCatalog.format(named: name) { return asked }
    let isTable = (format ?? options.defaultFormat) == TableWriter.name
    switch table.presentation {
    case .reading where format == nil || isTable: return ReadingWriter.self
    case .concordance where isTable: return ConcordanceWriter.self
    case .chart where format == nil || isTable: return ChartWriter.self
    default: break
    }
    return FormatCatalog.format(named: format ?? options.defaultFormat) ?? TableWriter.self
  }
}
