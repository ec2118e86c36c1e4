/// Which of some articles are the same text: near-copies of each other, or joined by a chain of them.
///
/// The groups are those of the articles given and of no others, so that the answer is the same whether the whole archive
/// is at hand or only what a search found on its way through a pipe.
public struct TextGroups: Sendable {
  /// For each of the articles given, in their order, the place of its group's first one.
  public let firsts: [UInt32]
  let copies: NearCopies

  /// Compares the bodies after their datelines, which wire copies change first, and without the lines that belong to the page
  /// or the agency; where there is no body, the headlines.
  /// Throws `Interrupted`.
  public init(_ articles: [UInt32], of archive: Archive, _ context: RunContext) throws {
    var byteCount = 0
    for article in articles {
      byteCount += archive.withText(of: .body, article: Int(article)) { $0.count }
    }
    copies = try NearCopies(count: articles.count, byteCount: byteCount, context) { place, read in
      Self.withComparedText(of: Int(articles[place]), in: archive, read)
    }
    firsts = try copies.groups(context)
  }

  /// The number of distinct texts.
  public var count: Int {
    firsts.indices.reduce(0) { $0 + (Int(firsts[$1]) == $1 ? 1 : 0) }
  }

  private static func withComparedText(
    of article: Int, in archive: Archive, _ read: (UnsafeRawBufferPointer) -> Void
  ) {
    let hasBody = archive.withText(of: .body, article: article) { body in
      let start = min(archive.leadStart(of: article), body.count)
      if start == body.count && start == 0 { return false }
      readStory(UnsafeRawBufferPointer(rebasing: body[start...]), read)
      return true
    }
    if !hasBody { archive.withText(of: .headline, article: article) { read($0) } }
  }

  /// Hands on the text without boilerplate paragraphs; all of it where it is nothing else.
  private static func readStory(_ text: UnsafeRawBufferPointer, _ read: (UnsafeRawBufferPointer) -> Void) {
    var dropped: [Range<Int>] = []
    Paragraphs.forEach(in: text) { if Boilerplate.isBoilerplate($0, in: text) { dropped.append($0) } }
    if dropped.isEmpty { return read(text) }
    var story: [UInt8] = []
    story.reserveCapacity(text.count)
    var start = 0
    for range in dropped {
      story += text[start..<range.lowerBound]
      start = range.upperBound
    }
    story += text[start...]
    let isEmpty = story.allSatisfy { $0 <= 0x20 }
    if isEmpty { read(text) } else { story.withUnsafeBytes { read($0) } }
  }
}
