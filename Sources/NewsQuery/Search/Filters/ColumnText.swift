/// A text operand in a column that the index does not hold: `byline:smith`, `tags:(steel or tin)`. Each value, and each
/// item of a list, is a text of its own.
struct ColumnText: Sendable {
  var name: String
  var query: TextQuery
  /// Nil if no article fills the field.
  var column: (any Column)?

  /// The occurrences in one text.
  func occurrences(in text: ItemWords) -> [Occurrence] {
    var source = ItemOccurrences(text: text, query: query)
    return query.pattern.occurrences(in: &source)
  }

  /// How the hits of an article's value are counted; values that repeat are looked at once a search.
  enum Counter {
    case coded(CodedColumn, [UInt32])
    case list(ListColumn, [UInt32])
    case plain(ColumnText)

    func count(in article: Int) -> Int {
      switch self {
      case .coded(let column, let counts):
        return column.code(at: article).map { Int(counts[$0]) } ?? 0
      case .list(let column, let counts):
        var count = 0
        for code in column.codes(at: article) { count += Int(counts[Int(code)]) }
        return count
      case .plain(let text):
        if let column = text.column as? TextColumn { return text.count(in: column.bytes(at: article)) }
        var count = 0
        text.column?.value(at: article).forEachText { _, item in count += text.count(in: item) }
        return count
      }
    }
  }

  func counter() -> Counter {
    if let column = column as? CodedColumn {
      return .coded(column, counts.ofCodes(column.count) { self.count(in: column.bytes(of: $0)) })
    }
    if let column = column as? ListColumn {
      return .list(column, counts.ofCodes(column.valueCount) { self.count(in: column.bytes(of: $0)) })
    }
    return .plain(self)
  }

  private func count(in text: UnsafeRawBufferPointer) -> Int {
    if text.isEmpty { return 0 }
    if let only = onlyPlainWord { return ColumnText.count(of: only, in: text) }
    return occurrences(in: ItemWords(text)).count
  }

  /// The word, where one plain word is all that is looked for.
  private var onlyPlainWord: [UInt8]? {
    guard case .word(let number) = query.pattern, query.exactWords.isEmpty, query.words[number].kind == .plain else {
      return nil
    }
    return query.words[number].folded
  }

  /// As `occurrences`, for a plain word, without an array a word.
  private static func count(of wanted: [UInt8], in text: UnsafeRawBufferPointer) -> Int {
    var count = 0
    var surface: [UInt8] = []
    var folded: [UInt8] = []
    wanted.withUnsafeBytes { wanted in
      Tokenizer.forEachWord(in: text) { start, end, _ in
        // Words of plain letters are compared in place.
        var place = 0
        while start + place < end, place < wanted.count {
          let byte = text[start + place]
          guard byte.isASCIILetter else { break }
          if byte | 0x20 != wanted[place] { return }
          place += 1
        }
        if start + place == end {
          if place == wanted.count { count += 1 }
          return
        }
        surface.removeAll(keepingCapacity: true)
        folded.removeAll(keepingCapacity: true)
        WordForm.appendSurface(UnsafeRawBufferPointer(rebasing: text[start..<end]), to: &surface)
        surface.withUnsafeBytes { Fold.append($0, to: &folded) }
        if folded.withUnsafeBytes({ $0.elementsEqual(wanted) }) { count += 1 }
      }
    }
    return count
  }

  /// Hits in each distinct value, counted when first asked for.
  private let counts = CodeCounts()

  init(name: String, query: TextQuery, column: (any Column)?) {
    self.name = name
    self.query = query
    self.column = column
  }
}

private final class CodeCounts: Sendable {
  private let made = Lock<[UInt32]?>(nil)

  func ofCodes(_ count: Int, _ countOf: (Int) -> Int) -> [UInt32] {
    made.withLock { made in
      if let made { return made }
      let counts = (0..<count).map { UInt32(clamping: countOf($0)) }
      made = counts
      return counts
    }
  }
}

extension Value {
  /// Calls `body` with the text, or each text of a list and its number; numbers and dates as they are written.
  func forEachText(_ body: (Int, UnsafeRawBufferPointer) -> Void) {
    switch self {
    case .text(var text): text.withUTF8 { body(0, UnsafeRawBufferPointer($0)) }
    case .list(let items):
      for (number, item) in items.enumerated() { item.forEachText { body(number, $1) } }
    case .number(let number): Value.text(number.written).forEachText(body)
    case .integer(let number): Value.text(String(number)).forEachText(body)
    case .date(let date): Value.text(date.description).forEachText(body)
    case .truth(let truth): Value.text(truth ? "true" : "false").forEachText(body)
    case .null: break
    }
  }
}

extension Double {
  /// Whole numbers without a point: `2020`.
  var written: String { self == rounded() && magnitude < 9_007_199_254_740_992 ? String(Int64(self)) : String(self) }
}
