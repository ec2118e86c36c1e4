/// All pages, in their order.
public enum Manual {
  public static let pages: [ManualPage] =
    SearchPages.all + ScriptPages.all + StageCatalog.all.map { $0.page } + ExpressionPages.all
    + FunctionCatalog.all.map { ManualPage($0) }
    + FormatPages.all + QuestionPages.all

  /// The page about a stage, an operator, a function or a format, by its name or a synonym.
  public static func page(_ topic: String) -> ManualPage? {
    let topic = topic.lowercased()
    return pages.first { $0.name == topic } ?? pages.first { $0.synonyms.contains(topic) }
  }

  /// The whole manual in Markdown.
  public static func markdown(answer: (ManualPage, ManualPage.Example) -> String?) -> String {
    var text = """
      # The language of newsq

      All that `.help` knows, on one page. The answers are those of the test-suite, over the few articles of its own that it
      keeps for the purpose; a query stands after `»`, and a mistake begins with the number of the character it is at.

      """
    for part in ManualPage.Part.allCases {
      let names = pages.filter { $0.part == part }.map { "[\($0.name)](#\(anchor($0)))" }
      text += "\n## \(part.rawValue)\n\n\(part.about)\n\n\(names.joined(separator: " · "))\n"
      for page in pages where page.part == part { text += "\n" + page.markdown { answer(page, $0) } }
    }
    return text
  }

  /// The name under which a page's heading is linked: a second page of that name gets a number, as web sites do it.
  private static func anchor(_ page: ManualPage) -> String {
    func slug(_ page: ManualPage) -> String {
      String(page.name.lowercased().compactMap { $0 == " " ? "-" : $0.isLetter || $0.isNumber || $0 == "-" ? $0 : nil })
    }
    let own = slug(page)
    let earlier = pages.prefix { $0.name != page.name || $0.part != page.part }.filter { slug($0) == own }.count
    let parts = ManualPage.Part.allCases.filter { $0.rawValue.lowercased() == own }.count
    return earlier + parts == 0 ? own : "\(own)-\(earlier + parts)"
  }
}
