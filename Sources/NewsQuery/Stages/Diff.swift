/// `copies | diff`: what each member of a group lacks and adds against the earliest, sentence by sentence; or, with two
/// ids, what the second changed of the first.
///
/// A row a sentence. It points into the text that holds the sentence: the earlier one for a cut sentence.
public struct Diff: Stage {
  public static let usage = StageUsage(
    "diff", group: .news, forms: [.path("ID", isOptional: true), .path("ID", isOptional: true)],
    summary: "what each member of a group cut, added, moved and changed; or one article against another")
  public static let traits = StageTraits(.whole, reads: .archive, order: .made, followsRecords: false)

  static let ownColumns: [Schema.Field] = [
    .init("against", .text), .init("change", .text), .init("sentence", .text), .init("was", .text),
  ]

  public let output: Schema
  public let notes: [Diagnostic]
  private let ids: [(text: String, span: Range<Int>)]
  private let pair: [UInt32]

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    ids = call.paths
    if ids.count == 1 {
      throw Diagnostic("`diff` compares two articles, and one is named", at: call.span, hint: "name two: `diff ID ID`")
    }
    guard input.rows != .counted else {
      throw Diagnostic("`diff` compares articles, and these rows were counted", at: call.nameSpan)
    }
    if ids.isEmpty {
      guard input.columns.contains(.init("group", .number)), input.columns.contains(.init("place", .number)) else {
        throw Diagnostic(
          "`diff` compares the members of a group, and there are no groups here", at: call.nameSpan,
          hint: "put `copies` or `versions` before it, or name two articles: `diff ID ID`")
      }
    }
    var pair: [UInt32] = []
    for (id, span) in ids {
      guard let article = context.archive.article(id: id) else {
        throw Diagnostic("no article has the id `\(id)`", at: span, hint: "`| select id` shows them")
      }
      pair.append(UInt32(article))
    }
    self.pair = pair
    // The articles that were named need not be among the rows.
    var schema = input.withoutCarried()
    schema.rows = .passages
    let beside = ["id"].compactMap { name in input.articleColumns.first { $0.name == name } }
    schema.columns = beside + Self.ownColumns
    output = schema
    notes = []
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    let archive = table.archive
    var rows = Rows()
    if pair.count == 2 {
      rows.append(from: pair[0], to: pair[1], archive)
    } else if let groups = table.column("group"), let places = table.column("place") {
      // The earliest of each group, whatever order the rows are in now.
      var firsts: [Value: UInt32] = [:]
      for row in table.rows where places.value(at: Int(row)) == .number(1) {
        firsts[groups.value(at: Int(row))] = table.article(of: row).map(UInt32.init)
      }
      for row in table.rows {
        if context.isInterrupted() { throw Interrupted() }
        guard let first = firsts[groups.value(at: Int(row))], let article = table.article(of: row),
          article != Int(first)
        else { continue }
        rows.append(from: first, to: UInt32(article), archive)
      }
    }
    var result = table.passages(rows.passages, showing: [], carrying: [])
    let id = StoredColumn(.text, rows.members)
    result.columns = [.init("id", id)]
    for (index, field) in Self.ownColumns.enumerated() {
      result.columns.append(.init(field.name, StoredColumn(.text, rows.cells.map { $0[index] })))
    }
    return result
  }

  private struct Rows {
    var passages: [Passage] = []
    var members: [Value] = []
    var cells: [[Value]] = []

    mutating func append(from old: UInt32, to new: UInt32, _ archive: Archive) {
      let ids = archive.column("id")
      let against = ids?.value(at: Int(old)) ?? .null
      let member = ids?.value(at: Int(new)) ?? .null
      archive.withText(of: .body, article: Int(old)) { before in
        archive.withText(of: .body, article: Int(new)) { after in
          let changes = SentenceDiff.changes(
            from: before, startingAt: archive.leadStart(of: Int(old)),
            to: after, startingAt: archive.leadStart(of: Int(new)))
          for change in changes {
            let newText = change.new.map { Value.text(String(decoding: after[$0], as: UTF8.self)) }
            let oldText = change.old.map { Value.text(String(decoding: before[$0], as: UTF8.self)) }
            guard let range = change.new ?? change.old else { continue }
            passages.append(
              Passage(
                article: change.new == nil ? old : new, field: .body, paragraph: UInt32(clamping: change.paragraph),
                start: UInt32(clamping: range.lowerBound), end: UInt32(clamping: range.upperBound)))
            members.append(member)
            cells.append([
              against, .text(change.kind.rawValue), newText ?? oldText ?? .null,
              change.kind == .changed ? oldText ?? .null : .null,
            ])
          }
        }
      }
    }
  }
}

extension Archive {
  /// The number of the article with that id.
  func article(id: String) -> Int? {
    let wanted = Array(id.utf8)
    for article in 0..<articleCount where withText(of: .id, article: article, { $0.elementsEqual(wanted) }) {
      return article
    }
    return nil
  }
}
