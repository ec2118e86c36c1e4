/// Reads the lines of a comment as prose.
struct ProseReader {
  /// The value of `$name` at a place of the source. Throws if nothing of that name is declared.
  typealias ValueOf = (_ name: String, _ span: Range<Int>) throws(Diagnostic) -> String

  private var bytes: [UInt8] = []
  /// The place of each byte in the source.
  private var places: [Int] = []
  private let valueOf: ValueOf
  /// Deeper marks are text.
  private static let maxDepth = 6

  /// `lines` are spans of `source`, which are joined by blanks.
  init(_ lines: [Range<Int>], of source: [UInt8], valueOf: @escaping ValueOf) {
    self.valueOf = valueOf
    for line in lines {
      if !bytes.isEmpty {
        bytes.append(0x20)
        places.append(line.lowerBound)
      }
      bytes.append(contentsOf: source[line])
      places.append(contentsOf: line)
    }
  }

  func prose() throws(Diagnostic) -> Prose { Prose(try pieces(0..<bytes.count, depth: 0)) }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func pieces(_ range: Range<Int>, depth: Int) throws(Diagnostic) -> [Prose.Piece] {
    var pieces: [Prose.Piece] = []
    var plain: [UInt8] = []
    // Marks that nothing closes in the rest of the range, by their length: looked for once.
    var unclosed: Set<Int> = []
    func flush() {
      if !plain.isEmpty { pieces.append(.text(String(decoding: plain, as: UTF8.self))) }
      plain = []
    }
    var at = range.lowerBound
    while at < range.upperBound {
      let byte = bytes[at]
      if byte == 0x5C, at + 1 < range.upperBound, ProseReader.isMark(bytes[at + 1]) {
        plain.append(bytes[at + 1])
        at += 2
        continue
      }
      var found: (piece: Prose.Piece, end: Int)?
      switch byte {
      case 0x60: found = code(at, range.upperBound)
      case 0x24: found = try value(at, range.upperBound)
      case 0x2A where depth < ProseReader.maxDepth: found = try emphasis(at, range, depth, &unclosed)
      case 0x5B where depth < ProseReader.maxDepth: found = try link(at, range, depth)
      default: break
      }
      if let found {
        flush()
        pieces.append(found.piece)
        at = found.end
      } else {
        // A run of backquotes that closes nothing is text as a whole.
        let end = byte == 0x60 ? at + bytes[at..<range.upperBound].prefix { $0 == 0x60 }.count : at + 1
        plain.append(contentsOf: bytes[at..<end])
        at = end
      }
    }
    flush()
    return pieces
  }

  /// Marks that a backslash makes text.
  private static func isMark(_ byte: UInt8) -> Bool { [0x5C, 0x60, 0x2A, 0x24, 0x5B, 0x5D, 0x23, 0x2D].contains(byte) }

  /// `` `code` ``, between runs of backquotes of the same length.
  private func code(_ start: Int, _ limit: Int) -> (Prose.Piece, Int)? {
    func run(_ at: Int) -> Int { bytes[at..<limit].prefix { $0 == 0x60 }.count }
    let length = run(start)
    var at = start + length
    while at < limit {
      guard bytes[at] == 0x60 else {
        at += 1
        continue
      }
      let closing = run(at)
      if closing == length {
        var inner = start + length..<at
        if inner.count > 2, bytes[inner.lowerBound] == 0x20, bytes[inner.upperBound - 1] == 0x20 {
          inner = inner.lowerBound + 1..<inner.upperBound - 1
        }
        return inner.isEmpty ? nil : (.code(text(inner)), at + closing)
      }
      at += closing
    }
    return nil
  }

  /// `$name`, filled in.
  private func value(_ start: Int, _ limit: Int) throws(Diagnostic) -> (Prose.Piece, Int)? {
    var end = start + 1
    while end < limit, bytes[end].isASCIIWordByte || bytes[end] >= 0x80 { end += 1 }
    // `US$` and `$28 billion` name nothing.
    guard end > start + 1, !bytes[start + 1].isASCIIDigit, start == 0 || !bytes[start - 1].isASCIILetterOrDigit else {
      return nil
    }
    return (.text(try valueOf(text(start + 1..<end), places[start]..<places[end - 1] + 1)), end)
  }

  /// `*emphasis*` and `**strong**`. A mark that closes has no letter after it: `tariff*` is a word with a star.
  private func emphasis(
    _ start: Int, _ range: Range<Int>, _ depth: Int, _ unclosed: inout Set<Int>
  ) throws(Diagnostic) -> (Prose.Piece, Int)? {
    let limit = range.upperBound
    let length = start + 1 < limit && bytes[start + 1] == 0x2A ? 2 : 1
    let first = start + length
    guard !unclosed.contains(length), first < limit, bytes[first] > 0x20, bytes[first] != 0x2A,
      start == range.lowerBound || !bytes[start - 1].isASCIILetterOrDigit
    else { return nil }
    var at = first
    while at < limit {
      if bytes[at] == 0x5C {
        at += 2
        continue
      }
      if bytes[at] == 0x60, let (_, end) = code(at, limit) {
        at = end
        continue
      }
      guard bytes[at] == 0x2A else {
        at += 1
        continue
      }
      let run = bytes[at..<limit].prefix { $0 == 0x2A }.count
      let after = at + run
      // `**a *b***` closes both at once.
      if run == length || run == 3, bytes[at - 1] > 0x20, after >= limit || !bytes[after].isASCIILetterOrDigit {
        let end = run == 3 ? at + (3 - length) : at
        let inner = try pieces(first..<end, depth: depth + 1)
        return (length == 2 ? .strong(inner) : .emphasis(inner), end + length)
      }
      at = after
    }
    unclosed.insert(length)
    return nil
  }

  /// `[text](https://…)`. Any other address leaves the marks as text: a page links nothing that a browser would run.
  private func link(_ start: Int, _ range: Range<Int>, _ depth: Int) throws(Diagnostic) -> (Prose.Piece, Int)? {
    let limit = range.upperBound
    // Neither the text nor the address has brackets in it, so that each byte is looked at once.
    let isBracket = { (byte: UInt8) in byte == 0x5B || byte == 0x5D }
    let close = start + 1 + bytes[(start + 1)..<limit].prefix { !isBracket($0) }.count
    guard close > start + 1, close + 1 < limit, bytes[close] == 0x5D, bytes[close + 1] == 0x28 else { return nil }
    let address = bytes[(close + 2)..<limit].prefix {
      $0 > 0x20 && $0 != 0x7F && $0 != 0x29 && $0 != 0x3C && $0 != 0x3E && !isBracket($0)
    }
    let end = address.endIndex
    guard end < limit, bytes[end] == 0x29,
      address.starts(with: "https://".utf8) || address.starts(with: "http://".utf8)
    else { return nil }
    let inner = try pieces(start + 1..<close, depth: depth + 1)
    return (.link(inner, address: String(decoding: address, as: UTF8.self)), end + 1)
  }
}
