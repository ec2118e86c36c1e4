import Testing

@testable import NewsQuery

/// All that a reader gives for a text.
func readAll<R: Reader>(_ reader: R.Type, _ text: [UInt8], name: String? = nil) -> (
  articles: [Article], places: [RecordPlace], problems: [InputProblem]
) {
  var result: (articles: [Article], places: [RecordPlace], problems: [InputProblem]) = ([], [], [])
  var problems: [InputProblem] = []
  text.withUnsafeBytes { bytes in
    try? R.read(bytes, fileName: name, report: { problems.append($0) }) { article, place in
      result.articles.append(article)
      result.places.append(place)
    }
  }
  result.problems = problems
  return result
}

func readAll<R: Reader>(_ reader: R.Type, _ text: String, name: String? = nil) -> (
  articles: [Article], places: [RecordPlace], problems: [InputProblem]
) { readAll(reader, Array(text.utf8), name: name) }

@Suite struct JSONLinesReaderTests {
  private func line(_ text: String, fields: ArticleFieldSet = .all) -> (Article, LineProblem?) {
    var article = Article()
    let problem = Array(text.utf8).withUnsafeBytes { JSONLinesReader.readLine($0, into: &article, fields: fields) }
    return (article, problem)
  }

  @Test func mapsKeysByAliasWithoutCase() {
    let (article, problem) = line(
      #"{"Title":"A","author":["B","C"],"uri":"x:1","DatePublished":"2020-07-23T22:19+04:00","text":"MOSCOW (AP) — D.","places":["ru"],"n":3,"t":true}"#
    )
    #expect(problem == nil)
    #expect(article[.headline] == "A")
    #expect(article.bylines == ["B", "C"])
    #expect(article[.id] == "x:1")
    #expect(article.published?.description == "2020-07-23T22:19+04:00")
    #expect(article[.body] == "MOSCOW (AP) — D.")
    #expect(article[.dateline] == "MOSCOW (AP)")
    #expect(article[.located] == "Moscow")
    #expect(article.credits == ["AP"])
    #expect(article.others.map(\.name) == ["places", "n", "t"])
    #expect(article.others.map(\.value) == [.list([.text("ru")]), .number(3), .truth(true)])
  }

  @Test func theFirstListedKeyWinsAndTheOthersStay() {
    for text in [#"{"title":"later","headline":"first"}"#, #"{"headline":"first","title":"later"}"#] {
      let (article, _) = line(text)
      #expect(article[.headline] == "first")
      #expect(article.others.map(\.name) == ["title"])
      #expect(article.others.map(\.value) == [.text("later")])
    }
    #expect(line(#"{"headline":"","title":"later"}"#).0[.headline] == "later")
    #expect(line(#"{"title":"later","headline":""}"#).0[.headline] == "later")
    #expect(line(#"{"title":"later","headline":null}"#).0[.headline] == "later")
  }

  @Test func nestedValues() {
    let (article, _) = line(
      #"{"headlines":[{"role":"short","value":"S"},{"role":"main","value":"M"}],"publisher":{"@type":"Organization","name":"P"},"bodies":[{"contentType":"text/html","value":"<p>h</p>"},{"contentType":"text/plain","value":"plain"}],"subject":[{"name":"x"},{"name":"y"}],"rating":{"value":4,"of":{"max":5}}}"#
    )
    #expect(article[.headline] == "M")
    #expect(article[.source] == "P")
    #expect(article[.body] == "plain")
    #expect(article.tags == ["x", "y"])
    #expect(article.others.map(\.name) == ["rating.value", "rating.of.max"])
  }

  @Test func laterVersionIsTheUpdate() {
    let (article, _) = line(#"{"firstcreated":"2020-07-23","versioncreated":"2020-07-25"}"#)
    #expect(article.published?.description == "2020-07-23")
    #expect(article.updated?.description == "2020-07-25")
    #expect(line(#"{"versioncreated":"2020-07-25"}"#).0.updated == nil)
  }

  @Test func onlyTheFieldsAskedFor() {
    let (article, problem) = line(#"{"headline":"A","body":"B","x":[[]],"published":"nonsense"}"#, fields: [.headline])
    #expect(problem == nil)
    #expect(article[.headline] == "A")
    #expect(article[.body].isEmpty)
    #expect(article.others.isEmpty)
  }

  @Test func badRecordsAreSaidAndSkipped() {
    let text =
      "{\"headline\":\"A\"}\n\n{\"headline\":\n[1]\n{\"headline\":\"B\",\"date\":\"31 June 2020\"}\r\n{\"headline\":\"C\"} x\n{\"headline\":\"D\"}"
    let result = readAll(JSONLinesReader.self, text)
    #expect(result.articles.map { $0[.headline] } == ["A", "B", "D"])
    #expect(result.places.map(\.line) == [1, 5, 7])
    #expect(result.places.map(\.record) == [1, 4, 6])
    #expect(
      result.problems.map(\.message) == [
        "the JSON ends too early (byte 13 of the line)", "expected { and an article's keys (byte 1 of the line)",
        "`31 June 2020` is not a date", "expected nothing after the closing } (byte 18 of the line)",
      ])
    #expect(result.problems.map(\.isRecordSkipped) == [true, true, false, true])
    #expect(result.articles[1].published == nil)
  }

  @Test func brokenTextIsReplacedAndCounted() {
    let result = readAll(JSONLinesReader.self, Array(#"{"headline":"a"#.utf8) + [0xFF] + Array(#"\ud800"}"#.utf8))
    #expect(result.articles.first?[.headline] == "a\u{FFFD}\u{FFFD}")
    #expect(result.problems.map(\.message) == ["2 broken characters replaced by U+FFFD"])
  }

  @Test func markupInABodyBecomesText() {
    let (article, _) = line(
      #"{"content":"<p>One &amp; <b>two<\/b><\/p>\r\n<p>Three<br\/>four<script>x<\/script><\/p>"}"#)
    #expect(article[.body] == "One & two\n\nThree\nfour")
  }

  @Test func keysFindTheirColumns() {
    for field in Field.ofArticles where field.column != .file {
      for (rank, name) in ([field.name] + field.aliases).enumerated() {
        let match = Array(name.utf8).withUnsafeBytes { FieldAliases.match($0) }
        #expect(match?.column == field.column && match?.rank == UInt8(rank), "\(name)")
      }
    }
    for name in ["Publish Date", "publishDate", "publish_date", "PUBLISH-DATE"] {
      #expect(Array(name.utf8).withUnsafeBytes { FieldAliases.match($0) }?.column == .date)
    }
  }
}
