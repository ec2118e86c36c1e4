import CBytes
import CLibrary

/// The words of one thread of an ingest, sorted out as they are met: the order of all terms is cut into partitions
/// (`PartitionBounds`), and each has its distinct words and their occurrences in the order of the text by itself. What is to
/// be brought together for the posting lists of one partition is then small enough for the processor's own memory.
///
/// A word is known by its code: the number of its partition, and above it its number there, by first appearance.
struct Partitions: ~Copyable {
  /// The occurrences of a partition (`OccurrenceReader`).
  private struct Partition {
    var start: UnsafeMutableRawPointer
    var place: UnsafeMutableRawPointer
    /// From here on a further occurrence may not fit.
    var limit: UnsafeMutableRawPointer
    /// Of the last occurrence.
    var article = UInt32.max
    var position: UInt32 = 0

    /// The fewest bytes of an occurrence, and the most, its article among them.
    static let fewestBytes = 3
    static let mostBytes = 32
    private static let firstCapacity = 256
    /// From this size on it has pages of its own.
    private static let leastMapped = 1 << 16

    init() {
      guard let start = malloc(Partition.firstCapacity) else { fatalError("out of memory") }
      self.start = start
      place = start
      limit = start + Partition.firstCapacity - Partition.mostBytes
    }

    var byteCount: Int { place - start }
    private var capacity: Int { limit - start + Partition.mostBytes }

    mutating func grow() {
      let (used, old) = (byteCount, capacity)
      let wanted = old * 2
      let memory: UnsafeMutableRawPointer?
      if old >= Partition.leastMapped {
        memory = nb_remap(start, old, wanted)
      } else if wanted < Partition.leastMapped {
        memory = realloc(start, wanted)
      } else {
        memory = nb_map(wanted)
        memory?.copyMemory(from: start, byteCount: used)
        free(start)
      }
      guard let memory else { fatalError("out of memory") }
      start = memory
      place = memory + used
      limit = memory + wanted - Partition.mostBytes
    }

    func release() {
      if capacity >= Partition.leastMapped { nb_unmap(start, capacity) } else { free(start) }
    }
  }

  private let partitions: UnsafeMutablePointer<Partition>
  /// The distinct words of each partition.
  private let words: UnsafeMutablePointer<PartitionWords>
  private let shift: UInt32
  private let mask: UInt32

  var count: Int { 1 << Int(shift) }

  /// `count` is a power of two.
  init(count: Int) {
    shift = UInt32(count.trailingZeroBitCount)
    mask = UInt32(count - 1)
    precondition(count <= PartitionBounds.most)
    partitions = UnsafeMutablePointer<Partition>.allocate(capacity: count)
    words = UnsafeMutablePointer<PartitionWords>.allocate(capacity: count)
    for number in 0..<count {
      (partitions + number).initialize(to: Partition())
      (words + number).initialize(to: PartitionWords())
    }
  }

  deinit {
    for number in 0..<count { partitions[number].release() }
    partitions.deallocate()
    words.deinitialize(count: count)
    words.deallocate()
  }

  /// A new word: its surface form and the key that it is looked up by. Gives its code.
  mutating func add(form: [UInt8], key: [UInt8]) -> UInt32 {
    let partition = PartitionBounds.partition(of: key, count: count)
    words[partition].append(form: form, key: key)
    return UInt32(words[partition].count - 1) << shift | UInt32(partition)
  }

  /// A word stands here. Articles ascend, positions need not.
  @inline(__always)
  mutating func put(_ code: UInt32, article: UInt32, position: UInt32) {
    let partition = partitions + Int(code & mask)
    if partition.pointee.place >= partition.pointee.limit { Partitions.grow(partition) }
    var place = partition.pointee.place
    if partition.pointee.article != article {
      place = Partitions.begin(article, partition)
      partition.pointee.article = article
      partition.pointee.position = 0
    }
    let word = code >> shift &+ 1
    if word < 0x8000 {
      place.storeBytes(of: UInt16(truncatingIfNeeded: word), as: UInt16.self)
      place += 2
    } else {
      place.storeBytes(of: UInt16(truncatingIfNeeded: 0x8000 | word >> 16), as: UInt16.self)
      place.storeBytes(of: UInt16(truncatingIfNeeded: word), toByteOffset: 2, as: UInt16.self)
      place += 4
    }
    let gap = position &- partition.pointee.position
    if gap < 0xFF {
      place.storeBytes(of: UInt8(truncatingIfNeeded: gap), as: UInt8.self)
      place += 1
    } else {
      place.storeBytes(of: 0xFF, as: UInt8.self)
      place.storeBytes(of: position, toByteOffset: 1, as: UInt32.self)
      place += 5
    }
    partition.pointee.place = place
    partition.pointee.position = position
  }

  private static func begin(
    _ article: UInt32, _ partition: UnsafeMutablePointer<Partition>
  ) -> UnsafeMutableRawPointer {
    var place = partition.pointee.place
    place.storeBytes(of: 0, as: UInt16.self)
    let gap = article &- partition.pointee.article
    if gap < 0xFF {
      place.storeBytes(of: UInt8(truncatingIfNeeded: gap), toByteOffset: 2, as: UInt8.self)
      place += 3
    } else {
      place.storeBytes(of: 0xFF, toByteOffset: 2, as: UInt8.self)
      place.storeBytes(of: article, toByteOffset: 3, as: UInt32.self)
      place += 7
    }
    return place
  }

  @inline(never)
  private static func grow(_ partition: UnsafeMutablePointer<Partition>) { partition.pointee.grow() }

  /// Begins to count articles anew.
  mutating func beginSegment() {
    for number in 0..<count { partitions[number].article = UInt32.max }
  }

  /// How many bytes of occurrences each partition has by now: where a segment begins and ends.
  func ends() -> [Int] { (0..<count).map { partitions[$0].byteCount } }

  /// No fewer than the occurrences that a partition has.
  func mostOccurrences(of partition: Int) -> Int { partitions[partition].byteCount / Partition.fewestBytes }

  func wordCount(of partition: Int) -> Int { words[partition].count }

  func words(of partition: Int) -> WordReader { words[partition].reader }

  /// The occurrences of a partition between two of its `ends`.
  func occurrences(of partition: Int, _ range: Range<Int>) -> OccurrenceReader {
    OccurrenceReader(UnsafeRawPointer(partitions[partition].start + range.lowerBound), range.count)
  }

  /// Lets go of a partition that is done with. Different partitions may be let go of by different threads.
  func drop(_ partition: Int) {
    partitions[partition].release()
    partitions[partition] = Partition()
    words[partition] = PartitionWords()
  }
}

/// The distinct words of a partition: of each the lengths of its surface form and its key, u16, and both.
private struct PartitionWords: ~Copyable {
  private var bytes = ByteBuffer(capacity: 64)
  private(set) var count = 0

  mutating func append(form: [UInt8], key: [UInt8]) {
    bytes.append(value: UInt16(form.count))
    bytes.append(value: UInt16(key.count))
    bytes.append(form)
    bytes.append(key)
    count += 1
  }

  var reader: WordReader { WordReader(bytes.bytes) }
}

/// Reads the distinct words of a partition in the order of their numbers.
struct WordReader {
  private var place: UnsafeRawPointer?
  private let end: UnsafeRawPointer?

  fileprivate init(_ bytes: UnsafeRawBufferPointer) {
    place = bytes.baseAddress
    end = bytes.baseAddress.map { $0 + bytes.count }
  }

  /// The next word's surface form and key; a compound's form and key end with a zero byte and the number of its parts.
  mutating func next() -> (form: UnsafeRawBufferPointer, key: UnsafeRawBufferPointer)? {
    guard let place, let end, place < end else { return nil }
    let formLength = Int(place.loadUnaligned(as: UInt16.self))
    let keyLength = Int(place.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
    let form = UnsafeRawBufferPointer(start: place + 4, count: formLength)
    let key = UnsafeRawBufferPointer(start: place + 4 + formLength, count: keyLength)
    self.place = place + 4 + formLength + keyLength
    return (form, key)
  }
}

/// Reads the occurrences of a partition in one segment.
///
///     0 u16, gap to the article before u8 (255: the article u32)        an article begins
///     word and one: u16 below 32768, else two u16, the higher with its highest bit set;
///         gap to the position before u8 (255: the position u32)         an occurrence
struct OccurrenceReader {
  private var place: UnsafeRawPointer
  private let end: UnsafeRawPointer
  /// Of the last occurrence read, within its segment.
  private(set) var article = UInt32.max
  private(set) var position: UInt32 = 0

  fileprivate init(_ start: UnsafeRawPointer, _ count: Int) {
    place = start
    end = start + count
  }

  /// The number of the next occurrence's word within the partition; -1 at the end.
  @inline(__always)
  mutating func next() -> Int {
    while place < end {
      var word = UInt32(place.loadUnaligned(as: UInt16.self))
      let gap = UInt32(place.loadUnaligned(fromByteOffset: 2, as: UInt8.self))
      if word == 0 {
        position = 0
        if gap < 0xFF {
          article &+= gap
          place += 3
        } else {
          article = place.loadUnaligned(fromByteOffset: 3, as: UInt32.self)
          place += 7
        }
        continue
      }
      if word < 0x8000, gap < 0xFF {
        position &+= gap
        place += 3
        return Int(word) &- 1
      }
      place += 2
      if word >= 0x8000 {
        word = (word & 0x7FFF) << 16 | UInt32(place.loadUnaligned(as: UInt16.self))
        place += 2
      }
      let wide = place.loadUnaligned(as: UInt8.self)
      if wide < 0xFF {
        position &+= UInt32(wide)
        place += 1
      } else {
        position = place.loadUnaligned(fromByteOffset: 1, as: UInt32.self)
        place += 5
      }
      return Int(word) &- 1
    }
    return -1
  }
}
