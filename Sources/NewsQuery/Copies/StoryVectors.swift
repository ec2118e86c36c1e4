import CLibrary

/// The weighted terms of all articles of an archive, in an order that does not depend on the order in which they were added:
/// by date, then by content, then by id; articles without a day come first.
///
/// A term weighs (1 + ln tf) × ln((N + 1) / (df + 0.5)), 1.75 times as much in a name and twice as much if it is a number. Each
/// article keeps its 60 heaviest terms; the vectors have length 1.
struct StoryVectors: Sendable {
  /// The archive's number of the article at each place.
  private(set) var articles: [UInt32] = []
  /// The day of each article since 1970; meaningless below `undatedCount`.
  private(set) var days: [Int32] = []
  /// Articles without a day; they are at the first places.
  private(set) var undatedCount = 0
  /// The entries of the article at place i are `starts[i]..<starts[i + 1]`, the heaviest first.
  private(set) var starts: [Int] = [0]
  private(set) var terms: [UInt32] = []
  private(set) var weights: [Float] = []
  private(set) var termCount = 0
  /// The key of each term.
  private(set) var keys: [UInt64] = []
  /// What each term weighs by itself.
  private(set) var weightOfTerm: [Float] = []

  private static let keptCount = 60
  private static let nameBoost = 1.75
  private static let numberBoost = 2.0

  init(_ archive: Archive, threadCount: Int, isInterrupted: @Sendable () -> Bool) throws {
    let pieces = try Parallel.map(archive.articleCount, threadCount: threadCount, pieceSize: 512) { range in
      if isInterrupted() { throw Interrupted() }
      return Piece(range, of: archive)
    }
    var vocabulary = Vocabulary(capacity: 1 << 16)
    var frequencies: [UInt32] = []
    var keys: [UInt64] = []
    let numbers = pieces.map { piece in
      piece.keys.indices.map { place in
        let number = vocabulary.number(of: piece.keys[place])
        if Int(number) == frequencies.count {
          frequencies.append(0)
          keys.append(piece.keys[place])
        }
        frequencies[Int(number)] += piece.frequencies[place]
        return number
      }
    }
    termCount = frequencies.count
    self.keys = keys
    let total = Double(archive.articleCount + 1)
    let weightOfTerm = frequencies.map { Float(max(0, log(total / (Double($0) + 0.5)))) }
    self.weightOfTerm = weightOfTerm
    let weighed = try Parallel.map(pieces.count, threadCount: threadCount, pieceSize: 1) { range in
      if isInterrupted() { throw Interrupted() }
      return Weighed(pieces[range.lowerBound], numbers[range.lowerBound], weightOfTerm)
    }
    arrange(pieces, weighed, archive)
  }

  /// Puts the articles of all pieces in order.
  private mutating func arrange(_ pieces: [Piece], _ weighed: [Weighed], _ archive: Archive) {
    struct Key {
      var seconds: Int64
      var hash: UInt64
      var article: UInt32
    }
    let dates = archive.column("date")
    let ids = archive.column("id")
    var keys: [Key] = []
    keys.reserveCapacity(archive.articleCount)
    for piece in pieces {
      for (place, article) in piece.range.enumerated() {
        var seconds = Int64.min
        if case .date(let date)? = dates?.value(at: article), date.precision >= .day { seconds = date.localSeconds }
        if seconds == .min { undatedCount += 1 }
        keys.append(Key(seconds: seconds, hash: piece.hashes[place], article: UInt32(article)))
      }
    }
    func id(_ article: UInt32) -> String {
      if case .text(let id)? = ids?.value(at: Int(article)) { id } else { "" }
    }
    keys.sort { a, b in
      if a.seconds != b.seconds { return a.seconds < b.seconds }
      if a.hash != b.hash { return a.hash < b.hash }
      let (left, right) = (id(a.article), id(b.article))
      return left != right ? left < right : a.article < b.article
    }
    let count = weighed.reduce(0) { $0 + $1.terms.count }
    terms.reserveCapacity(count)
    weights.reserveCapacity(count)
    starts.reserveCapacity(keys.count + 1)
    for key in keys {
      let (piece, place) = Int(key.article).quotientAndRemainder(dividingBy: Piece.size)
      let own = weighed[piece]
      let range = own.starts[place]..<own.starts[place + 1]
      terms += own.terms[range]
      weights += own.weights[range]
      starts.append(terms.count)
      articles.append(key.article)
      let days = key.seconds == .min ? 0 : key.seconds / 86_400 - (key.seconds % 86_400 < 0 ? 1 : 0)
      self.days.append(Int32(truncatingIfNeeded: days))
    }
  }

  /// The keys of the terms that weigh most in the articles at some places together.
  func heaviestKeys(of places: [Int], count: Int) -> [UInt64] {
    var sums: [UInt32: Double] = [:]
    for place in places {
      for entry in starts[place]..<starts[place + 1] { sums[terms[entry], default: 0] += Double(weights[entry]) }
    }
    let found = sums.map { (weight: $0.value, key: keys[Int($0.key)]) }
    return found.sorted { ($1.weight, $0.key) < ($0.weight, $1.key) }.prefix(count).map(\.key)
  }

  // MARK: - Weights

  /// The weight of a term that an article has `count` times.
  static func weight(_ weightOfTerm: Float, count: UInt16, isName: Bool, isNumber: Bool) -> Float {
    weightOfTerm * logarithms[min(255, Int(count))] * boosts[(isName ? 1 : 0) | (isNumber ? 2 : 0)]
  }

  private static let logarithms = (0..<256).map { Float(1 + log(Double(max(1, $0)))) }
  private static let boosts = (0..<4).map { Float(($0 & 1 == 0 ? 1 : nameBoost) * ($0 & 2 == 0 ? 1 : numberBoost)) }

  /// Leaves the heaviest entries of an article, in order. Returns the length of their vector.
  static func keepHeaviest(_ entries: inout [(weight: Float, place: Int)]) -> Float {
    entries.sort { $0.weight != $1.weight ? $0.weight > $1.weight : $0.place < $1.place }
    if entries.count > keptCount { entries.removeLast(entries.count - keptCount) }
    return entries.reduce(Float(0)) { $0 + $1.weight * $1.weight }.squareRoot()
  }

  // MARK: - Pieces

  /// The terms of some consecutive articles, numbered for themselves.
  private struct Piece: Sendable {
    static let size = 512

    let range: Range<Int>
    private(set) var keys: [UInt64] = []
    /// For each key, the number of articles that have it.
    private(set) var frequencies: [UInt32] = []
    /// The terms of the i-th article are `starts[i]..<starts[i + 1]`.
    private(set) var starts: [Int] = [0]
    private(set) var terms: [(number: UInt32, count: UInt16, boost: UInt8)] = []
    /// A hash of the terms of each article in their order.
    private(set) var hashes: [UInt64] = []

    init(_ range: Range<Int>, of archive: Archive) {
      self.range = range
      var reader = StoryReader()
      var vocabulary = Vocabulary(capacity: 1 << 14)
      for article in range {
        reader.read(article, of: archive)
        var hash: UInt64 = 0
        for term in reader.terms {
          let number = vocabulary.number(of: term.key)
          if Int(number) == keys.count {
            keys.append(term.key)
            frequencies.append(0)
          }
          frequencies[Int(number)] += 1
          terms.append((number, term.count, (term.isName ? 1 : 0) | (term.isNumber ? 2 : 0)))
          hash = StoryReader.mixed(hash ^ term.key &+ UInt64(term.count))
        }
        starts.append(terms.count)
        hashes.append(hash)
      }
    }
  }

  /// The heaviest terms of the articles of a piece.
  private struct Weighed: Sendable {
    private(set) var starts: [Int] = [0]
    private(set) var terms: [UInt32] = []
    private(set) var weights: [Float] = []

    init(_ piece: Piece, _ numbers: [UInt32], _ weightOfTerm: [Float]) {
      var entries: [(weight: Float, place: Int)] = []
      for article in piece.range.indices.map({ $0 - piece.range.lowerBound }) {
        entries.removeAll(keepingCapacity: true)
        for place in piece.starts[article]..<piece.starts[article + 1] {
          let term = piece.terms[place]
          let weight = StoryVectors.weight(
            weightOfTerm[Int(numbers[Int(term.number)])], count: term.count, isName: term.boost & 1 != 0,
            isNumber: term.boost & 2 != 0)
          if weight > 0 { entries.append((weight, place)) }
        }
        let length = StoryVectors.keepHeaviest(&entries)
        for entry in entries {
          terms.append(numbers[Int(piece.terms[entry.place].number)])
          weights.append(entry.weight / length)
        }
        starts.append(terms.count)
      }
    }
  }

  /// Numbers keys by first appearance.
  private struct Vocabulary {
    private var keys: [UInt64]
    private var numbers: [UInt32]
    private var count: UInt32 = 0

    init(capacity: Int) {
      keys = Array(repeating: 0, count: capacity)
      numbers = Array(repeating: .max, count: capacity)
    }

    mutating func number(of key: UInt64) -> UInt32 {
      let slot = slot(of: key)
      if numbers[slot] != .max { return numbers[slot] }
      keys[slot] = key
      numbers[slot] = count
      count += 1
      if Int(count) * 2 > keys.count { grow() }
      return count - 1
    }

    private func slot(of key: UInt64) -> Int {
      let mask = keys.count - 1
      var slot = Int(truncatingIfNeeded: StoryReader.mixed(key)) & mask
      while numbers[slot] != .max, keys[slot] != key { slot = (slot + 1) & mask }
      return slot
    }

    private mutating func grow() {
      var larger = Vocabulary(capacity: keys.count * 2)
      for place in keys.indices where numbers[place] != .max {
        let slot = larger.slot(of: keys[place])
        larger.keys[slot] = keys[place]
        larger.numbers[slot] = numbers[place]
      }
      larger.count = count
      self = larger
    }
  }
}
