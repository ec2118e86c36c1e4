import NewsQuery

extension SourceText {
  /// What an answer of several is known by: the comment that touches the statement, or else the statement itself.
  func title(of statement: Statement) -> String {
    let bytes = Array(text.utf8)
    return comment(above: statement) ?? SourceText.joined(bytes[statement.span.clamped(to: 0..<bytes.count)])
  }

  /// The comment that touches a statement from above, on one line; nil if there is none.
  func comment(above statement: Statement) -> String? {
    let bytes = Array(text.utf8)
    let span = statement.span.clamped(to: 0..<bytes.count)
    var comment: [String] = []
    var end = bytes[..<span.lowerBound].lastIndex(of: 0x0A) ?? 0
    while end > 0 {
      let start = bytes[..<end].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      let line = bytes[start..<end].drop { $0 == 0x20 || $0 == 0x09 }
      guard line.first == 0x23, line.dropFirst().first != 0x21 else { break }
      comment.insert(String(decoding: line.drop { $0 == 0x23 }, as: UTF8.self), at: 0)
      end = max(start - 1, 0)
    }
    return comment.isEmpty ? nil : SourceText.joined(Array(comment.joined(separator: " ").utf8)[...])
  }

  /// A text on one line, with no more than one blank between its words.
  private static func joined(_ bytes: ArraySlice<UInt8>) -> String {
    var title: [UInt8] = []
    var isApart = false
    for byte in bytes {
      if byte == 0x20 || byte == 0x0A || byte == 0x09 {
        isApart = !title.isEmpty
      } else {
        if isApart { title.append(0x20) }
        isApart = false
        title.append(byte)
      }
    }
    return String(decoding: title, as: UTF8.self)
  }

  /// The names after a `$`, wherever they are: every argument that the text can use.
  var argumentNames: [String] {
    var names: [String] = []
    var rest = text.utf8[...]
    while let dollar = rest.firstIndex(of: 0x24) {
      rest = rest[rest.index(after: dollar)...]
      let name = rest.prefix {
        $0 == 0x5F || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 >= 0x80
      }
      if !name.isEmpty { names.append(String(decoding: name, as: UTF8.self)) }
    }
    return names
  }
}
