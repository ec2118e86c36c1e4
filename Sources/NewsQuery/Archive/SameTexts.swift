/// Which articles of parts have the same text as one before, as far as the parts keep it: of those one needs to be compared.
///
/// A part's section `same-texts` has the article and the first with the same text, u32 each, for each article that is not
/// the first itself; ascending by article. Another reader may leave it alone.
struct SameTexts: Sendable {
  static let sectionName = "same-texts"

  private struct Pairs: @unchecked Sendable {
    // INVARIANT: a section of `part`, which is held and never written to.
    let part: Part
    let values: UnsafeBufferPointer<UInt32>

    /// The first article with the same text.
    func first(of article: UInt32) -> UInt32 {
      var (low, high) = (0, values.count / 2)
      while low < high {
        let middle = (low + high) / 2
        if values[2 * middle] < article { low = middle + 1 } else { high = middle }
      }
      return low < values.count / 2 && values[2 * low] == article ? values[2 * low + 1] : article
    }
  }

  private let pairs: [Pairs]

  init(_ parts: [Part]) {
    pairs = parts.map { part in
      let bytes = part.image[SameTexts.sectionName]
      // Sizes are kept beside it, and tell of articles that are not read.
      guard !bytes.isEmpty, KeptAnswers.copySizes(in: part) != nil else {
        return Pairs(part: part, values: UnsafeBufferPointer(start: nil, count: 0))
      }
      part.image.check(bytes)
      return Pairs(part: part, values: part.image.array(SameTexts.sectionName, of: UInt32.self))
    }
  }

  var isEmpty: Bool { pairs.allSatisfy(\.values.isEmpty) }

  func first(of row: Burials.Row) -> Burials.Row {
    Burials.Row(part: row.part, row: pairs[row.part].first(of: row.row))
  }

  /// Calls `body` with each article that has the same text as one before, and that.
  func forEach(_ body: (_ article: Burials.Row, _ first: Burials.Row) -> Void) {
    for (number, pairs) in pairs.enumerated() {
      for place in stride(from: 0, to: pairs.values.count - 1, by: 2) {
        body(
          Burials.Row(part: number, row: pairs.values[place]), Burials.Row(part: number, row: pairs.values[place + 1]))
      }
    }
  }

  /// The section for articles of which each has a first one with the same text.
  static func section(_ firsts: [UInt32]) -> ByteBuffer {
    var bytes = ByteBuffer()
    for (article, first) in firsts.enumerated() where first != UInt32(article) {
      bytes.append(value: UInt32(article))
      bytes.append(value: first)
    }
    return bytes
  }
}
