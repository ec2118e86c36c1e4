import CCompression

/// Headline, deck and body of each article, as they are in memory or in compressed blocks of an archive file.
struct TextStore: @unchecked Sendable {
  // INVARIANT: the pointers are into sections of `image`, which is held and never written to.
  private let image: Image
  private let records: UnsafeBufferPointer<ArticleRecord>
  private let pieces: [UnsafeRawBufferPointer]
  /// Where each piece begins; one more at the end.
  private let pieceStarts: [Int]
  private let blocks: TextBlocks?
  /// One bit for each of headline, deck, body.
  private let presence: UInt64

  init(_ image: Image, presence: UInt64) {
    self.image = image
    self.presence = presence
    records = image.array("articles", of: ArticleRecord.self)
    pieces = image.textPieces
    pieceStarts = pieces.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    blocks = image.has("text-blocks") ? TextBlocks(image) : nil
  }

  func record(of article: Int) -> ArticleRecord {
    if let base = records.baseAddress { image.check(base + article, MemoryLayout<ArticleRecord>.stride) }
    return records[article]
  }

  /// Whether any article has the field.
  func has(_ field: ArticleField) -> Bool { presence & (1 << UInt64(field.rawValue)) != 0 }

  /// Articles and their older editions.
  var rowCount: Int { records.count }

  /// Bytes of all texts.
  var byteCount: Int { blocks?.byteCount ?? pieceStarts.last ?? 0 }

  func byteCount(of article: Int) -> Int { record(of: article).byteCount }

  func with<Result>(
    _ field: ArticleField, article: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try with(record(of: article).range(of: field), article, body)
  }

  /// Headline, deck and body of an article, one right after the other.
  func withAll<Result>(
    of article: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try with(0..<byteCount(of: article), article, body)
  }

  private func with<Result>(
    _ range: Range<Int>, _ article: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    if range.isEmpty { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
    let start = Int(record(of: article).textStart)
    guard let blocks else {
      var (low, high) = (0, pieces.count)
      while high - low > 1 {
        let middle = (low + high) / 2
        if pieceStarts[middle] <= start { low = middle } else { high = middle }
      }
      let first = start - pieceStarts[low] + range.lowerBound
      return try body(UnsafeRawBufferPointer(rebasing: pieces[low][first..<first + range.count]))
    }
    let (block, offset) = blocks.block(holding: start)
    return try block.bytes.withUnsafeBytes { bytes in
      guard offset >= 0, range.upperBound <= bytes.count - offset else { image.refuse() }
      let first = offset + range.lowerBound
      // No field begins or ends within a character.
      let end = offset + range.upperBound
      if bytes[first] & 0xC0 == 0x80 || end < bytes.count && bytes[end] & 0xC0 == 0x80 { image.refuse() }
      return try body(UnsafeRawBufferPointer(rebasing: bytes[first..<first + range.count]))
    }
  }
}

extension ArticleRecord {
  var byteCount: Int { Int(headlineLength) + Int(deckLength) + Int(bodyLength) }

  /// Where a field stands, counted from the article's first byte.
  func range(of field: ArticleField) -> Range<Int> {
    let deck = Int(headlineLength)
    let body = deck + Int(deckLength)
    switch field {
    case .headline: return 0..<deck
    case .deck: return deck..<body
    default: return body..<body + Int(bodyLength)
    }
  }
}

/// The compressed text of an archive file. The blocks read last are kept, since neighbours are often read together.
final class TextBlocks: Sendable {
  final class Block: Sendable {
    let bytes: [UInt8]
    init(_ bytes: [UInt8]) { self.bytes = bytes }
  }

  private let image: Image
  nonisolated(unsafe) private let frames: UnsafeRawBufferPointer
  nonisolated(unsafe) private let starts: UnsafeBufferPointer<UInt64>
  nonisolated(unsafe) private let rawStarts: UnsafeBufferPointer<UInt64>
  /// A block stands where its number says, so that threads seldom drive each other's out.
  private let kept = Lock<[(number: Int, block: Block)?]>(Array(repeating: nil, count: 64))

  init(_ image: Image) {
    self.image = image
    frames = image["text-blocks"]
    starts = image.array("text-block-starts", of: UInt64.self)
    rawStarts = image.array("text-raw-starts", of: UInt64.self)
  }

  var byteCount: Int { rawStarts.isEmpty ? 0 : value(rawStarts, rawStarts.count - 1) }

  /// A place in either array; both rise and keep within their limits (`SectionRule`).
  private func value(_ array: UnsafeBufferPointer<UInt64>, _ index: Int) -> Int {
    if let base = array.baseAddress { image.check(base + index, 8) }
    return Int(array[index])
  }

  /// The block that holds the byte `start` of all text, and where that byte is in it.
  func block(holding start: Int) -> (Block, offset: Int) {
    guard rawStarts.count > 1 else { image.refuse() }
    var low = 0
    var high = rawStarts.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if value(rawStarts, middle) <= start { low = middle } else { high = middle }
    }
    return (block(low), start - value(rawStarts, low))
  }

  private func block(_ number: Int) -> Block {
    let place = number % 64
    if let found = kept.withLock({ $0[place] }), found.number == number { return found.block }
    let start = value(starts, number)
    let frame = UnsafeRawBufferPointer(rebasing: frames[start..<value(starts, number + 1)])
    image.check(frame)
    let size = value(rawStarts, number + 1) - value(rawStarts, number)
    if size == 0 { return Block([]) }
    // A few bytes that claim to be very many are a trap.
    guard size <= TextBlocks.mostBytes(in: frame.count) else { image.refuse() }
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { output, count in
      let input = frame.bindMemory(to: UInt8.self)
      isWhole = output.baseAddress.map { nz_decompress($0, size, input.baseAddress, input.count) } == 1
      count = isWhole ? size : 0
    }
    guard isWhole, bytes.withUnsafeBytes({ UTF8Repair.isValid($0) }) else { image.refuse() }
    let block = Block(bytes)
    if size <= TextBlocks.mostKept { kept.withLock { $0[place] = (number, block) } }
    return block
  }

  /// Larger blocks are not kept, since there may be many.
  private static let mostKept = 1 << 20

  /// How long a text may be that a frame of so many bytes holds. The writer fills up what is compressed better than that.
  static func mostBytes(in frameSize: Int) -> Int { (64 << 20) + min(frameSize, 1 << 40) * mostRatio }

  static let mostRatio = 1024
}

/// Headline, deck or body as a column.
struct StoredTextColumn: Column {
  let text: TextStore
  let field: ArticleField
  var type: ValueType { .text }

  func value(at row: Int) -> Value {
    text.with(field, article: row) { $0.isEmpty ? .null : .text(String(decoding: $0, as: UTF8.self)) }
  }
}

/// Words of the body, counted.
struct WordCountColumn: Column {
  let text: TextStore
  var type: ValueType { .number }

  func value(at row: Int) -> Value { .number(Double(text.record(of: row).bodyWordCount)) }
}
