/// What must be true of the numbers in a section of an archive file, whoever wrote it. `BlockGuard` looks at the numbers of a
/// block when the block is first read: from then on they can be used as places and lengths unchecked.
///
/// Nobody may rely on a number of a row that lies outside the section; how many numbers a section has is checked when the
/// file is opened (`ImageCheck`).
struct SectionRule {
  enum Kind {
    /// Places, u64: none below the one before it and none above `limit`.
    case places64(limit: UInt64)
    /// Places, u32.
    case places32(limit: UInt32)
    /// Numbers, u32, each below `limit`.
    case below32(limit: UInt32)
    /// The same, each above the one before it.
    case rising32(limit: UInt32)
    /// Codes of `size` bytes, none above `limit`.
    case codes(size: Int, limit: UInt32)
    /// Numbers, u32, none above its own place.
    case groups
    /// Cells of a column of dates.
    case dates
    /// `ArticleRecord`s whose texts end at `limit` or before.
    case articles(limit: UInt64)
    /// Entries of `TermDictionary`: places in `terms` rise, places in `postings` do not fall.
    case termBlocks(terms: UInt64, postings: UInt64)

    var stride: Int {
      switch self {
      case .places64: 8
      case .places32, .below32, .rising32, .groups: 4
      case .codes(let size, _): size
      case .dates: 16
      case .articles: MemoryLayout<ArticleRecord>.stride
      case .termBlocks: TermDictionary.entrySize
      }
    }
  }

  /// The first number.
  var start: UnsafeRawPointer
  /// How many there are.
  var count: Int
  var kind: Kind

  var end: UnsafeRawPointer { start + count * kind.stride }

  /// Whether the rule holds for the numbers that begin within `bytes`, and between each of them and the next one.
  func holds(in bytes: UnsafeRawBufferPointer) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    let stride = kind.stride
    let first = start < base ? (base - start + stride - 1) / stride : 0
    let last = min(count, max(0, (base + bytes.count - start + stride - 1) / stride))
    guard first < last else { return true }
    return holds(of: first..<last)
  }

  private func holds(of range: Range<Int>) -> Bool {
    switch kind {
    case .places64(let limit): return ascends(range, UInt64.self, limit)
    case .places32(let limit): return ascends(range, UInt32.self, limit)
    case .below32(let limit): return greatest(range, UInt32.self) < limit
    case .rising32(let limit):
      return range.allSatisfy { place in
        let value = number(UInt32.self, place)
        return value < limit && (place + 1 == count || value < number(UInt32.self, place + 1))
      }
    case .codes(let size, let limit):
      switch size {
      case 1: return limit >= UInt8.max || UInt32(greatest(range, UInt8.self)) <= limit
      case 2: return limit >= UInt16.max || UInt32(greatest(range, UInt16.self)) <= limit
      default: return greatest(range, UInt32.self) <= limit
      }
    case .groups:
      var broken = 0
      for place in range { broken &+= Int(number(UInt32.self, place)) > place ? 1 : 0 }
      return broken == 0
    case .dates: return range.allSatisfy(isDate)
    case .articles(let limit): return range.allSatisfy { isArticle($0, limit) }
    case .termBlocks(let terms, let postings): return range.allSatisfy { isTermBlock($0, terms, postings) }
    }
  }

  @inline(__always)
  private func number<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type, _ place: Int) -> Number {
    (start + place &* MemoryLayout<Number>.size).loadUnaligned(as: type)
  }

  @inline(__always)
  private func ascends<Number: FixedWidthInteger & BitwiseCopyable>(
    _ range: Range<Int>, _ type: Number.Type, _ limit: Number
  ) -> Bool {
    // If numbers do not fall, the last is the greatest.
    let last = min(range.upperBound, count - 1)
    var falls = 0
    for place in range.lowerBound..<last { falls &+= number(type, place) > number(type, place &+ 1) ? 1 : 0 }
    return falls == 0 && number(type, last) <= limit
  }

  /// The greatest of numbers, of which there is at least one. Without a branch for each, so that several are compared at once.
  @inline(__always)
  private func greatest<Number: FixedWidthInteger & BitwiseCopyable>(_ range: Range<Int>, _ type: Number.Type) -> Number
  {
    var greatest: Number = 0
    for place in range { greatest = max(greatest, number(type, place)) }
    return greatest
  }

  /// Seconds of the years 1 to 9999, and an offset that is none or of at most 18 hours.
  private func isDate(_ place: Int) -> Bool {
    let cell = start + place * 16
    guard cell.loadUnaligned(fromByteOffset: 11, as: UInt8.self) != 0 else { return true }
    let seconds = cell.loadUnaligned(as: Int64.self)
    let offset = cell.loadUnaligned(fromByteOffset: 8, as: Int16.self)
    return seconds >= SectionRule.firstSecond && seconds <= SectionRule.lastSecond
      && (offset == NewsDate.noOffset || (-18 * 60...18 * 60).contains(offset))
      && NewsDate.Precision(rawValue: cell.loadUnaligned(fromByteOffset: 10, as: UInt8.self)) != nil
  }

  // A day more at either end, for the offset.
  private static let firstSecond: Int64 = -62_135_596_800 - 86_400
  private static let lastSecond: Int64 = 253_402_300_799 + 86_400

  private func isArticle(_ place: Int, _ limit: UInt64) -> Bool {
    let record = (start + place * MemoryLayout<ArticleRecord>.stride).loadUnaligned(as: ArticleRecord.self)
    return record.leadStart <= record.bodyLength && record.textStart <= limit
      && UInt64(record.byteCount) <= limit - record.textStart
  }

  private func isTermBlock(_ place: Int, _ terms: UInt64, _ postings: UInt64) -> Bool {
    let entry = start + place * TermDictionary.entrySize
    let list = entry.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    let block = entry.loadUnaligned(fromByteOffset: 16, as: UInt32.self)
    guard place + 1 < count else { return list <= postings && UInt64(block) < terms }
    let next = entry + TermDictionary.entrySize
    return list <= next.loadUnaligned(fromByteOffset: 8, as: UInt64.self) && list <= postings
      && block < next.loadUnaligned(fromByteOffset: 16, as: UInt32.self) && UInt64(block) < terms
  }
}
