import Glibc

/// The order of terms: byte by byte, a shorter one before those it begins.
enum TermOrder {
  /// The first eight bytes as a number that sorts as they do.
  @inline(__always)
  static func prefix(of bytes: UnsafeRawBufferPointer) -> UInt64 {
    guard let base = bytes.baseAddress else { return 0 }
    // Eight readable bytes follow all terms.
    let word = UInt64(bigEndian: base.loadUnaligned(as: UInt64.self))
    return bytes.count >= 8 ? word : bytes.count == 0 ? 0 : word & ~(UInt64.max >> UInt64(8 * bytes.count))
  }

  @inline(__always)
  static func isLess(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    guard let first = a.baseAddress, let second = b.baseAddress else { return a.count < b.count }
    let order = memcmp(first, second, min(a.count, b.count))
    return order != 0 ? order < 0 : a.count < b.count
  }
}

/// All terms in order, with where their posting lists begin. A compound's key is its joined parts, a zero byte and the
/// number of its parts, so that it stands right after the plain term of the same letters.
struct TermDictionary: Sendable {
  private let image: Image
  nonisolated(unsafe) private let keys: UnsafeRawBufferPointer
  /// Where each key begins; one more at the end.
  nonisolated(unsafe) private let starts: UnsafeBufferPointer<UInt32>
  /// Where each posting list begins in `postings`: u32 where that is enough, else u64.
  nonisolated(unsafe) private let lists: UnsafeRawBufferPointer
  private let listWidth: Int

  init(_ image: Image) {
    self.image = image
    keys = image["term-keys"]
    starts = image.array("term-starts", of: UInt32.self)
    lists = image["posting-starts"]
    count = max(0, starts.count - 1)
    listWidth = count > 0 ? lists.count / count : 4
  }

  let count: Int

  /// The key of a term, a compound's tail included.
  @inline(__always)
  func key(of term: Int) -> UnsafeRawBufferPointer {
    if let base = starts.baseAddress { image.check(base + term, 8) }
    let key = UnsafeRawBufferPointer(rebasing: keys[Int(starts[term])..<Int(starts[term + 1])])
    image.check(key)
    return key
  }

  /// What a term is looked up by: a compound's joined parts, without the tail.
  func folded(_ term: Int) -> UnsafeRawBufferPointer { TermDictionary.split(key(of: term)).folded }

  /// Where the posting list begins and, where another follows, ends.
  func list(of term: Int) -> (start: Int, end: Int?) {
    let isLast = term + 1 == count
    if let base = lists.baseAddress { image.check(base + term * listWidth, isLast ? listWidth : listWidth * 2) }
    return (listStart(term), isLast ? nil : listStart(term + 1))
  }

  private func listStart(_ term: Int) -> Int {
    listWidth == 4
      ? Int(lists.loadUnaligned(fromByteOffset: term * 4, as: UInt32.self))
      : Int(lists.loadUnaligned(fromByteOffset: term * 8, as: UInt64.self))
  }

  /// Splits a key into its letters and the number of its parts: 1 for a plain term.
  static func split(_ key: UnsafeRawBufferPointer) -> (folded: UnsafeRawBufferPointer, partCount: Int) {
    guard key.count >= 2, key[key.count - 2] == 0 else { return (key, 1) }
    return (UnsafeRawBufferPointer(rebasing: key[..<(key.count - 2)]), Int(key[key.count - 1]))
  }

  /// The first term whose key is not before `key`.
  func lowerBound(_ key: UnsafeRawBufferPointer) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if TermOrder.isLess(self.key(of: middle), key) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The plain term with exactly these bytes.
  func find(_ folded: UnsafeRawBufferPointer) -> Int? {
    let place = lowerBound(folded)
    return place < count && key(of: place).elementsEqual(folded) ? place : nil
  }

  /// The compounds whose joined parts are these bytes.
  func compounds(_ folded: UnsafeRawBufferPointer) -> [(term: Int, partCount: Int)] {
    var found: [(term: Int, partCount: Int)] = []
    var place = lowerBound(folded)
    while place < count {
      let (letters, partCount) = TermDictionary.split(key(of: place))
      guard letters.elementsEqual(folded) else { break }
      if partCount > 1 { found.append((place, partCount)) }
      place += 1
    }
    return found
  }

  /// The terms whose keys begin with `prefix`.
  func range(startingWith prefix: [UInt8]) -> Range<Int> {
    let start = prefix.withUnsafeBytes { lowerBound($0) }
    var after = prefix
    while let last = after.popLast() {
      if last < 0xFF {
        after.append(last + 1)
        return start..<after.withUnsafeBytes { lowerBound($0) }
      }
    }
    return start..<count
  }

  /// All terms that a wildcard matches, ascending: `*` any letters, `?` exactly one.
  func matches(_ pattern: [UInt8]) -> [(term: Int, partCount: Int)] {
    let isWild = { (byte: UInt8) in byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") }
    let prefix = Array(pattern.prefix { !isWild($0) })
    let isPrefixOnly = pattern.count == prefix.count + 1 && pattern.last == UInt8(ascii: "*")
    let suffix = Array(pattern.reversed().prefix { !isWild($0) }.reversed())
    var found: [(term: Int, partCount: Int)] = []
    for term in range(startingWith: prefix) {
      let (letters, partCount) = TermDictionary.split(key(of: term))
      if isPrefixOnly {
        found.append((term, partCount))
        continue
      }
      guard letters.count >= prefix.count + suffix.count else { continue }
      let end = letters[(letters.count - suffix.count)...]
      guard end.elementsEqual(suffix), Wildcard.matches(pattern, letters) else { continue }
      found.append((term, partCount))
    }
    return found
  }
}

/// `recycl*`, `wom?n`: time in proportion to pattern times word, whatever the pattern.
enum Wildcard {
  /// Whether all of `text` is what `pattern` says. `?` is one code point.
  static func matches(_ pattern: some RandomAccessCollection<UInt8>, _ text: UnsafeRawBufferPointer) -> Bool {
    let pattern = Array(pattern)
    var place = 0
    var index = 0
    var star: (place: Int, index: Int)?
    while index < text.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        star = (place, index)
        place += 1
      } else if place < pattern.count, pattern[place] == UInt8(ascii: "?") {
        index += max(1, CodePoint.decode(text, at: index).length)
        place += 1
      } else if place < pattern.count, pattern[place] == text[index] {
        index += 1
        place += 1
      } else if let last = star {
        let next = last.index + max(1, CodePoint.decode(text, at: last.index).length)
        star = (last.place, next)
        index = next
        place = last.place + 1
      } else {
        return false
      }
    }
    while place < pattern.count, pattern[place] == UInt8(ascii: "*") { place += 1 }
    return place == pattern.count
  }
}
