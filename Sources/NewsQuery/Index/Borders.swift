/// The positions at which the parts of one article begin.
public struct Borders: Equatable, Sendable {
  public var deckStart: UInt32
  public var bodyStart: UInt32
  /// The first body word after the dateline.
  public var leadStart: UInt32
  /// One past the last position.
  public var end: UInt32
  /// First positions of sentences, ascending; the headline and the deck are one each.
  public var sentences: [UInt32]
  /// First positions of paragraphs, ascending; each begins a sentence too.
  public var paragraphs: [UInt32]
}

extension Borders {
  /// No article has so many positions.
  static let mostPositions: UInt32 = 1 << 30

  /// Reads what `BorderWriter` wrote; nil for bytes that nobody who means well wrote.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return nil }
    let most = Int(Borders.mostPositions) - 1
    var reader = BoundedReader(start, end: start + bytes.count)
    let deck = reader.varint(most: most)
    let body = deck + reader.varint(most: most)
    let lead = body + reader.varint(most: most)
    let end = body + reader.varint(most: most)
    // Each sentence takes a byte at least.
    let count = reader.varint(most: bytes.count)
    guard !reader.isOver, max(lead, end) <= most else { return nil }
    (deckStart, bodyStart) = (UInt32(deck), UInt32(body))
    (leadStart, self.end) = (UInt32(lead), UInt32(end))
    sentences = []
    paragraphs = []
    sentences.reserveCapacity(count)
    var position = 0
    for _ in 0..<count {
      let value = reader.varint(most: 2 * most)
      position += value >> 1
      guard !reader.isOver, position <= most else { return nil }
      sentences.append(UInt32(position))
      if value & 1 == 1 { paragraphs.append(UInt32(position)) }
    }
  }
}

/// Finds the borders of one article while its words go by.
struct BorderWriter {
  var deckStart: UInt32 = 0
  var bodyStart: UInt32 = 0
  var leadStart: UInt32 = 0
  var end: UInt32 = 0
  /// The byte of the body where the lead begins.
  private var leadByte = 0

  /// The byte, within the field, of the next word that may begin a sentence.
  private(set) var nextBorder = Int.max

  /// Bytes at which sentences begin, ascending, with 1 added to the double where a paragraph begins.
  private var starts: [Int] = []
  private var next = 0
  private var isLeadPending = false
  /// Positions of sentences, doubled, with 1 added where a paragraph begins.
  private var sentences: [UInt64] = []

  /// Begins an article.
  mutating func begin(leadByte: Int) {
    self.leadByte = leadByte
    (deckStart, bodyStart, leadStart, end) = (0, 0, 0, 0)
    sentences.removeAll(keepingCapacity: true)
    isLeadPending = false
  }

  mutating func beginField(_ field: UnsafeRawBufferPointer, isBody: Bool) {
    starts.removeAll(keepingCapacity: true)
    next = 0
    if isBody {
      var found = starts
      starts = []
      Paragraphs.forEach(in: field) { paragraph in
        var isFirst = true
        Sentences.forEach(in: field, paragraph: paragraph) { sentence in
          found.append(sentence.lowerBound << 1 | (isFirst ? 1 : 0))
          isFirst = false
        }
      }
      starts = found
      isLeadPending = true
    } else {
      starts.append(1)
    }
    setNextBorder()
  }

  private mutating func setNextBorder() {
    nextBorder = next < starts.count ? starts[next] >> 1 : Int.max
    if isLeadPending { nextBorder = min(nextBorder, leadByte) }
  }

  /// A word begins at byte `start` of the field, at or after `nextBorder`. Gives the `nextBorder` after it.
  mutating func pass(_ start: Int, position: UInt32) -> Int {
    if isLeadPending, start >= leadByte {
      leadStart = position
      isLeadPending = false
    }
    // A sentence without words gives its beginning to none; but the paragraph it opened begins here all the same.
    var begins = false
    var isParagraph: UInt64 = 0
    while next < starts.count, starts[next] >> 1 <= start {
      begins = true
      isParagraph |= UInt64(starts[next] & 1)
      next += 1
    }
    if begins { sentences.append(UInt64(position) << 1 | isParagraph) }
    setNextBorder()
    return nextBorder
  }

  mutating func endField(position: UInt32) {
    if isLeadPending {
      leadStart = position
      isLeadPending = false
    }
  }

  mutating func write(to bytes: inout ByteBuffer) {
    leadStart = max(leadStart, bodyStart)
    bytes.append(varint: deckStart)
    bytes.append(varint: bodyStart - deckStart)
    bytes.append(varint: leadStart - bodyStart)
    bytes.append(varint: end - bodyStart)
    bytes.append(varint: sentences.count)
    var previous: UInt64 = 0
    for sentence in sentences {
      bytes.append(varint: (sentence >> 1 - previous >> 1) << 1 | sentence & 1)
      previous = sentence
    }
  }
}
