import NewsQuery
import Testing

/// What stands in the newsq columns of the cheat sheet is asked of the fixture.
@Suite struct CheatsheetTests {
  static let queries: [String] = {
    let text = String(
      decoding: (try? Repository.read("\(Repository.root)/Docs/Cheatsheet.md")) ?? [], as: UTF8.self)
    return text.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("| "), line.hasSuffix("` |") else { return nil }
      // Nothing but the last cell; `\|` is a bar within it.
      let cell = line.dropLast(3)
      guard let start = cell.lastIndex(of: "`") else { return nil }
      var query = ""
      for character in cell[cell.index(after: start)...] {
        if character == "|", query.last == "\\" { query.removeLast() }
        query.append(character)
      }
      return query
    }
  }()

  @Test func thereAreMany() { #expect(CheatsheetTests.queries.count > 45) }

  @Test(arguments: queries) func itIsAsked(_ query: String) throws {
    let answer = try #require(try Fixture.answer(query))
    #expect(!answer.notes.contains { $0.severity == .error })
  }
}
