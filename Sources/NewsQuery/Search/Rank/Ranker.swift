/// Scores articles in ascending order, and knows in advance, from the bounds stored with each block of a posting list, which
/// of them cannot score enough (block-max, Ding and Suel 2011): those are passed over without being looked at.
final class Ranker {
  private let scoring: Scoring
  /// The operands that score, in written order.
  private let numbers: [Int]
  /// True if their posting list says all: then there is a cursor for them, and the block of it that was bounded last.
  private let isTerm: [Bool]
  private let cursors: UnsafeMutablePointer<PostingCursor>
  private var blocks: [Int]
  private var reader: OperandReader
  /// Up to this article nothing scores more than `bound`.
  private var boundEnd: UInt32 = 0
  private var bound = -1.0
  /// What operands without blocks can bring at most.
  private let looseBound: Double

  init(_ part: PartSearch, _ scoring: Scoring) {
    let operands = part.operands
    self.scoring = scoring
    reader = OperandReader(operands, in: part.part)
    numbers = operands.indices.filter { scoring.weights[$0] > 0 }
    var loose = 0.0
    var isTerm: [Bool] = []
    cursors = UnsafeMutablePointer.allocate(capacity: numbers.count)
    for (place, number) in numbers.enumerated() {
      if case .index(let text) = operands[number].source, let term = text.onlyTerm {
        isTerm.append(true)
        (cursors + place).initialize(to: part.index.cursor(of: term))
      } else if case .index(let text) = operands[number].source, text.isNowhere {
        isTerm.append(true)
        (cursors + place).initialize(to: PostingCursor())
      } else {
        // However often it is there, it brings less than this.
        loose += scoring.weights[number] * (BM25.k1 + 1)
        isTerm.append(false)
        (cursors + place).initialize(to: PostingCursor())
      }
    }
    self.isTerm = isTerm
    blocks = numbers.map { _ in 0 }
    looseBound = loose
  }

  deinit {
    cursors.deinitialize(count: numbers.count)
    cursors.deallocate()
  }

  /// False if the article cannot score so much. Sums of bounds are rounded differently from scores: what is nearly
  /// enough may be.
  @inline(__always)
  func mayReach(_ threshold: Double, _ article: UInt32) -> Bool {
    if threshold == -.infinity { return true }
    if article > boundEnd || bound < 0 { setBound(article) }
    return bound * (1 + 1e-9) >= threshold
  }

  private func setBound(_ article: UInt32) {
    var sum = looseBound
    var end = PostingCursor.end
    for place in numbers.indices where isTerm[place] {
      let count = cursors[place].boundCount
      while blocks[place] < count, cursors[place].bound(ofBlock: blocks[place]).lastArticle < article {
        blocks[place] += 1
      }
      guard blocks[place] < count else { continue }
      let found = cursors[place].bound(ofBlock: blocks[place])
      sum += scoring.bound(numbers[place], found.part)
      end = min(end, found.lastArticle)
    }
    bound = sum
    boundEnd = end
  }

  /// The sum over the operands in written order.
  func score(of article: UInt32) -> Double {
    var score = 0.0
    let norm = scoring.norm(of: Int(article))
    for place in numbers.indices {
      let frequency: Int
      if isTerm[place] {
        cursors[place].seek(article)
        frequency = cursors[place].article == article ? cursors[place].frequency() : 0
      } else {
        frequency = reader.count(numbers[place], in: article)
      }
      if frequency > 0 { score += scoring.part(numbers[place], frequency: frequency, norm: norm) }
    }
    return score
  }
}
