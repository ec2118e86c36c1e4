import NewsQuery
import Testing

@testable import NewsShell

/// A session over articles, as the shell has it.
private func engine(_ articles: [(headline: String, body: String, source: String)]) -> SessionEngine {
  var builder = ArchiveBuilder()
  for (number, each) in articles.enumerated() {
    var article = Article()
    article[.id] = "a\(number)"
    article[.headline] = each.headline
    article[.body] = each.body
    article[.source] = each.source
    builder.append(article)
  }
  let now = NewsDate(iso: "2020-07-24")!
  return SessionEngine(
    builder.finish(name: "made"), importReport: "",
    context: {
      RunContext.ofThisMachine(now: now, threadCount: 1, folder: nil, isSafe: true, progress: SharedProgress())
    },
    load: { paths in throw WorldError(path: paths[0], reason: "no such file") })
}

@Suite struct TourTests {
  @Test(arguments: [
    [("Putin, Trump hope to boost trade", "The talks were long.", "TASS")],
    [("42", "Der Bundestag stimmt heute über das Gesetz ab.", "Süddeutsche Zeitung")],
    [
      ("Strike at the port", "Dockers strike. They want more.", ""),
      ("Port strike ends", "It is over.", "BBC \"World\""),
    ],
  ])
  func everyQuestionHasAnAnswer(articles: [(String, String, String)]) throws {
    let engine = engine(articles.map { (headline: $0.0, body: $0.1, source: $0.2) })
    let subject = try #require(engine.tourSubject)
    let questions = TourCommand.questions(about: subject)
    #expect(questions.count == TourCommand.questionCount)
    for question in questions {
      let (statements, notes) = try engine.statements(of: SourceText(question.query))
      #expect(notes.isEmpty, "\(question.query)")
      let answer = try #require(try engine.run(statements[0]))
      #expect(answer.rowCount > 0, "\(question.query)")
    }
  }

  @Test func withoutWordsThereIsNoTour() {
    #expect(engine([]).tourSubject == nil)
    #expect(engine([("12 34", "56", "")]).tourSubject == nil)
  }

  @Test func chineseWordsAreCompletedFromTheTexts() {
    let engine = engine([
      ("外交部发言人答记者问", "外交部说。", "新华社"), ("外交部声明", "外交官", "新华社"), ("北京", "", ""),
    ])
    let words = engine.words(beginning: "外交").prefix(2).map { "\($0.word) \($0.articleCount)" }
    #expect(words.first == "外交部 2")
    #expect(!engine.words(beginning: "上海").contains { $0.articleCount > 0 })
  }
}
