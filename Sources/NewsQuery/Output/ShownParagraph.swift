/// A paragraph safe to show, and where hits stand in it.
struct ShownParagraph {
  var text = ""
  /// UTF-8 offsets in `text`.
  var hits: [Range<Int>] = []

  static func all(
    of field: ArticleField, _ article: Int, _ archive: Archive, _ hits: [Hit], _ ink: Ink
  ) -> [ShownParagraph] {
    let marks = hits.filter { $0.field == field }.map(\.bytes).sorted { $0.lowerBound < $1.lowerBound }
    return archive.withText(of: field, article: article) { text in
      var made: [ShownParagraph] = []
      var next = 0
      Paragraphs.forEach(in: text) { range in
        var paragraph = ShownParagraph()
        var position = range.lowerBound
        func add(_ end: Int, isHit: Bool) {
          guard end > position else { return }
          let start = paragraph.text.utf8.count
          paragraph.text += ink.safe(String(decoding: text[position..<end], as: UTF8.self))
          if isHit { paragraph.hits.append(start..<paragraph.text.utf8.count) }
          position = end
        }
        while next < marks.count, marks[next].lowerBound < range.upperBound {
          add(min(marks[next].lowerBound, range.upperBound), isHit: false)
          add(min(marks[next].upperBound, range.upperBound), isHit: true)
          if marks[next].upperBound > range.upperBound { break }
          next += 1
        }
        add(range.upperBound, isHit: false)
        made.append(paragraph)
      }
      return made
    }
  }

  struct Line {
    var text: Substring
    var hits: [Range<Int>]

    /// The line with its hits marked.
    func marked(_ ink: Ink) -> String {
      let bytes = Array(text.utf8)
      var result = ""
      var position = 0
      for hit in hits {
        result += String(decoding: bytes[position..<hit.lowerBound], as: UTF8.self)
        result += ink.hit(String(decoding: bytes[hit], as: UTF8.self))
        position = hit.upperBound
      }
      return result + String(decoding: bytes[position...], as: UTF8.self)
    }
  }

  func lines(width: Int?) -> [Line] {
    let parts = width.map { DisplayWidth.wrap(text, columns: $0) } ?? [text[...]]
    return parts.map { part in
      let start = text.utf8.distance(from: text.startIndex, to: part.startIndex)
      let span = start..<start + part.utf8.count
      let inside = hits.filter { $0.overlaps(span) }.map { hit in
        let hit = hit.clamped(to: span)
        return hit.lowerBound - start..<hit.upperBound - start
      }
      return Line(text: part, hits: inside)
    }
  }
}
