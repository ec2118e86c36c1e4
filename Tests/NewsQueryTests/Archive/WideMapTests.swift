import CLibrary
import Testing

@testable import NewsQuery

/// A map with very many keys is one column of text, however its articles came together.
struct WideMapTests {
  /// Articles with a few keys each, of `keyCount` in all.
  private static func articles(_ keyCount: Int, perArticle: Int) -> [Article] {
    var generator = SeededRandom(seed: 41)
    var keys = (0..<keyCount).map { "key \($0)" }
    keys.shuffle(using: &generator)
    return stride(from: 0, to: keyCount, by: perArticle).map { start in
      var article = Article()
      article[.id] = "id \(start)"
      article[.body] = "A story, the \(start)th."
      for (place, key) in keys[start..<min(keyCount, start + perArticle)].enumerated() {
        let value: InputValue =
          switch place % 6 {
          case 0: .number(Double(start) / 4)
          case 1: .text("a \"quoted\" text")
          case 2: .truth(true)
          case 3: .text("2020-07-23T22:19:00Z")
          case 4: .list([.text("a"), .number(2)])
          default: .text("007")
          }
        article.others.append(("counts.\(key)", value))
        if place % 3 == 0 { article.others.append(("counts.shared.deep", value)) }
      }
      article.others.append(("likes.many", .number(Double(start))))
      return article
    }
  }

  private static func cells(_ archive: Archive) -> [[String]] {
    (0..<archive.articleCount).map { article in
      archive.schema.map { archive.column($0.name)?.value(at: article).printed ?? "" }
    }
  }

  @Test func theyAreOneColumn() throws {
    let few = ArchiveFileTests.archive(Self.articles(4_095, perArticle: 15))
    #expect(few.wideMaps == [])
    #expect(few.schema.count > 4_000)
    let many = ArchiveFileTests.archive(Self.articles(4_200, perArticle: 15))
    #expect(many.wideMaps == ["counts"])
    #expect(many.schema.map(\.name).suffix(2) == ["counts", "likes.many"])
    let text = many.column("counts")?.value(at: 0).printed ?? ""
    #expect(text.hasPrefix("{\"key ") && text.hasSuffix("}"))
    #expect(text.contains(":\"a \\\"quoted\\\" text\"") && text.contains(":true") && text.contains(":\"007\""))
    #expect(text.contains("\"shared.deep\":0") && text.contains(":\"a; 2\""))
  }

  @Test func partsAndStepsAndOneAreTheSame() throws {
    var articles = Self.articles(4_500, perArticle: 18)
    // A plain value of the same name.
    articles[7].others = [("counts", .number(5)), ("likes.many", .number(1))]
    articles[200].others = [("counts", .text("none"))]
    let one = ArchiveFileTests.archive(articles)
    #expect(one.wideMaps == ["counts"])
    for cuts in [
      [0, 100, articles.count], [0, 3, 10, 17, 230, articles.count], [0, articles.count - 1, articles.count],
    ] {
      let parts = zip(cuts, cuts.dropFirst()).map { ArchiveFileTests.archive(Array(articles[$0..<$1])) }
      let view = Archive(joining: parts, name: "")
      #expect(view.schema == one.schema)
      #expect(view.wideMaps == one.wideMaps)
      #expect(Self.cells(view) == Self.cells(one))
      let path = ArchiveFileTests.temporaryPath("maps-\(cuts.count)")
      defer { unlink(path) }
      try ArchiveFile.write(parts[0], to: path, threadCount: 1)
      for part in parts.dropFirst() {
        _ = try ArchiveAdditionTests.update(path).add(part, ArchiveAdditionTests.context)
        // What is known is known in whatever form it is kept.
        let again = try ArchiveAdditionTests.update(path).add(part, ArchiveAdditionTests.context)
        #expect(again.addedCount == 0)
      }
      let grown = try ArchiveFile.open(path: path, onDamage: ArchiveFileTests.refuse)
      #expect(Self.cells(grown) == Self.cells(one))
      try ArchiveAdditionTests.update(path).compact(ArchiveAdditionTests.context)
      let compact = try ArchiveFile.open(path: path, onDamage: ArchiveFileTests.refuse)
      #expect(compact.parts.count == 1)
      #expect(compact.schema == one.schema)
      #expect(Self.cells(compact) == Self.cells(one))
    }
  }

  @Test func theOutermostMapCounts() {
    let inner = (0..<5_000).map { "data.counts.k\($0)" }
    #expect(WideMaps.names(in: inner + ["data.title"]) == ["data.counts"])
    let deep = (0..<5_000).map { "counts.k\($0).n" } + (0..<5_000).map { "counts.a.k\($0)" }
    #expect(WideMaps.names(in: deep) == ["counts"])
    #expect(WideMaps.names(in: (0..<5_000).map { "k\($0)" }) == [])
    #expect(WideMaps.names(in: ["counts.a"], known: ["counts"]) == ["counts"])
    #expect(WideMaps.map(of: "counts.a.b", in: ["counts"]) == "counts")
    #expect(WideMaps.map(of: "countsa", in: ["counts"]) == nil)
  }
}
