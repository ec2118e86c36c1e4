import CBytes
import CLibrary

/// A word, or the longest piece of one between wildcards, that must be in a raw line: letters and digits of ASCII, folded.
struct SievedWord: Sendable {
  let letters: [UInt8]
  /// True if that is all of the word.
  let isWhole: Bool
  /// Which two of its bytes are probably rarest.
  private let rare: Int
  private let rarer: Int
  /// Roughly how often those two occur in a text as they do in the word.
  let frequency: Double

  /// Which of its letters follow each other.
  private var pairs = nb_pairs()

  /// Nil if too little of the word is ASCII to look for.
  init?(_ word: QueryWord) {
    guard word.kind != .any else { return nil }
    let pieces = word.folded.split { byte in byte >= 0x80 || word.isWildcard && (byte == 0x2A || byte == 0x3F) }
    guard let longest = pieces.max(by: { $0.count < $1.count }), longest.count >= 2 else { return nil }
    let letters = Array(longest)
    self.letters = letters
    isWhole = word.kind == .plain && letters == word.folded
    let order = letters.indices.sorted { SievedWord.frequency(letters[$0]) < SievedWord.frequency(letters[$1]) }
    rare = order[0]
    rarer = order[1]
    withUnsafeMutableBytes(of: &pairs) { pairs in
      let follows = pairs.assumingMemoryBound(to: UInt32.self)
      for (first, second) in zip(letters, letters.dropFirst()) {
        follows[Int(first & 31)] |= 1 << UInt32(second & 31)
      }
    }
    frequency = letters.reduce(1) { $0 * SievedWord.frequency($1) }
  }

  /// In news text, of a letter among all characters.
  private static func frequency(_ byte: UInt8) -> Double {
    let ofLetters: [Double] = [
      6.5, 1.2, 2.5, 3.2, 9.9, 1.7, 1.7, 4.0, 6.0, 0.15, 0.7, 3.4, 2.1, 5.8, 6.1, 1.7, 0.1, 5.2, 5.3, 7.2, 2.2, 0.9,
      1.5,
      0.2, 1.5, 0.1,
    ]
    if byte >= 0x61, byte <= 0x7A { return ofLetters[Int(byte) - 0x61] / 100 }
    return 0.004
  }

  /// False if the text of this line cannot hold the word.
  func mayStand(in line: UnsafeRawBufferPointer) -> Bool {
    place(in: line, from: 0) != nil || mayStandDisguised(in: line)
  }

  /// Looks for its plain letters, in any letter case.
  @inline(__always)
  func place(in line: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard start < line.count, let base = line.assumingMemoryBound(to: UInt8.self).baseAddress else { return nil }
    let found = letters.withUnsafeBufferPointer {
      nb_find_word(base + start, line.count - start, $0.baseAddress, $0.count, rare, rarer)
    }
    return found < 0 ? nil : start + found
  }

  func mayStandDisguised(in line: UnsafeRawBufferPointer) -> Bool {
    letters.withUnsafeBufferPointer { word in
      var disguised = DisguisedWord(line: line, word: word, pairs: pairs)
      return disguised.mayStand()
    }
  }
}
