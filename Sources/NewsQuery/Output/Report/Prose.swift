/// Text with its marks: `*emphasis*`, `**strong**`, `` `code` ``, `[text](https://…)`.
///
/// A comment of a script becomes one, and so does the paragraph about the method. Markup of any other kind is text.
public struct Prose: Equatable, Sendable {
  indirect enum Piece: Equatable, Sendable {
    case text(String)
    case code(String)
    case emphasis([Piece])
    case strong([Piece])
    /// The address begins with `https://` or `http://`.
    case link([Piece], address: String)
  }

  var pieces: [Piece]

  init(_ pieces: [Piece]) { self.pieces = pieces }

  /// Text as it is, without any mark.
  public init(text: String) { pieces = [.text(text)] }

  /// Code as it is: a query.
  public init(code: String) { pieces = [.code(code)] }

  /// The text without marks.
  public var plain: String { Prose.plain(pieces) }

  /// The text with code between backquotes, and no other mark.
  var withBackquotes: String {
    pieces.map { piece in
      if case .code(let code) = piece { "`\(code)`" } else { Prose.plain([piece]) }
    }.joined()
  }

  private static func plain(_ pieces: [Piece]) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text), .code(let text): text
      case .emphasis(let inner), .strong(let inner), .link(let inner, _): plain(inner)
      }
    }.joined()
  }

  // MARK: - HTML

  /// Appends it as HTML, without an element around it.
  func appendHTML(to bytes: inout [UInt8]) { Prose.appendHTML(pieces, to: &bytes) }

  private static func appendHTML(_ pieces: [Piece], to bytes: inout [UInt8]) {
    func wrap(_ tag: String, _ inner: [Piece], _ bytes: inout [UInt8]) {
      bytes.append(contentsOf: "<\(tag)>".utf8)
      appendHTML(inner, to: &bytes)
      bytes.append(contentsOf: "</\(tag)>".utf8)
    }
    for piece in pieces {
      switch piece {
      case .text(let text): appendText(text, to: &bytes)
      case .code(let code):
        bytes.append(contentsOf: "<code>".utf8)
        HTMLWriter.escape(code, into: &bytes)
        bytes.append(contentsOf: "</code>".utf8)
      case .emphasis(let inner): wrap("em", inner, &bytes)
      case .strong(let inner): wrap("strong", inner, &bytes)
      case .link(let inner, let address):
        bytes.append(contentsOf: "<a href=\"".utf8)
        HTMLWriter.escape(address, into: &bytes)
        bytes.append(contentsOf: "\">".utf8)
        appendHTML(inner, to: &bytes)
        bytes.append(contentsOf: "</a>".utf8)
      }
    }
  }

  /// Text whose dates, `2020-07-24`, do not break at a line's end.
  private static func appendText(_ text: String, to bytes: inout [UInt8]) {
    let all = Array(text.utf8)
    var (start, place) = (0, 0)
    func add(_ range: Range<Int>, _ bytes: inout [UInt8]) {
      HTMLWriter.escape(String(decoding: all[range], as: UTF8.self), into: &bytes)
    }
    while place < all.count {
      guard let end = endOfDate(all, place) else {
        place += 1
        continue
      }
      add(start..<place, &bytes)
      bytes.append(contentsOf: "<span class=\"d\">".utf8)
      add(place..<end, &bytes)
      bytes.append(contentsOf: "</span>".utf8)
      (start, place) = (end, end)
    }
    add(start..<all.count, &bytes)
  }

  /// The end of a date at `start`: `2020-07`, `2020-07-24`, `2020-07-24T12:00Z`; nil if there is none.
  private static func endOfDate(_ bytes: [UInt8], _ start: Int) -> Int? {
    func digits(_ from: Int, _ count: Int) -> Bool {
      from + count <= bytes.count && bytes[from..<from + count].allSatisfy(\.isASCIIDigit)
    }
    func isJoined(_ place: Int) -> Bool {
      place >= 0 && place < bytes.count && (bytes[place].isASCIIDigit || bytes[place] == UInt8(ascii: "-"))
    }
    let dash = UInt8(ascii: "-")
    guard !isJoined(start - 1), digits(start, 4), start + 4 < bytes.count, bytes[start + 4] == dash,
      digits(start + 5, 2)
    else { return nil }
    var end = start + 7
    if end < bytes.count, bytes[end] == dash, digits(end + 1, 2) { end += 3 }
    if end < bytes.count, bytes[end] == UInt8(ascii: "T") || bytes[end] == UInt8(ascii: "+") {
      // A time and an offset: `T12:00:05+04:00`, or the offset of a day.
      let time = bytes[end...].dropFirst().prefix {
        $0.isASCIIDigit || $0 == 0x3A || $0 == 0x2B || $0 == dash || $0 == UInt8(ascii: "Z")
      }
      end = time.endIndex
    }
    return isJoined(end) ? nil : end
  }

  // MARK: - Markdown

  /// Appends it as Markdown. `isBlock` is true if it begins a paragraph, where a few characters would begin something else.
  func appendMarkdown(isBlock: Bool = true, to bytes: inout [UInt8]) {
    let start = bytes.count
    Prose.appendMarkdown(pieces, to: &bytes)
    guard isBlock, start < bytes.count else { return }
    let digits = bytes[start...].prefix(while: \.isASCIIDigit)
    if [0x23, 0x2B, 0x2D, 0x3D, 0x3E, 0x7E].contains(bytes[start]) {
      bytes.insert(0x5C, at: start)
    } else if !digits.isEmpty, digits.endIndex < bytes.count,
      bytes[digits.endIndex] == 0x2E || bytes[digits.endIndex] == 0x29
    {
      bytes.insert(0x5C, at: digits.endIndex)
    }
  }

  private static func appendMarkdown(_ pieces: [Piece], to bytes: inout [UInt8]) {
    func wrap(_ mark: String, _ inner: [Piece], _ bytes: inout [UInt8]) {
      bytes.append(contentsOf: mark.utf8)
      appendMarkdown(inner, to: &bytes)
      bytes.append(contentsOf: mark.utf8)
    }
    for piece in pieces {
      switch piece {
      case .text(let text): MarkdownWriter.escape(text, into: &bytes)
      case .code(let code):
        var (longest, run) = (0, 0)
        for byte in code.utf8 {
          run = byte == 0x60 ? run + 1 : 0
          longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        let gap = longest > 0 ? " " : ""
        bytes.append(contentsOf: (fence + gap + code + gap + fence).utf8)
      case .emphasis(let inner): wrap("*", inner, &bytes)
      case .strong(let inner): wrap("**", inner, &bytes)
      case .link(let inner, let address):
        bytes.append(0x5B)
        appendMarkdown(inner, to: &bytes)
        bytes.append(contentsOf: "](<\(address)>)".utf8)
      }
    }
  }
}
