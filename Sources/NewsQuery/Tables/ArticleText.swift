/// Pieces of an article's text as cells.
enum ArticleText {
  /// The first paragraph of the body after its dateline.
  static func lead(_ archive: Archive, _ article: Int) -> String {
    let start = archive.leadStart(of: article)
    return archive.withText(of: .body, article: article) { body in
      // A line at a time, so that a long body is not read for its first lines.
      var lineStart = min(start, body.count)
      while lineStart < body.count {
        let lineEnd = body[lineStart...].firstIndex(of: 0x0A) ?? body.count
        let line = Blanks.trimmed(lineStart..<lineEnd, in: body)
        if !line.isEmpty { return String(decoding: body[line], as: UTF8.self) }
        lineStart = lineEnd + 1
      }
      return ""
    }
  }

  /// The text of a passage.
  static func passage(_ archive: Archive, _ passage: Passage) -> String {
    archive.withText(of: passage.field, article: Int(passage.article)) { text in
      let range = (Int(passage.start)..<max(Int(passage.start), Int(passage.end))).clamped(to: 0..<text.count)
      return String(decoding: text[range], as: UTF8.self)
    }
  }
}
