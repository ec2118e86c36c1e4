extension Method {
  /// What a report asked, in its order.
  public enum Entry: Sendable {
    case answer(AnswerTitle, QueryAnswer)
    /// `let name = query`
    case result(name: String, Query)
    /// A query that was asked once for each row of arguments.
    case repeated(AnswerTitle, Query, times: Int)
  }

  /// The paragraph that ends a report: what `.method` says of each answer, with what they have in common once.
  public static func report(
    _ entries: [Entry], parameters: [(name: String, value: Literal)], definitions: [Definition] = [],
    of archive: Archive, _ context: RunContext
  ) -> ReportMethod {
    var opening = "Asked with newsq \(newsqVersion) of the archive “\(archive.name)” "
    opening += "(\(archive.articleCount.counted("article"))\(span(of: archive)), fingerprint "
    opening += "\(hexadecimal(archive.fingerprint))), the clock at \(context.now.description). \(comparison)"
    opening += zone(context) + parts(of: archive)
    let queries = entries.map { entry in
      switch entry {
      case .answer(_, let answer): answer.plan.query
      case .result(_, let query), .repeated(_, let query, _): query
      }
    }
    var pieces: [Prose.Piece] = [.text(opening)] + checksums(of: queries, definitions, context).pieces
    for (place, parameter) in parameters.enumerated() {
      let before = place == 0 ? " In the queries " : ", "
      pieces += [.text(before), .code("$\(parameter.name)"), .text(" is "), .code(Printer.text(of: parameter.value))]
    }
    if !parameters.isEmpty { pieces.append(.text(".")) }
    for definition in definitions {
      pieces += [.text(" "), .code(DefinedText.of(definition)), .text(" (\(definition.place)).")]
    }
    return ReportMethod(opening: Prose(pieces), answers: entries.map(sentence))
  }

  private static func sentence(_ entry: Entry) -> Prose {
    func titled(_ title: AnswerTitle, _ query: Query, _ rest: [Prose.Piece]) -> Prose {
      let mark = title.plain.last.map { "?!.:…".contains($0) } ?? true ? " " : ": "
      let name: [Prose.Piece] = title.isQuery ? [] : [.text(title.plain + mark)]
      return Prose(name + [.code(Printer.text(of: query))] + rest)
    }
    switch entry {
    case .answer(let title, let answer):
      return titled(title, answer.plan.query, [.text(". ")] + steps(of: answer, withEnd: false).pieces + [.text(".")])
    case .result(let name, let query):
      return Prose([.code("$\(name)"), .text(" is "), .code(Printer.text(of: query)), .text(".")])
    case .repeated(let title, let query, let times):
      return titled(title, query, [.text(", asked \(times.counted("time")), once for each row of arguments.")])
    }
  }
}
