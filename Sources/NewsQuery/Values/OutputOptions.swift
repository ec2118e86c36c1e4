/// How and where a table is shown.
public struct OutputOptions: Sendable {
  /// Columns of the terminal. Nil if there is none: nothing is cut or wrapped then.
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
  /// What a sheet of a workbook is called, if not as `title` says.
  public var sheetName: String?
  /// Where the articles are from, for a chart's source line.
  public var sourceLine: String?
  /// Cells that a spreadsheet would take for a formula are made text.
  public var safeCells: Bool
  /// What a row ends with in tsv, csv and jsonl, if it is not the format's own.
  public var lineEnd: LineEnd?
  /// True if tsv and csv begin with the names of the columns.
  public var hasHeader: Bool
  /// In jsonl, the number of the query that made the rows, if there are several.
  public var number: Int?
  /// What a cell without a value shows in tables, records, tsv and csv.
  public var nullValue = ""
  /// True if csv and tsv begin with a byte order mark, by which Excel knows UTF-8.
  public var hasByteOrderMark = false
  /// The format that is used if neither the query nor the caller names one: `table` on a terminal, `tsv` elsewhere.
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
