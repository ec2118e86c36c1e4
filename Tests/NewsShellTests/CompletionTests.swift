import NewsQuery
import Testing

@testable import NewsShell

private func completions(_ texts: [String], help: String = "") -> Completions {
  Completions(replacedFrom: 0, candidates: texts.map { Candidate(text: $0, help: help) })
}

@Test func oneCandidateIsInsertedWithItsBlank() {
  #expect(completions(["count"]).insertion(for: "cou") == "count ")
  let field = Completions(replacedFrom: 0, candidates: [Candidate(text: "source:", help: "", tail: "")])
  #expect(field.insertion(for: "so") == "source:")
  #expect(field.insertion(for: "source:") == nil)
}

@Test func severalCandidatesShareTheirBeginning() {
  #expect(completions(["keywords", "keyboard"]).insertion(for: "k") == "key")
  #expect(completions(["keywords", "keyboard"]).insertion(for: "key") == nil)
  #expect(completions(["Łódź", "łuk"]).insertion(for: "l") == nil)
  #expect(completions([]).insertion(for: "k") == nil)
}

@Test(arguments: [1, 7, 20, 40, 80, 300])
func listedRowsFitTheTerminal(columns: Int) {
  let many = completions((0..<472).map { "北京term\($0)" }, help: "how often")
  let rows = many.rows(columns: columns, limit: 21)
  #expect(rows.count <= 21)
  #expect(rows.allSatisfy { DisplayWidth.of($0) <= max(columns - 1, 1) })
  if columns > 20 { #expect(rows.last?.hasSuffix(" more") == true) }
}

@Test func theListCapsAndSaysSo() {
  let rows = completions((0..<472).map { "term\($0)" }).rows(columns: 80, limit: 40)
  #expect(rows.last == "… 412 more")
  #expect(completions(["a\u{1B}[2J"]).rows(columns: 80, limit: 9) == ["a␛[2J"])
  #expect(completions(["count", "head"], help: "x").rows(columns: 80, limit: 9) == ["count  x   head   x"])
}

@Test func numbersAreGrouped() {
  #expect(
    [0, 999, 1_204, -1_234_567, Int.min].map(\.grouped) == [
      "0", "999", "1,204", "-1,234,567", "-9,223,372,036,854,775,808",
    ])
}

@Test(arguments: [
  #"kremlin | where source = "fin"#, #"* | where source="fin"#, #"* | where source != "fin"#,
  #"* | where source == "fin"#,
  #"* | where source is "fin"#, #"* | where source is not "fin"#, #"* | where source in ("TASS", "fin"#,
  #"* | where source not in ("fin"#,
])
func valuesAreCompletedInConditions(text: String) {
  let completions = ShellCompletion(engine: PretendEngine()).complete(text)
  #expect(completions.candidates.map(\.text) == [#""Financial Times""#])
  #expect(completions.replacedFrom == text.utf8.count - 4)
}

@Test func aNamedSearchIsCompletedAsASearch() {
  let completions = ShellCompletion(engine: PretendEngine()).complete("let source = tar")
  #expect(completions.candidates.map(\.text) == ["tariff", "tariffs"])
}

@Test(arguments: [#"* | where headline = "fin"#, #"* | where year(date) = "fin"#, #"* | where source in "#])
func nothingElseIsTakenForAValue(text: String) {
  #expect(
    !ShellCompletion(engine: PretendEngine()).complete(text).candidates.contains { $0.text.contains("Financial") })
}

/// Every stage is completed, and every word that may follow it.
@Test func stagesAndTheirWordsAreCompleted() {
  let engine = PretendEngine()
  engine.names.stages = StageCatalog.all.map { ($0.usage.name, $0.usage.summary) }
  let completion = ShellCompletion(engine: engine)
  var count = 0
  for stage in StageCatalog.all {
    let usage = stage.usage
    #expect(completion.complete("* | \(usage.name.dropLast())").candidates.contains { $0.text == usage.name })
    // There a format or a file is typed.
    if usage.name == "write" || usage.name == "as" { continue }
    for keyword in usage.forms.flatMap(\.keywords) {
      let found = completion.complete("* | \(usage.name) \(keyword.dropLast())")
      #expect(found.candidates.first { $0.text == keyword }?.tail == " ", "\(usage.name) \(keyword)")
      count += 1
    }
  }
  #expect(count > 30)
}

@Test func filesOfStatementsAreCompleted() {
  let completion = ShellCompletion(engine: PretendEngine())
  for text in ["include \"Package.sw", "let x = table \"Package.sw"] {
    let found = completion.complete(text)
    #expect(found.candidates.map(\.text) == ["Package.swift"], "\(text)")
    #expect(found.replacedFrom == text.utf8.count - 10)
  }
  #expect(ShellCompletion(engine: PretendEngine(), isSafe: true).complete("include \"Pack").candidates.isEmpty)
}
