/// `"arms control" | copies`: near-identical texts in groups, who had it first and what each took.
///
/// A row a member, the largest group first, in each group the earliest first. Articles without a copy are left out.
public struct Copies: Stage {
  public static let usage = StageUsage(
    "copies", group: .news, forms: [],
    summary: "near-identical texts in groups: the earliest, and what share of it each other one took")
  public static let traits = StageTraits(.whole, reads: .texts, order: .made, followsRecords: false)

  static let ownColumns: [Schema.Field] = [
    .init("group", .number), .init("place", .number), .init("taken", .number), .init("own", .number),
    .init("evidence", .text),
  ]

  public let output: Schema
  public let notes: [Diagnostic]

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard input.rows == .articles else {
      throw Diagnostic(
        "`copies` compares articles, and these rows are not articles", at: call.nameSpan,
        hint: "put `copies` right after the search")
    }
    var schema = input.cutIntoPassages(showing: [], [])
    // On a narrow terminal the last columns are left out: rather the headline than the evidence.
    let columns = { (names: [String]) in names.compactMap { name in input.articleColumns.first { $0.name == name } } }
    schema.columns =
      Array(Self.ownColumns.prefix(2)) + columns(["date", "source", "credit"]) + Array(Self.ownColumns.dropFirst(2))
      + columns(["headline", "id"])
    output = schema
    notes = input.hiding(Self.ownColumns.map(\.name), of: call)
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    let articles = table.rows.sorted()
    let texts = try TextGroups(articles, of: table.archive, context)
    let reader = CopyReader(table.archive)

    var places: [Int: [Int]] = [:]
    for place in articles.indices { places[Int(texts.firsts[place]), default: []].append(place) }
    let groups = places.values.filter { $0.count > 1 }.sorted { a, b in
      a.count != b.count ? a.count > b.count : a[0] < b[0]
    }

    var rows = GroupedRows()
    for (number, group) in groups.enumerated() {
      let members = CopyOrder.sorted(
        group.map { reader.member(articles[$0], size: texts.size(of: $0)) })
      let placeOf = Dictionary(group.map { (articles[$0], $0) }, uniquingKeysWith: { first, _ in first })
      for (index, member) in members.enumerated() {
        guard let own = placeOf[member.article], let first = placeOf[members[0].article] else { continue }
        let shared = own == first ? texts.size(of: own) : texts.overlap(own, first)
        let evidence =
          index == 0
          ? (members.dropFirst().contains { CopyOrder.isFirst(member, $0) == nil } ? "tie" : "earliest")
          : reader.words(CopyOrder.evidence(members[0], member, shared: shared))
        rows.append(
          group: number + 1, place: index + 1, passage: reader.wholeBody(of: member.article),
          cells: [
            .number(rounded(shared, of: texts.size(of: first))),
            .number(rounded(texts.size(of: own) - shared, of: texts.size(of: own))),
            .text(evidence),
          ])
      }
    }
    return rows.table(from: table, showing: output, cellFields: Array(Self.ownColumns.dropFirst(2)))
  }

  /// A share in hundredths: more would only seem more exact.
  private func rounded(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? 0 : (Double(part) / Double(whole) * 100).rounded() / 100
  }
}

/// Reads of an archive what copies are put in order by.
struct CopyReader {
  let archive: Archive
  private let dates: (any Column)?
  private let sources: (any Column)?
  private let credits: (any Column)?

  init(_ archive: Archive) {
    self.archive = archive
    dates = archive.column("date")
    sources = archive.column("source")
    credits = archive.column("credit")
  }

  func member(_ article: UInt32, size: Int) -> CopyOrder.Member {
    let row = Int(article)
    var member = CopyOrder.Member(article: article, date: nil, source: "", credits: [], size: size)
    if case .date(let date)? = dates?.value(at: row) { member.date = date }
    if case .text(let source)? = sources?.value(at: row) { member.source = source }
    if case .list(let items)? = credits?.value(at: row) {
      member.credits = items.compactMap { if case .text(let text) = $0 { text } else { nil } }
    }
    return member
  }

  /// All of an article's body as a passage, so that a row can be opened and read on.
  func wholeBody(of article: UInt32) -> Passage {
    let count = archive.withText(of: .body, article: Int(article)) { $0.count }
    return Passage(article: article, field: .body, paragraph: 1, start: 0, end: UInt32(clamping: count))
  }

  func words(_ evidence: [CopyOrder.Evidence]) -> String {
    evidence.map { evidence in
      switch evidence {
      case .time(let seconds): "later by \(duration(seconds))"
      case .credit(let agency): "credits \(agency)"
      case .tie: "tie"
      case .contained: "a part of it"
      case .contains: "all of it and more"
      }
    }.joined(separator: ", ")
  }

  private func duration(_ seconds: Int64) -> String {
    switch seconds {
    case ..<60: "under a minute"
    case ..<3600: "\(seconds / 60) min"
    case ..<86_400: "\(seconds / 3600) h"
    default: "\(seconds / 86_400) d"
    }
  }
}

/// Rows of groups, as `copies` and `versions` give them.
struct GroupedRows {
  private var groups: [Value] = []
  private var places: [Value] = []
  private var passages: [Passage] = []
  private var cells: [[Value]] = []

  mutating func append(group: Int, place: Int, passage: Passage, cells: [Value]) {
    groups.append(.number(Double(group)))
    places.append(.number(Double(place)))
    passages.append(passage)
    self.cells.append(cells)
  }

  func table(from table: Table, showing schema: Schema, cellFields: [Schema.Field]) -> Table {
    var result = table.passages(passages, showing: [], carrying: schema.carried)
    result.columns = schema.columns.compactMap { field in
      switch field.name {
      case "group": return .init("group", StoredColumn(.number, groups))
      case "place": return .init("place", StoredColumn(.number, places))
      default:
        if let index = cellFields.firstIndex(of: field) {
          return .init(field.name, StoredColumn(field.type, cells.map { $0[index] }))
        }
        return result.column(field.name).map { .init(field.name, $0) }
      }
    }
    return result
  }
}
