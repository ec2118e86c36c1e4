import NewsQuery

/// A diagnostic as it is printed.
///
///     query:1:15: error: `and` and `or` mixed without parentheses
///         1 | tariff* steel or aluminium date:2025
///           |               ^^
///       help: (tariff* steel) or (aluminium date:2025)      1,204 articles
///
/// The place comes first, so that editors jump there. The caret goes by display width; of a long line what is around the
/// place is shown.
struct DiagnosticPrinter {
  var isColored = false
  /// Columns that the quoted line may take; a query can be megabytes long.
  var columns = 100

  /// The lines of `diagnostic` about `source`, each with its end.
  func text(of diagnostic: Diagnostic, in asked: SourceText?) -> String {
    let source = diagnostic.source ?? asked
    let severity = "\(diagnostic.severity.rawValue): "
    var text = ""
    if let source, let span = diagnostic.span {
      let place = Place(span, in: source.text)
      text += "\(TerminalSafe.escape(source.name)):\(place.lineNumber):\(place.column): "
      text += styled(severity, diagnostic.severity) + TerminalSafe.escape(diagnostic.message) + "\n"
      text += quoted(place, diagnostic.severity)
    } else {
      let name = source.map { $0.name == "query" ? "" : TerminalSafe.escape($0.name) + ": " } ?? ""
      text += name + styled(severity, diagnostic.severity) + TerminalSafe.escape(diagnostic.message) + "\n"
    }
    for use in diagnostic.uses {
      guard let source = use.source ?? asked else { continue }
      let place = Place(use.span, in: source.text)
      text += "\(TerminalSafe.escape(source.name)):\(place.lineNumber):\(place.column): in `"
      text += TerminalSafe.escape(use.what) + "`\n"
    }
    return text + help(diagnostic.hints)
  }

  /// `newsq: reuters.jsonl: no such file`
  func text(of error: WorldError) -> String {
    let place = TerminalSafe.escape(FileName.shown(error.path))
    return "\(place): " + styled("error: ", .error) + TerminalSafe.escape(FileName.shown(error.reason)) + "\n"
  }

  private func styled(_ text: String, _ severity: Diagnostic.Severity) -> String {
    guard isColored else { return text }
    let style =
      switch severity {
      case .error: "1;31"
      case .warning: "1;33"
      case .note: "1;36"
      }
    return "\u{1B}[\(style)m\(text)\u{1B}[0m"
  }

  private func quoted(_ place: Place, _ severity: Diagnostic.Severity) -> String {
    let margin = String(repeating: " ", count: max(0, 5 - String(place.lineNumber).utf8.count)) + "\(place.lineNumber)"
    let rule = String(repeating: " ", count: DisplayWidth.of(margin))
    var before = TerminalSafe.escape(place.before)
    let marked = TerminalSafe.escape(place.marked)
    let room = max(columns - DisplayWidth.of(margin) - 3, 20)
    if DisplayWidth.of(before) > room / 2 { before = "…" + DisplayWidth.suffix(of: before, columns: room / 2) }
    let indent = String(repeating: " ", count: DisplayWidth.of(before))
    let line = DisplayWidth.cut(before + marked + TerminalSafe.escape(place.after), columns: room)
    let caretCount = max(1, min(DisplayWidth.of(marked), room - indent.utf8.count))
    let carets = styled(String(repeating: "^", count: caretCount), severity)
    return "\(margin) | \(line)\n\(rule) | \(indent)\(carets)\n"
  }

  /// The hints; the counts of readings stand in one column.
  private func help(_ hints: [Diagnostic.Hint]) -> String {
    let texts = hints.map { TerminalSafe.escape($0.text) }
    let textWidth = texts.map(DisplayWidth.of).max() ?? 0
    let counts = hints.map { $0.articleCount?.grouped ?? "" }
    let countWidth = counts.map(\.utf8.count).max() ?? 0
    var lines = ""
    for (index, hint) in hints.enumerated() {
      lines += "  help: " + texts[index]
      if let count = hint.articleCount {
        lines += String(repeating: " ", count: textWidth - DisplayWidth.of(texts[index]) + 4)
        lines += DisplayWidth.pad(counts[index], columns: countWidth, .right) + (count == 1 ? " article" : " articles")
      }
      lines += "\n"
    }
    return lines
  }

  /// A span of a text as people see it: the line it begins in, and where in it.
  private struct Place {
    var lineNumber: Int
    /// From 1, in characters.
    var column: Int
    var before: String
    var marked: String
    var after: String

    init(_ span: Range<Int>, in text: String) {
      let bytes = Array(text.utf8)
      let start = min(max(span.lowerBound, 0), bytes.count)
      let lineStart = bytes[..<start].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      let lineEnd = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let end = min(max(span.upperBound, start), lineEnd)
      lineNumber = bytes[..<lineStart].count { $0 == 0x0A } + 1
      column = bytes[lineStart..<start].count { $0 & 0xC0 != 0x80 } + 1
      // Of a line of megabytes only what can be shown is looked at.
      before = String(decoding: bytes[max(lineStart, start - 4_000)..<start], as: UTF8.self)
      marked = String(decoding: bytes[start..<min(end, start + 4_000)], as: UTF8.self)
      after = String(decoding: bytes[end..<min(lineEnd, end + 4_000)], as: UTF8.self)
    }
  }
}
