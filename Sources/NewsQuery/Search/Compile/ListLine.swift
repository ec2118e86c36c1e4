/// A line of a list: what is looked for, and its weight behind a tab.
///
///     tariff*
///     not good<TAB>-1
///     # a comment
struct ListLine: Sendable {
  var text: String
  /// As written; nil without a tab.
  var weight: String?
  /// From 1.
  var lineNumber: Int

  /// The lines of a file that are looked for; `#metoo` is one, `# comment` is none.
  static func all(in bytes: [UInt8]) -> [ListLine] {
    var lines: [ListLine] = []
    var lineNumber = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      lineNumber += 1
      let tab = line.firstIndex(of: 0x09)
      let text = trimmed(line[..<(tab ?? line.endIndex)])
      if text.isEmpty || text == "#" || text.hasPrefix("# ") || text.hasPrefix("#!") { continue }
      lines.append(
        ListLine(text: text, weight: tab.map { trimmed(line[($0 + 1)...]) }, lineNumber: lineNumber))
    }
    return lines
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.withUnsafeBytes { String(decoding: $0[Blanks.trimmed(0..<$0.count, in: $0)], as: UTF8.self) }
  }
}
