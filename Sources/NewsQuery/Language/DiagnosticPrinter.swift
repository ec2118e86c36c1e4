/// Shows a diagnostic as a person reads it, its place first so that editors jump there:
///
///     weekly.newsq:4:15: error: `and` and `or` mixed without parentheses
///         4 | tariff* steel or aluminium date:2025
///           |               ^^
///       help: (tariff* steel) or (aluminium date:2025)      1,204 articles
///       help: tariff* (steel or aluminium) date:2025          388 articles
///
/// The caret stands right under wide characters and tabs. Nothing of the text can steer the terminal.
public struct DiagnosticPrinter: Sendable {
  /// Colours and bold by terminal escapes.
  public var isColored: Bool
  /// Columns of a line that is shown; a longer one is cut around the caret.
  public var columns: Int

  public init(isColored: Bool = false, columns: Int = 100) {
    self.isColored = isColored
    self.columns = max(columns, 20)
  }

  /// All lines, each with its line end.
  public func text(of diagnostic: Diagnostic, in source: SourceText) -> String {
    var lines: [String] = []
    let heading = severity(diagnostic.severity) + ": " + styled(TerminalSafe.escape(diagnostic.message), .bold)
    if let span = diagnostic.span {
      let place = Place(of: span.lowerBound, in: source.text)
      lines.append("\(source.name):\(place.line):\(place.column): \(heading)")
      lines += excerpt(span, place, diagnostic.severity)
    } else {
      lines.append(heading)
    }
    lines += hints(diagnostic.hints)
    return lines.map { $0 + "\n" }.joined()
  }

  // MARK: - The line and its caret

  private func excerpt(_ span: Range<Int>, _ place: Place, _ severity: Diagnostic.Severity) -> [String] {
    let number = "\(place.line)"
    let gutter = max(number.count, 5)
    let before = shown(place.before)
    let end = max(span.upperBound - span.lowerBound, 1)
    let marked = shown(String(decoding: place.after.utf8.prefix(end), as: UTF8.self))
    let rest = shown(String(decoding: place.after.utf8.dropFirst(end), as: UTF8.self))
    let width = max(DisplayWidth.of(marked), 1)
    let room = columns - gutter - 3
    // Where the place would be off the line, its beginning is cut.
    let lead = DisplayWidth.of(before)
    let cutBefore = lead + min(width, 10) > room ? "…" + DisplayWidth.suffix(of: before, columns: room / 2) : before
    let line = DisplayWidth.cut(cutBefore + marked + rest, columns: room)
    let caretColumn = DisplayWidth.of(cutBefore)
    let caretCount = max(1, min(width, room - caretColumn))
    let caret = styled(String(repeating: "^", count: caretCount), style(severity))
    let bar = styled("|", .dim)
    return [
      "\(DisplayWidth.pad(number, columns: gutter, .right)) \(bar) \(line)",
      "\(String(repeating: " ", count: gutter)) \(bar) \(String(repeating: " ", count: caretColumn))\(caret)",
    ]
  }

  /// A piece of a line, tabs as four blanks, marks that steer a terminal made harmless.
  private func shown(_ text: String) -> String {
    TerminalSafe.escape(text.split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "    "))
  }

  // MARK: - Help

  private func hints(_ hints: [Diagnostic.Hint]) -> [String] {
    let texts = hints.map { shown($0.text) }
    let counts = hints.map { hint in
      hint.articleCount.map { "\(DiagnosticPrinter.grouped($0)) article\($0 == 1 ? " " : "s")" } ?? ""
    }
    let textColumns = zip(texts, counts).filter { !$0.1.isEmpty }.map { DisplayWidth.of($0.0) }.max() ?? 0
    let countColumns = counts.map(\.count).max() ?? 0
    let label = styled("help", .cyan)
    return zip(texts, counts).map { text, count in
      guard !count.isEmpty else { return "  \(label): \(text)" }
      let padded = DisplayWidth.pad(text, columns: textColumns)
      let line = "  \(label): \(padded)   \(DisplayWidth.pad(count, columns: countColumns, .right))"
      return count.hasSuffix(" ") ? String(line.dropLast()) : line
    }
  }

  /// `1204` as `1,204`.
  static func grouped(_ number: Int) -> String {
    var groups: [Substring] = []
    var digits = "\(abs(number))"[...]
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits = digits.dropLast(3)
    }
    return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  // MARK: - Colour

  private enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "1;31"
    case yellow = "1;33"
    case blue = "1;34"
    case cyan = "36"
  }

  private func severity(_ severity: Diagnostic.Severity) -> String { styled(severity.rawValue, style(severity)) }

  private func style(_ severity: Diagnostic.Severity) -> Style {
    switch severity {
    case .error: .red
    case .warning: .yellow
    case .note: .blue
    }
  }

  private func styled(_ text: String, _ style: Style) -> String {
    isColored ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// A place in a text as editors count: line and column from 1, columns by code points.
struct Place: Equatable {
  var line: Int
  var column: Int
  /// Its line before it and from it on, without the line end.
  var before: String
  var after: String

  init(of offset: Int, in text: String) {
    let bytes = Array(text.utf8)
    let offset = min(max(offset, 0), bytes.count)
    let newline = UInt8(ascii: "\n")
    var start = 0
    line = 1
    for index in 0..<offset where bytes[index] == newline {
      line += 1
      start = index + 1
    }
    var end = offset
    while end < bytes.count, bytes[end] != newline { end += 1 }
    before = String(decoding: bytes[start..<offset], as: UTF8.self)
    after = String(decoding: bytes[offset..<end], as: UTF8.self)
    column = before.unicodeScalars.count + 1
  }
}
