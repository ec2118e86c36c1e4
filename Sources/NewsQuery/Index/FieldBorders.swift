/// Where the fields of one article begin, by position.
struct FieldBorders {
  var deckStart: UInt32
  var bodyStart: UInt32
  var leadStart: UInt32
  /// One past the last position.
  var end: UInt32

  /// Reads the beginning of what `BorderWriter` wrote.
  init(_ bytes: UnsafeRawPointer) {
    var reader = ByteReader(bytes)
    deckStart = UInt32(truncatingIfNeeded: reader.varint())
    bodyStart = deckStart &+ UInt32(truncatingIfNeeded: reader.varint())
    leadStart = bodyStart &+ UInt32(truncatingIfNeeded: reader.varint())
    end = bodyStart &+ UInt32(truncatingIfNeeded: reader.varint())
  }

  /// Whether they are in order and such as an article may have.
  var areRight: Bool {
    deckStart <= bodyStart && bodyStart <= leadStart && bodyStart <= end && max(leadStart, end) < Borders.mostPositions
  }

  /// 0 the headline, 1 the deck, 2 the body.
  @inline(__always)
  func field(of position: UInt32) -> Int { position >= bodyStart ? 2 : position >= deckStart ? 1 : 0 }
}
