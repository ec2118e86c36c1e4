/// Words that are looked for in an index, each with a number.
struct CopyWords {
  /// Stands for a word that an index may hide in a longer one: `s` of `mayor's`, `U` of `U.S.`
  static let unknown = UInt32.max

  private(set) var words: [[UInt8]] = []
  private var numbers: [[UInt8]: UInt32] = [:]
  private var surface: [UInt8] = []
  private var folded: [UInt8] = []

  /// The number of a word that `Shingles` cuts.
  mutating func number(of word: UnsafeRawBufferPointer) -> UInt32 {
    guard word.count <= CopyWords.longest else { return CopyWords.unknown }
    surface.removeAll(keepingCapacity: true)
    folded.removeAll(keepingCapacity: true)
    WordForm.appendSurface(word, to: &surface)
    surface.withUnsafeBytes { Fold.append($0, to: &folded) }
    guard isCertain(word, surface.count) else { return CopyWords.unknown }
    if let number = numbers[folded] { return number }
    let number = UInt32(words.count)
    words.append(folded)
    numbers[folded] = number
    return number
  }

  private static let longest = 80

  /// Whether every text with the word has it as a word of the index too. A number may be half of `1,204` or `3.5`, for which
  /// `CopyTerms` looks; a single letter may be one of `U.S.`
  private func isCertain(_ word: UnsafeRawBufferPointer, _ surfaceCount: Int) -> Bool {
    // A joiner or a soft hyphen was in it.
    guard surfaceCount == word.count, let first = folded.first else { return false }
    if first.isASCIIDigit { return word[0].isASCIIDigit }
    let (scalar, length) = CodePoint.decode(word, at: 0)
    switch WordClass.of(scalar) {
    case .solo: return true
    case .letter:
      // `é` may be `e` and an accent.
      let foldedLength = folded.withUnsafeBytes { CodePoint.decode($0, at: 0).length }
      return length < word.count && foldedLength < folded.count
    default: return false
    }
  }
}

/// The words of a text, as its shingles are made of them.
struct CopyText: Sendable {
  private let words: [UInt32]
  /// Distinct shingles.
  let size: Int

  /// Some runs of five words, by the rarest word of each.
  struct Run {
    var word: UInt32
    /// How many runs they are.
    var count: Int
    /// Articles with the word.
    var articleCount: Int
  }

  struct Runs {
    /// The commonest word first.
    var words: [Run] = []
    /// Runs of which no word is certain.
    var unknownCount = 0
  }

  init(_ text: UnsafeRawBufferPointer, _ numbers: inout CopyWords) {
    var words: [UInt32] = []
    ShingleWords.forEach(in: text) { start, end in
      words.append(numbers.number(of: UnsafeRawBufferPointer(rebasing: text[start..<end])))
    }
    self.words = words
    var shingles = Shingles()
    shingles.read(text)
    size = Set(shingles.hashes).count
  }

  /// Its runs that may be in an article.
  func runs(_ terms: CopyTerms) -> Runs {
    var runs = Runs()
    let length = min(words.count, Shingles.length)
    guard length > 0 else { return runs }
    var counts: [UInt32: Int] = [:]
    for start in 0...words.count - length {
      var rarest: UInt32?
      for word in words[start..<start + length] where word != CopyWords.unknown {
        if rarest.map({ terms.articleCount(of: word) < terms.articleCount(of: $0) }) ?? true { rarest = word }
      }
      guard let rarest else {
        runs.unknownCount += 1
        continue
      }
      if terms.articleCount(of: rarest) > 0 { counts[rarest, default: 0] += 1 }
    }
    runs.words = counts.map { Run(word: $0.key, count: $0.value, articleCount: terms.articleCount(of: $0.key)) }
    runs.words.sort { ($0.articleCount, $0.word) > ($1.articleCount, $1.word) }
    return runs
  }
}
