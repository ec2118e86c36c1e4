/// A word that is asked for, cut and folded as the words of articles are.
///
///     Tokenizer.words(of: "cost-cutting plan*")    // cost, cutting (both of chunk 0), plan* (of chunk 1)
public struct QueryWord: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    case plain
    /// `recycl*`, `wom?n`: `folded` holds `*` for any letters, `?` for exactly one.
    case wildcard
    /// `*` alone: any one word.
    case any
  }
  public var kind: Kind
  /// What it is looked up by.
  public var folded: [UInt8]
  /// As written, without dots, thousands commas and `'s`: what `=WHO` is compared with.
  public var surface: [UInt8]
  /// Words of the same chunk were typed as one, held together by hyphens or inner apostrophes: they meet the parts in
  /// their places, and the whole as one word or compound. See `Tokenizer.joined(_:)`.
  public var chunk: Int
}

extension Tokenizer {
  // Stand in for `*` and `?` while a query is cut: private letters that no text has.
  private static let anyLetters: UInt32 = 0xE000
  private static let oneLetter: UInt32 = 0xE001

  /// The words of an operand as typed: of a bare word, or of the text between quotation marks. Each takes one
  /// position. A run of Han, kana or Thai gives a word a character, all of one chunk.
  public static func words(of text: String) -> [QueryWord] {
    if let word = plainWord(text) { return [word] }
    return cutWords(of: text)
  }

  /// What most operands are: one word of plain letters, which is its own surface.
  private static func plainWord(_ text: String) -> QueryWord? {
    let isPlain =
      !text.isEmpty && text.utf8.allSatisfy { $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") }
    guard isPlain else { return nil }
    return QueryWord(kind: .plain, folded: text.utf8.map { $0 | 0x20 }, surface: Array(text.utf8), chunk: 0)
  }

  static func cutWords(of text: String) -> [QueryWord] {
    let marked = withPrivateWildcards(Array(text.unicodeScalars))
    var words: [QueryWord] = []
    var pending: [(start: Int, end: Int)] = []
    var chunk = 0
    marked.withUnsafeBytes { bytes in
      func take() {
        for range in pending {
          words.append(word(UnsafeRawBufferPointer(rebasing: bytes[range.start..<range.end]), chunk))
        }
        if !pending.isEmpty { chunk += 1 }
        pending.removeAll()
      }
      forEachWord(in: bytes) { start, end, partCount in
        if partCount > 1 {
          // The parts were just reported; the words before them belong to no compound.
          let parts = pending.suffix(partCount)
          pending.removeLast(partCount)
          take()
          pending = Array(parts)
          take()
        } else {
          // Characters of a run without blanks are one chunk; so are the parts of what may become a compound.
          if let last = pending.last, start > last.end, !isJoiner(bytes, last.end, start) { take() }
          pending.append((start, end))
        }
      }
      take()
    }
    return words
  }

  /// The words of a chunk as one: what is looked up as a plain term and among the compounds. Nil for a single word and where
  /// it holds a wildcard that is not a part of a word, or characters that are words by themselves.
  public static func joined(_ words: some Collection<QueryWord>) -> QueryWord? {
    guard words.count > 1, let first = words.first else { return nil }
    var whole = QueryWord(kind: .plain, folded: [], surface: [], chunk: first.chunk)
    for word in words {
      if word.kind == .any { return nil }
      if word.kind == .wildcard { whole.kind = .wildcard }
      let start = word.folded.withUnsafeBytes {
        $0.isEmpty ? WordClass.separator : WordClass.of(CodePoint.decode($0, at: 0).scalar)
      }
      if start == .solo { return nil }
      whole.folded += word.folded
      whole.surface += word.surface
    }
    return whole
  }

  private static func isJoiner(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Bool {
    let (scalar, length) = CodePoint.decode(bytes, at: start)
    let kind = length == 0 ? .separator : WordClass.of(scalar)
    return length == end - start && (kind == .hyphen || kind == .apostrophe)
  }

  /// `*` that touches a letter and `?` between two become private letters; a `*` alone too. Others separate.
  private static func withPrivateWildcards(_ scalars: [Unicode.Scalar]) -> [UInt8] {
    func kind(_ index: Int) -> WordClass {
      guard scalars.indices.contains(index) else { return .separator }
      return scalars[index].value == anyLetters || scalars[index].value == oneLetter
        ? .separator : WordClass.of(scalars[index].value)
    }
    func isWord(_ kind: WordClass) -> Bool { kind == .letter || kind == .digit || kind == .mark }
    var bytes: [UInt8] = []
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "*":
        let before = kind(index - 1)
        let after = kind(index + 1)
        let touchesSolo = before == .solo || after == .solo
        let isAlone = before == .separator && after == .separator
        // A run of Han or kana matches inside longer runs anyway.
        let stands = !touchesSolo && (isWord(before) || isWord(after) || isAlone)
        let repeats = index > 0 && scalars[index - 1] == "*"
        if stands, !repeats {
          CodePoint.append(anyLetters, to: &bytes)
        } else if touchesSolo {
          continue
        } else if !repeats {
          bytes.append(0x20)
        }
      case "?":
        let stands =
          (isWord(kind(index - 1)) || index > 0 && scalars[index - 1] == "?")
          && (isWord(kind(index + 1)) || index + 1 < scalars.count && scalars[index + 1] == "?")
        if stands { CodePoint.append(oneLetter, to: &bytes) } else { bytes.append(0x20) }
      case "\u{E000}", "\u{E001}": bytes.append(0x20)
      default: CodePoint.append(scalar.value, to: &bytes)
      }
    }
    return bytes
  }

  private static func word(_ raw: UnsafeRawBufferPointer, _ chunk: Int) -> QueryWord {
    var surface: [UInt8] = []
    WordForm.appendSurface(raw, to: &surface)
    var folded: [UInt8] = []
    surface.withUnsafeBytes { Fold.append($0, to: &folded) }
    let isWildcard = withWildcards(&surface)
    _ = withWildcards(&folded)
    let kind: QueryWord.Kind = !isWildcard ? .plain : folded.allSatisfy { $0 == UInt8(ascii: "*") } ? .any : .wildcard
    return QueryWord(kind: kind, folded: folded, surface: surface, chunk: chunk)
  }

  /// Turns the private letters back; says whether there were any.
  private static func withWildcards(_ bytes: inout [UInt8]) -> Bool {
    var result: [UInt8] = []
    var index = 0
    var found = false
    while index < bytes.count {
      if bytes[index] == 0xEE, index + 2 < bytes.count, bytes[index + 1] == 0x80, bytes[index + 2] & 0xFE == 0x80 {
        result.append(bytes[index + 2] == 0x80 ? UInt8(ascii: "*") : UInt8(ascii: "?"))
        index += 3
        found = true
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    bytes = result
    return found
  }
}
