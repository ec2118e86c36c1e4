/// The names of articles: headline, deck and body are read as one text, so that each proves the names of the others.
///
///     var names = ArticleNames(archive)
///     names.names(of: headline)       those of the headline; its article is not read again for the body
struct ArticleNames {
  private let archive: Archive
  private let language: ArticleLanguage
  /// Of the last article: its texts, a line break between them, their names, and where each field begins.
  private var article = -1
  private var bytes: [UInt8] = []
  private var mentions: [NameMention] = []
  private var parts: [(field: ArticleField, range: Range<Int>, paragraph: Int)] = []

  init(_ archive: Archive) {
    self.archive = archive
    language = ArticleLanguage(archive)
  }

  /// The names of one text of an article, spans and paragraphs counted in it.
  mutating func names(of text: PassageText) -> [NameMention] {
    guard ArticleField.searched.contains(text.field) else {
      return NameFinder().names(in: text.text, language: language.tag(text))
    }
    if text.article != article { read(text.article) }
    guard let part = parts.first(where: { $0.field == text.field }) else { return [] }
    return mentions.compactMap { mention in
      guard part.range.contains(mention.span.lowerBound) else { return nil }
      var mention = mention
      mention.span =
        mention.span.lowerBound - part.range.lowerBound..<mention.span.upperBound - part.range.lowerBound
      mention.paragraph -= part.paragraph
      return mention
    }
  }

  /// The names of all texts of an article; `words` gives what stands at the span of each.
  mutating func names(ofArticle number: Int) -> [NameMention] {
    if number != article { read(number) }
    return mentions
  }

  /// The words at a span of the article that was read last.
  func words(_ span: Range<Int>) -> String { String(decoding: bytes[span], as: UTF8.self) }

  private mutating func read(_ number: Int) {
    article = number
    bytes.removeAll(keepingCapacity: true)
    parts.removeAll(keepingCapacity: true)
    var paragraph = 0
    for field in ArticleField.searched {
      archive.withText(of: field, article: number) { text in
        guard !text.isEmpty else { return }
        if !bytes.isEmpty { bytes.append(0x0A) }
        parts.append((field, bytes.count..<bytes.count + text.count, paragraph))
        bytes.append(contentsOf: text)
        if field != .body { Paragraphs.forEach(in: text) { _ in paragraph += 1 } }
      }
    }
    guard let last = parts.last else {
      mentions = []
      return
    }
    mentions = bytes.withUnsafeBytes { all in
      let text = UnsafeRawBufferPointer(rebasing: all[last.range])
      let tag = language.tag(PassageText(article: number, field: last.field, text: text, range: 0..<text.count))
      return NameFinder().names(in: all, language: tag)
    }
  }
}
