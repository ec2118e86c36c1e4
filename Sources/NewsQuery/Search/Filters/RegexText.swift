/// A regular expression in a search: over the text of one field, as printed.
struct RegexText: Sendable {
  enum Target: Sendable {
    /// Headline, deck, body, or parts of them.
    case region(SearchRegion)
    /// Another column; nil if no article fills it.
    case column(String, (any Column)?)
  }
  var pattern: RegularExpression
  var target: Target
  /// Words of the index without which an article cannot match.
  var words: [ResolvedWord] = []

  /// The bytes of a field that belong to the region; nil if none do.
  static func bytes(
    of field: ArticleField, in region: SearchRegion, text: UnsafeRawBufferPointer, leadStart: Int
  ) -> Range<Int>? {
    switch field {
    case .headline: return region.parts.contains(.headline) && region.firstWords == nil ? 0..<text.count : nil
    case .deck: return region.parts.contains(.deck) && region.firstWords == nil ? 0..<text.count : nil
    case .body:
      if region.parts.contains(.body), region.firstWords == nil { return 0..<text.count }
      guard region.parts.contains(.body) || region.parts.contains(.lead) else { return nil }
      let start = min(leadStart, text.count)
      var end = text.count
      if !region.parts.contains(.body) {
        var lead: Range<Int>?
        Paragraphs.forEach(in: UnsafeRawBufferPointer(rebasing: text[start...])) { range in
          if lead == nil { lead = start + range.lowerBound..<start + range.upperBound }
        }
        guard let lead else { return nil }
        end = lead.upperBound
      }
      if let firstWords = region.firstWords {
        var count = 0
        var wordsEnd = start
        Tokenizer.forEachWord(in: UnsafeRawBufferPointer(rebasing: text[start..<end])) { _, wordEnd, partCount in
          if partCount > 1 { return }
          count += 1
          if count <= firstWords { wordsEnd = start + wordEnd }
        }
        end = wordsEnd
      }
      return start..<end
    default: return nil
    }
  }

  /// Calls `body` with the matches in each text of the article: its column, item and field.
  func forEachText(
    of article: Int, in part: Part,
    _ body: (UnsafeRawBufferPointer, Range<Int>, String, Int, ArticleField?) -> Void
  ) {
    switch target {
    case .region(let region):
      for field in ArticleField.searched {
        part.withText(of: field, row: article) { text in
          if text.isEmpty { return }
          let leadStart = field == .body && region != .everywhere ? part.leadStart(of: article) : 0
          guard let range = RegexText.bytes(of: field, in: region, text: text, leadStart: leadStart) else { return }
          body(text, range, field.name, 0, field)
        }
      }
    case .column(let name, let column):
      column?.value(at: article).forEachText { item, text in body(text, 0..<text.count, name, item, nil) }
    }
  }

  /// Whether there is a match.
  func holds(for article: Int, in part: Part) -> Bool {
    var found = false
    forEachText(of: article, in: part) { text, range, _, _, _ in
      if found { return }
      found = pattern.matches(UnsafeRawBufferPointer(rebasing: text[range]))
    }
    return found
  }
}
