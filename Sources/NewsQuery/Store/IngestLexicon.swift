/// The words that one thread of an ingest has met. Raw forms are numbered by first appearance; each is stripped and folded
/// once, however many texts it stands in.
final class IngestLexicon: @unchecked Sendable {
  // Filled by one thread; read by several once all segments are sealed.
  /// Words as they stand in the text; a compound's parts and all between them.
  var surfaces = SurfaceTable()
  /// Surface forms: what is left of the raw form for `=WHO`.
  private(set) var forms = FormTable()
  /// What is looked up. A compound's key is its joined parts, a zero byte, and the number of its parts; so is its form.
  private(set) var keys = FormTable()
  private(set) var formOfSurface: [UInt32] = []
  private(set) var keyOfForm: [UInt32] = []
  /// How often each raw form stands in the segments sealed so far.
  private(set) var counts: [Int] = []

  private var form: [UInt8] = []
  private var key: [UInt8] = []

  /// Numbers have 31 bits, offsets of words 32; and a table that fits no cache is slower than two.
  var isFull: Bool { surfaces.count >= 1 << 24 || surfaces.byteCount >= 1 << 30 }

  /// Counts the words of a segment that is to be sealed, and folds those that are new.
  func seal(_ words: borrowing WordStream) {
    fold()
    counts.withUnsafeMutableBufferPointer { counts in
      var reader = TokenReader(words.codes)
      while let token = reader.next() {
        if token > 0 { counts[Int(token) &- 1] &+= 1 }
      }
      for compound in words.compounds { counts[Int(compound.surface)] &+= 1 }
    }
  }

  /// Lets go of all words, once they stand in a `TermUnion`.
  func drop() {
    surfaces = SurfaceTable(capacity: 64)
    forms = FormTable()
    keys = FormTable()
    (formOfSurface, keyOfForm, counts) = ([], [], [])
  }

  private func fold() {
    for number in counts.count..<surfaces.count {
      form.removeAll(keepingCapacity: true)
      key.removeAll(keepingCapacity: true)
      let partCount = surfaces.partCount(of: number)
      WordForm.appendSurface(surfaces.bytes(of: number), to: &form)
      form.withUnsafeBytes { Fold.append($0, to: &key) }
      if partCount > 1 {
        for tail in [0, UInt8(partCount)] {
          form.append(tail)
          key.append(tail)
        }
      }
      let formNumber = form.withUnsafeBytes { forms.intern($0) }
      if Int(formNumber) == keyOfForm.count { keyOfForm.append(key.withUnsafeBytes { keys.intern($0) }) }
      formOfSurface.append(formNumber)
      counts.append(0)
    }
  }
}

/// Reads the words of a segment in the order of its text: 0 where no word stands, else the number of a raw form and one.
struct TokenReader {
  private var place: UnsafeRawPointer
  private let end: UnsafeRawPointer

  init(_ codes: borrowing ByteBuffer) {
    place = UnsafeRawPointer(codes.start)
    end = place + codes.count
  }

  @inline(__always)
  mutating func next() -> UInt32? { place < end ? token() : nil }

  /// The next word, where there is one for sure.
  @inline(__always)
  mutating func token() -> UInt32 {
    let code = UInt32(place.load(as: UInt16.self))
    place += 2
    if code < 0x8000 { return code }
    let low = UInt32(place.load(as: UInt16.self))
    place += 2
    return (code & 0x7FFF) << 16 | low
  }
}
