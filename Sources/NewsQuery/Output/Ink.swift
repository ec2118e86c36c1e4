/// Colours and lines as far as the terminal has them.
struct Ink {
  let color: Bool
  let unicode: Bool
  let isTerminal: Bool

  init(_ options: OutputOptions) {
    color = options.color
    unicode = options.unicode
    isTerminal = options.isTerminal
  }

  func bold(_ text: String) -> String { color ? "\u{1B}[1m\(text)\u{1B}[22m" : text }
  func dim(_ text: String) -> String { color ? "\u{1B}[2m\(text)\u{1B}[22m" : text }

  /// A hit: coloured, or between asterisks on a terminal without colour; files get the text as it is.
  func hit(_ text: String) -> String {
    color ? "\u{1B}[1;33m\(text)\u{1B}[22;39m" : isTerminal ? "*\(text)*" : text
  }

  func rule(_ columns: Int) -> String { String(repeating: unicode ? "─" : "-", count: columns) }

  /// Article text, sanitized for the current output.
  func safe(_ text: String, _ breaks: TerminalSafe.Breaks = .blank) -> String {
    if isTerminal { return TerminalSafe.escape(text, breaks: breaks) }
    guard breaks == .blank, text.utf8.contains(where: { $0 < 0x20 }) else { return text }
    return String(decoding: text.utf8.map { $0 == 0x0A || $0 == 0x0D || $0 == 0x09 ? 0x20 : $0 }, as: UTF8.self)
  }
}
