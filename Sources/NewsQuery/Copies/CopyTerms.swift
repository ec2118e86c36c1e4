/// The terms of some indexes that a text may have where it has a word.
struct CopyTerms: Sendable {
  /// For each index, for each word.
  private var terms: [[[TermID]]]
  /// For each word how many articles have it, at most.
  private var counts: [Int]

  init(of numbers: CopyWords, in indexes: [TextIndex]) {
    counts = [Int](repeating: 0, count: numbers.words.count)
    terms = indexes.map { _ in [[TermID]](repeating: [], count: numbers.words.count) }
    var digits: [[UInt8]: Int] = [:]
    for (number, word) in numbers.words.enumerated() where word[0].isASCIIDigit { digits[word] = number }
    for (place, index) in indexes.enumerated() {
      for (number, word) in numbers.words.enumerated() where !word[0].isASCIIDigit {
        if let term = word.withUnsafeBytes({ index.term($0) }) { add(term, to: number, place, index) }
      }
      if digits.isEmpty { continue }
      let first = index.dictionary.range(startingWith: [UInt8(ascii: "0")]).lowerBound
      let last = index.dictionary.range(startingWith: [UInt8(ascii: "9")]).upperBound
      index.dictionary.forEachKey(in: first..<last) { term, key in
        let (folded, partCount) = TermDictionary.split(key)
        if partCount == 1 {
          CopyTerms.forEachPiece(of: Array(folded)) { piece in
            if let number = digits[Array(piece)] { add(TermID(number: UInt32(term)), to: number, place, index) }
          }
        }
        return true
      }
    }
  }

  private mutating func add(_ term: TermID, to number: Int, _ place: Int, _ index: TextIndex) {
    if terms[place][number].last == term { return }
    terms[place][number].append(term)
    counts[number] += index.articleCount(of: term)
  }

  /// The words that a number may be made of: `1204.5km` of `1204` and `5km`, or, written with a comma, of `1`, `204` and `5km`.
  static func forEachPiece(of number: [UInt8], _ body: (ArraySlice<UInt8>) -> Void) {
    let chunks = number.split(separator: UInt8(ascii: "."))
    for chunk in chunks { body(chunk) }
    guard let whole = chunks.first else { return }
    let digits = whole.prefix { $0.isASCIIDigit }.count
    guard digits > 3 else { return }
    var start = whole.startIndex
    var end = start + (digits % 3 == 0 ? 3 : digits % 3)
    while end < whole.startIndex + digits {
      body(whole[start..<end])
      (start, end) = (end, end + 3)
    }
    body(whole[start...])
  }

  func terms(of word: UInt32, part: Int) -> [TermID] { terms[part][Int(word)] }

  func articleCount(of word: UInt32) -> Int { counts[Int(word)] }
}
