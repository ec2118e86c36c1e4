/// How and where a table is shown.
public struct OutputOptions: Sendable {
  /// Columns of the terminal. Nil where there is none: nothing is cut or wrapped then.
  public var width: Int?
  /// Text of articles must not steer a terminal.
  public var isTerminal: Bool
  public var color: Bool
  /// Lines and bars may be drawn with more than ASCII.
  public var unicode: Bool
  /// Rows to show of a table on a terminal; nil: all.
  public var rowLimit: Int?
  /// What follows a table: `… 1,204 more rows`.
  public var footer: String?
  /// The query, for the title of a chart or page.
  public var title: String?
  /// Where the articles are from, for a chart's source line.
  public var sourceLine: String?
  /// Cells that a spreadsheet would take for a formula are made text.
  public var safeCells: Bool
  /// What a row ends with in tsv, csv and jsonl, where it is not the format's own.
  public var lineEnd: LineEnd?
  /// Whether tsv and csv begin with the names of the columns.
  public var hasHeader: Bool
  /// In jsonl the number of the query that gave the rows, if there are several.
  public var number: Int?
  /// What a cell without a value shows in tables, records, tsv and csv.
  public var nullValue = ""
  /// The format where neither the query nor the caller names one: `table` on a terminal, `tsv` elsewhere.
  public var defaultFormat: String

  public init(
    width: Int? = nil, isTerminal: Bool = false, color: Bool = false, unicode: Bool = true, rowLimit: Int? = nil,
    footer: String? = nil, title: String? = nil, sourceLine: String? = nil, safeCells: Bool = false,
    lineEnd: LineEnd? = nil, hasHeader: Bool = true, defaultFormat: String = "table"
  ) {
    self.width = width
    self.isTerminal = isTerminal
    self.color = color
    self.unicode = unicode
    self.rowLimit = rowLimit
    self.footer = footer
    self.title = title
    self.sourceLine = sourceLine
    self.safeCells = safeCells
    self.lineEnd = lineEnd
    self.hasHeader = hasHeader
    self.defaultFormat = defaultFormat
  }
}

/// What ends a row of tsv, csv and jsonl.
public enum LineEnd: String, CaseIterable, Sendable {
  case lf, crlf
  /// For programs that take any text between NULs: `xargs -0`. Texts keep their own line ends then.
  case nul

  var bytes: [UInt8] {
    switch self {
    case .lf: [0x0A]
    case .crlf: [0x0D, 0x0A]
    case .nul: [0]
    }
  }
}

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
  /// Whether it writes articles and so cannot write rows that were counted out of many.
  static var needsArticles: Bool { get }
  /// Whether it writes more of an article than the columns that are shown.
  static var writesWholeArticles: Bool { get }
  /// True where text is written as it is, for a program to read; a terminal then gets it made harmless.
  static var isForMachines: Bool { get }
  /// Whether the output is one document, which nothing of another format can be in.
  static var isDocument: Bool { get }

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink)
}

extension RowWriter {
  public static var synonyms: [String] { [] }
  public static var needsArticles: Bool { false }
  public static var writesWholeArticles: Bool { false }
  public static var isForMachines: Bool { false }
  public static var isDocument: Bool { false }

  /// What to tell whoever asks for a format of articles where the rows are none.
  static var needsArticlesMistake: Diagnostic {
    Diagnostic("\(name) holds articles, and these rows were counted out of many", hint: "as jsonl")
  }
}

/// All output formats, in the order of the manual.
public enum FormatCatalog {
  public static let all: [any RowWriter.Type] = [
    TableWriter.self, TSVWriter.self, CSVWriter.self, JSONLinesWriter.self, JSONWriter.self, RecordWriter.self,
    MarkdownWriter.self, HTMLWriter.self, TextWriter.self, NinjsWriter.self, SQLiteWriter.self,
  ]

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
  /// `kwic` and `chart` have shapes of their own where no format is asked for.
  public static func write(_ table: Table, format: String?, options: OutputOptions, to sink: inout ByteSink) {
    let writer = writer(of: table, format: format, options: options)
    guard options.isTerminal, writer.isForMachines else { return writer.write(table, options, to: &sink) }
    // What is meant for a program is looked at on a terminal: `-o csv`.
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
