import CLibrary
import NewsQuery
import Testing

/// Every example of the manual is run and its answer compared with the one recorded. `NEWSQ_RECORD=1 swift test --filter
/// Manual` records them anew, to be read in the diff.
@Suite("Manual") struct ManualTests {
  @Test("answers are those recorded", arguments: Manual.pages.map { "\($0.part.rawValue)/\($0.name)" })
  func examples(_ name: String) throws {
    let page = try #require(Manual.pages.first { "\($0.part.rawValue)/\($0.name)" == name })
    var text = ""
    for example in page.examples { text += "» \(example.query)\n\(Fixture.transcript(example.query))\n" }
    let path = "\(Repository.root)/Tests/Recorded/Manual/\(name).txt"
    if getenv("NEWSQ_RECORD") != nil { return Repository.write(path, text) }
    let recorded = String(decoding: (try? Repository.read(path)) ?? [], as: UTF8.self)
    #expect(text == recorded, "\(name) answers otherwise than recorded")
  }

  /// `make docs` writes the page; it is kept so that it can be read without building anything.
  @Test func theReferenceIsTheManual() throws {
    let text = Manual.markdown { Fixture.transcript($1.query) }
    let path = "\(Repository.root)/Docs/Language.md"
    if getenv("NEWSQ_RECORD") != nil { return Repository.write(path, text) }
    let kept = String(decoding: (try? Repository.read(path)) ?? [], as: UTF8.self)
    #expect(text == kept, "Docs/Language.md is not what the manual says: make docs")
  }

  @Test func everyStageFunctionAndFormatHasAPage() {
    let names = Set(Manual.pages.map(\.name))
    for stage in StageCatalog.all { #expect(names.contains(stage.usage.name), "no page: \(stage.usage.name)") }
    for function in FunctionCatalog.all { #expect(names.contains(function.name), "no page: \(function.name)") }
    for format in FormatCatalog.all { #expect(names.contains(format.name), "no page: \(format.name)") }
  }

  @Test func everyStagePageShowsAMistake() {
    for page in Manual.pages where page.part == .stage {
      #expect(page.examples.contains { Fixture.transcript($0.query).contains("error: ") }, "no mistake: \(page.name)")
    }
  }

  @Test func oneThreadAndTwoAnswerAlike() throws {
    for page in Manual.pages {
      for example in page.examples {
        guard let one = try? Fixture.answer(example.query, threadCount: 1) else { continue }
        let two = try #require(try Fixture.answer(example.query, threadCount: 2))
        #expect(
          Fixture.show(one.table, format: "tsv", width: nil) == Fixture.show(two.table, format: "tsv", width: nil),
          "\(example.query)")
      }
    }
  }

  /// A letter left out, doubled or exchanged: answered or explained, with a place, never a crash.
  @Test func mutatedQueriesAreAnsweredOrExplained() {
    let wanted = getenv("NEWSQ_MUTATIONS").flatMap { Int(String(cString: $0)) } ?? 1500
    let letters = Array("|\"()/=~:*,.-a0 $@#".utf8)
    let queries = Manual.pages.flatMap(\.examples).map { Array($0.query.utf8) }
    var state: UInt64 = 88_172_645_463_325_252
    func random(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(max(1, bound)))
    }
    for _ in 0..<wanted {
      var query = queries[random(queries.count)]
      let place = random(query.count)
      switch random(3) {
      case 0: query.remove(at: place)
      case 1: query.insert(letters[random(letters.count)], at: place)
      default: query[place] = letters[random(letters.count)]
      }
      let text = String(decoding: query, as: UTF8.self)
      do {
        if let answer = try Fixture.answer(text) { _ = Fixture.show(answer.table, format: nil, width: 60) }
      } catch let mistake as Diagnostic {
        #expect(mistake.span != nil, "no place: \(text): \(mistake.message)")
        #expect(!mistake.message.isEmpty)
      } catch is WorldError {
      } catch {
        Issue.record("\(text): \(error)")
      }
    }
  }
}
