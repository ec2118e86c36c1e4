/// The best of many, without sorting all: a heap whose root is the least of those kept (Williams 1964).
struct TopK {
  struct Entry {
    var score: Double
    /// Where it comes in the table (`TableOrder.keys`): of equal scores the lower is better.
    var key: Int64
    var article: UInt32

    @inline(__always)
    func isBetter(than other: Entry) -> Bool {
      score != other.score ? score > other.score : (key, article) < (other.key, other.article)
    }
  }

  private let limit: Int
  private var heap: [Entry] = []

  init(_ limit: Int) {
    self.limit = limit
    heap.reserveCapacity(min(limit, 1024))
  }

  /// What cannot reach this score cannot enter; -infinity while there is room.
  var threshold: Double { heap.count < limit ? -.infinity : limit == 0 ? .infinity : heap[0].score }

  mutating func insert(_ entry: Entry) {
    if heap.count < limit {
      heap.append(entry)
      rise(heap.count - 1)
    } else if limit > 0, entry.isBetter(than: heap[0]) {
      heap[0] = entry
      sink(0)
    }
  }

  private mutating func rise(_ start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      if !heap[parent].isBetter(than: heap[child]) { break }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  private mutating func sink(_ start: Int) {
    var parent = start
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[least].isBetter(than: heap[child])
      {
        least = child
      }
      if least == parent { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  /// Best first.
  func sorted() -> [Entry] { heap.sorted { $0.isBetter(than: $1) } }
}
