/// What one text lacks and adds against an earlier one, sentence by sentence.
///
///     SentenceDiff.changes(from: tass, to: trend)     // [.cut "Putin and Trump held previous talks …", …]
///
/// Sentences are compared by their folded words, so that a changed comma is not a change. Those that are in both in the
/// same order are kept: the longest increasing sequence of matches (Hunt and Szymanski 1977, over first matches only, so
/// in n log n). One that is elsewhere was moved. Of the rest, the two most alike are one changed sentence if at
/// least half of their words are the same; the others were cut or added.
enum SentenceDiff {
  enum Kind: String, Sendable { case cut, added, moved, changed }

  /// Byte ranges of the texts. A cut sentence has no new range, an added one no old range.
  struct Change: Equatable, Sendable {
    var kind: Kind
    var old: Range<Int>?
    var new: Range<Int>?
    /// Paragraph in the text that the row points into, from 1: the new one, the old one where it was cut.
    var paragraph: Int
  }

  /// In the order of the new text; a cut sentence keeps its old place.
  static func changes(
    from old: UnsafeRawBufferPointer, startingAt oldStart: Int = 0,
    to new: UnsafeRawBufferPointer, startingAt newStart: Int = 0
  ) -> [Change] {
    let before = sentences(of: old, from: oldStart)
    let after = sentences(of: new, from: newStart)

    // Each new sentence takes the first old one of the same words that is still free.
    var free: [[String]: [Int]] = [:]
    for index in before.indices.reversed() { free[before[index].words, default: []].append(index) }
    let matches: [Int?] = after.map { free[$0.words]?.popLast() }
    let isKept = increasing(matches)
    var matched = [Bool](repeating: false, count: before.count)
    for case let index? in matches { matched[index] = true }

    var changedFrom = [Int?](repeating: nil, count: after.count)
    pairAlike(
      before, before.indices.filter { !matched[$0] }, after, after.indices.filter { matches[$0] == nil },
      into: &changedFrom)
    for case let index? in changedFrom { matched[index] = true }

    var changes: [Change] = []
    var nextOld = 0
    func cut(upTo end: Int) {
      while nextOld < end {
        if !matched[nextOld] {
          let sentence = before[nextOld]
          changes.append(Change(kind: .cut, old: sentence.range, new: nil, paragraph: sentence.paragraph))
        }
        nextOld += 1
      }
    }
    for (index, sentence) in after.enumerated() {
      func change(_ kind: Kind, _ old: Int?) -> Change {
        Change(kind: kind, old: old.map { before[$0].range }, new: sentence.range, paragraph: sentence.paragraph)
      }
      if let match = matches[index] {
        if isKept[index] { cut(upTo: match) } else { changes.append(change(.moved, match)) }
      } else if let from = changedFrom[index] {
        if from >= nextOld { cut(upTo: from) }
        changes.append(change(.changed, from))
      } else {
        changes.append(change(.added, nil))
      }
    }
    cut(upTo: before.count)
    return changes
  }

  private struct Sentence {
    var range: Range<Int>
    var paragraph: Int
    /// Folded, in order.
    var words: [String]
  }

  private static func sentences(of text: UnsafeRawBufferPointer, from start: Int) -> [Sentence] {
    var found: [Sentence] = []
    var paragraphNumber = 0
    Paragraphs.forEach(in: text) { paragraph in
      paragraphNumber += 1
      let rest = max(paragraph.lowerBound, start)..<max(paragraph.upperBound, start)
      guard !rest.isEmpty else { return }
      Sentences.forEach(in: text, paragraph: rest) { range in
        var words: [String] = []
        Tokenizer.forEachWord(in: UnsafeRawBufferPointer(rebasing: text[range])) { start, end, partCount in
          guard partCount == 1 else { return }
          var folded: [UInt8] = []
          let word = range.lowerBound + start..<range.lowerBound + end
          Fold.append(UnsafeRawBufferPointer(rebasing: text[word]), to: &folded)
          words.append(String(decoding: folded, as: UTF8.self))
        }
        if !words.isEmpty { found.append(Sentence(range: range, paragraph: paragraphNumber, words: words)) }
      }
    }
    return found
  }

  /// Which of the matches belong to a longest increasing sequence of them (Schensted 1961, by patience sorting).
  private static func increasing(_ matches: [Int?]) -> [Bool] {
    var tops: [Int] = []  // Places in `matches`, by length of the sequence that ends there.
    var previous = [Int?](repeating: nil, count: matches.count)
    for (place, match) in matches.enumerated() {
      guard let match else { continue }
      var (low, high) = (0, tops.count)
      while low < high {
        let middle = (low + high) / 2
        if matches[tops[middle]].map({ $0 < match }) == true { low = middle + 1 } else { high = middle }
      }
      previous[place] = low > 0 ? tops[low - 1] : nil
      if low == tops.count { tops.append(place) } else { tops[low] = place }
    }
    var isKept = [Bool](repeating: false, count: matches.count)
    var place = tops.last
    while let kept = place {
      isKept[kept] = true
      place = previous[kept]
    }
    return isKept
  }

  /// Pairs the sentences that are most alike, best first. Looks at most forty sentences around the expected place,
  /// so that two long texts without a common word cost no square.
  private static func pairAlike(
    _ before: [Sentence], _ old: [Int], _ after: [Sentence], _ new: [Int], into changedFrom: inout [Int?]
  ) {
    guard !old.isEmpty, !new.isEmpty else { return }
    struct Pair { var likeness: Double, old: Int, new: Int }
    var pairs: [Pair] = []
    for (place, index) in new.enumerated() {
      let around = place * old.count / new.count
      let counts = Dictionary(after[index].words.map { ($0, 1) }, uniquingKeysWith: +)
      for candidate in old[max(0, around - 20)..<min(old.count, around + 20)] {
        var left = counts
        var shared = 0
        for word in before[candidate].words where left[word, default: 0] > 0 {
          left[word, default: 0] -= 1
          shared += 1
        }
        // Dice 1945.
        let likeness = 2 * Double(shared) / Double(before[candidate].words.count + after[index].words.count)
        if likeness >= 0.5 { pairs.append(Pair(likeness: likeness, old: candidate, new: index)) }
      }
    }
    pairs.sort { ($1.likeness, $0.new, $0.old) < ($0.likeness, $1.new, $1.old) }
    var isTaken = Set<Int>()
    for pair in pairs where changedFrom[pair.new] == nil && !isTaken.contains(pair.old) {
      changedFrom[pair.new] = pair.old
      isTaken.insert(pair.old)
    }
  }
}
