import Testing

@testable import NewsQuery

/// Tables as programs for data write them: the same two rows in each of their forms.
@Suite struct TableInJSONTests {
  static let forms = [
    #"{"title":{"0":"A \"one\"","1":null},"text":{"0":"First.\nSecond.","1":"Third."},"likes":{"0":3,"1":4}}"#,
    #"{"likes":[3,4],"title":["A \"one\"",null],"text":["First.\nSecond.","Third."]}"#,
    #"{"columns":["title","text","likes"],"index":[0,1],"data":[["A \"one\"","First.\nSecond.",3],[null,"Third.",4]]}"#,
    #"{"rows":[["A \"one\"","First.\nSecond.",3],[null,"Third.",4]],"columns":[{"name":"title"},{"name":"text"},{"name":"likes"}]}"#,
    #"{"0":{"title":"A \"one\"","text":"First.\nSecond.","likes":3},"1":{"title":null,"text":"Third.","likes":4}}"#,
    #"{"schema":{"fields":[{"name":"title"}]},"data":[{"title":"A \"one\"","text":"First.\nSecond.","likes":3},{"text":"Third.","likes":4}]}"#,
  ]

  @Test(arguments: forms) func rowsAreArticles(_ form: String) {
    let result = readBytes(Array(form.utf8), named: "a.json")
    #expect(result.problems.isEmpty)
    #expect(result.articles.map { $0[.headline] } == ["A \"one\"", ""])
    #expect(result.articles.map { $0[.body] } == ["First.\nSecond.", "Third."])
    #expect(result.articles.map { $0.others.first { $0.name == "likes" }?.value } == [.number(3), .number(4)])
  }

  @Test func aNamedRowKeepsItsName() {
    let result = readBytes(
      Array(
        """
        {"title": {"https://coast.example/1": "A", "https://coast.example/2": "B"},
         "date": {"https://coast.example/1": 1595500000000, "https://coast.example/2": "2020-13-45"}}
        """.utf8), named: "a.json")
    #expect(result.articles.map { $0[.headline] } == ["A", "B"])
    #expect(
      result.articles.map { $0.others.first { $0.name == "index" }?.value } == [
        .text("https://coast.example/1"), .text("https://coast.example/2"),
      ])
    #expect(result.articles.first?.published?.description == "2020-07-23T10:26:40Z")
    #expect(result.problems.map(\.message) == ["`2020-13-45` is not a date"])
    #expect(result.problems.map(\.place.record) == [2])
  }

  /// One article that has lists, and forms of one text, are no tables.
  @Test(arguments: [
    #"{"title":"A","text":["One.","Two."],"authors":["J. Doe","J. Smith"]}"#,
    #"{"text":["One.","Two."],"title":["A"]}"#,
    #"{"headlines":[{"value":"A"}],"bodies":[{"value":"One.\n\nTwo."}]}"#,
  ]) func listsOfOneArticle(_ form: String) {
    let articles = readBytes(Array(form.utf8), named: "a.json").articles
    #expect(articles.map { $0[.headline] } == ["A"])
    #expect(articles.map { $0[.body] } == ["One.\n\nTwo."])
  }

  @Test func columnsOfDifferentLengthAreNoTable() {
    let result = readBytes(Array(#"{"title":{"0":"A","1":"B"},"text":{"0":"One."}}"#.utf8), named: "a.json")
    #expect(result.articles.isEmpty)
    #expect(result.problems.map(\.message) == ["no article in this JSON"])
  }
}
