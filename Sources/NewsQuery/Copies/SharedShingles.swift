/// The shingles that some texts share with others, numbered by how many texts have them, the rarest first.
struct SharedShingles: Sendable {
  /// For each text its shingles: `numbers[starts[text]..<starts[text + 1]]`, ascending.
  private let starts: [Int]
  private let numbers: [UInt32]
  /// For each shingle its texts, ascending.
  private let textStarts: [Int]
  private let texts: [UInt32]

  /// The shingles of `chosen` texts that are in another one: of all, or of those `among`. Throws `Interrupted`.
  init(of chosen: [Bool], in repeated: RepeatedShingles, among others: [Bool]?, _ context: RunContext) throws {
    var table = HashNumbers(
      mostCount: chosen.indices.reduce(0) { $0 + (chosen[$1] ? repeated.hashCount(of: $1) : 0) })
    for text in chosen.indices where chosen[text] {
      for hash in repeated.hashes(of: text) { table.insert(hash) }
    }
    // All texts are gone through for them, each by its own list.
    let known = table
    let lists = try Parallel.map(chosen.count, threadCount: context.threadCount) { range in
      var list: (numbers: [UInt32], ends: [Int]) = ([], [])
      for text in range {
        if text & 0xFFF == 0, context.isInterrupted() { throw Interrupted() }
        if known.count > 0, others?[text] ?? true {
          for hash in repeated.hashes(of: text) {
            if let number = known.number(of: hash) { list.numbers.append(number) }
          }
        }
        list.ends.append(list.numbers.count)
      }
      return list
    }
    var counts = [UInt32](repeating: 0, count: table.count)
    for list in lists { for number in list.numbers { counts[Int(number)] += 1 } }
    let order = counts.indices.filter { counts[$0] > 1 }.sorted { (counts[$0], $0) < (counts[$1], $1) }
    var rankOfNumber = [UInt32](repeating: UInt32.max, count: table.count)
    var textStarts = [0]
    textStarts.reserveCapacity(order.count + 1)
    for (rank, number) in order.enumerated() {
      rankOfNumber[number] = UInt32(rank)
      textStarts.append(textStarts[rank] + Int(counts[number]))
    }
    var starts = [0]
    starts.reserveCapacity(chosen.count + 1)
    var numbers: [UInt32] = []
    var next = textStarts
    var texts = [UInt32](repeating: 0, count: textStarts.last ?? 0)
    var text: UInt32 = 0
    for list in lists {
      var start = 0
      for end in list.ends {
        let first = numbers.count
        for number in list.numbers[start..<end] where rankOfNumber[Int(number)] != UInt32.max {
          let rank = rankOfNumber[Int(number)]
          numbers.append(rank)
          texts[next[Int(rank)]] = text
          next[Int(rank)] += 1
        }
        numbers[first...].sort()
        starts.append(numbers.count)
        start = end
        text += 1
      }
    }
    self.starts = starts
    self.numbers = numbers
    self.textStarts = textStarts
    self.texts = texts
  }

  func count(of text: Int) -> Int { starts[text + 1] - starts[text] }

  func numbers(of text: Int) -> ArraySlice<UInt32> { numbers[starts[text]..<starts[text + 1]] }

  func texts(with number: UInt32) -> ArraySlice<UInt32> { texts[textStarts[Int(number)]..<textStarts[Int(number) + 1]] }

  /// How many of them both texts have.
  func overlap(_ a: Int, _ b: Int) -> Int {
    var (i, j) = (starts[a], starts[b])
    let (iEnd, jEnd) = (starts[a + 1], starts[b + 1])
    var count = 0
    while i < iEnd && j < jEnd {
      let (x, y) = (numbers[i], numbers[j])
      if x == y { count += 1 }
      if x <= y { i += 1 }
      if y <= x { j += 1 }
    }
    return count
  }
}

/// Numbers hashes by first appearance: open addressing.
private struct HashNumbers: Sendable {
  private var slots: [(hash: UInt64, next: UInt32)]
  private let mask: Int
  private(set) var count = 0

  init(mostCount: Int) {
    var size = 16
    while size < mostCount * 2 { size *= 2 }
    slots = Array(repeating: (0, 0), count: size)
    mask = size - 1
  }

  @inline(__always)
  private func place(of hash: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: hash >> 20) & mask
    while slots[place].next != 0, slots[place].hash != hash { place = (place &+ 1) & mask }
    return place
  }

  mutating func insert(_ hash: UInt64) {
    let place = place(of: hash)
    if slots[place].next != 0 { return }
    count += 1
    slots[place] = (hash, UInt32(count))
  }

  func number(of hash: UInt64) -> UInt32? {
    let next = slots[place(of: hash)].next
    return next == 0 ? nil : next - 1
  }
}
