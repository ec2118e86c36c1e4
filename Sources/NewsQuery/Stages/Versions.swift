/// `source:guardian | versions`: editions of one url or id, in groups, with what each changed against the one before.
///
/// A row an edition, the earliest first. `note` is true if an edition with changed sentences says so itself.
public struct Versions: Stage {
  public static let usage = StageUsage(
    "versions", group: .news, forms: [],
    summary: "editions of one url or id, in groups: changed headline, sentences added and removed, correction noted")
  public static let traits = StageTraits(.whole, reads: .texts, order: .made, followsRecords: false)

  static let ownColumns: [Schema.Field] = [
    .init("group", .number), .init("place", .number), .init("retitled", .truth), .init("added_sentences", .number),
    .init("cut_sentences", .number), .init("changed_sentences", .number), .init("noted", .truth),
  ]

  public let output: Schema
  /// Columns of the article that each row repeats.
  private let beside: [Schema.Field]
  public let notes: [Diagnostic]

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    guard input.rows == .articles else {
      throw Diagnostic(
        "`versions` compares articles, and these rows are not articles", at: call.nameSpan,
        hint: "put `versions` right after the search")
    }
    var schema = input.cutIntoPassages(showing: [], [])
    beside = ["date", "headline", "url"].compactMap { name in input.articleColumns.first { $0.name == name } }
    schema.columns = Array(Self.ownColumns.prefix(2)) + beside + Array(Self.ownColumns.dropFirst(2))
    output = schema
    notes = input.hiding(Self.ownColumns.map(\.name), of: call)
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    let archive = table.archive
    let reader = CopyReader(archive)
    var groups: [String: [UInt32]] = [:]
    // Older versions are found through the articles that replaced them.
    var seen = table.rows.sorted()
    if !archive.editions.isEmpty {
      let articles = Set(seen)
      for (place, article) in archive.editions.enumerated() where articles.contains(article) {
        seen.append(UInt32(archive.articleCount + place))
      }
    }
    for article in seen {
      for key in keys(of: Int(article), archive) { groups[key, default: []].append(article) }
    }
    // An article may share its url with one and its id with another: then all three are one group.
    var forest = DisjointSets(count: archive.rowCount)
    for members in groups.values {
      for member in members.dropFirst() { forest.join(Int(members[0]), Int(member)) }
    }
    var editions: [Int: [UInt32]] = [:]
    for article in seen { editions[forest.root(of: Int(article)), default: []].append(article) }

    var rows = GroupedRows()
    var number = 0
    for root in editions.keys.sorted() {
      guard let members = editions[root], members.count > 1 else { continue }
      if context.isInterrupted() { throw Interrupted() }
      number += 1
      let sorted = members.map { reader.member($0, size: 0) }.sorted { a, b in
        let (left, right) = (a.date?.start ?? Int64.max, b.date?.start ?? Int64.max)
        if left != right { return left < right }
        let isOlder = a.article >= archive.articleCount
        return isOlder == (b.article >= archive.articleCount) ? a.article < b.article : isOlder
      }
      for (place, member) in sorted.enumerated() {
        let row = Int(member.article)
        // The passage of an older edition is that of the article, whose columns the next stage reads.
        let article = row < archive.articleCount ? member.article : archive.editions[row - archive.articleCount]
        let cells =
          place == 0
          ? [Value.null, .null, .null, .null, .null]
          : changes(from: Int(sorted[place - 1].article), to: Int(member.article), archive)
        rows.append(
          group: number, place: place + 1, passage: reader.wholeBody(of: article),
          cells: beside.map { archive.column($0.name)?.value(at: row) ?? .null } + cells)
      }
    }
    return rows.table(from: table, showing: output, cellFields: beside + Self.ownColumns.dropFirst(2))
  }

  /// The url without what follows `#` or names a campaign, and the id.
  private func keys(of article: Int, _ archive: Archive) -> [String] {
    var keys: [String] = []
    archive.withText(of: .url, article: article) { url in
      let address = url.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") }
      let query = url.dropFirst(address.count).prefix { $0 != UInt8(ascii: "#") }
      let kept = query.dropFirst().split(separator: UInt8(ascii: "&")).filter { !$0.starts(with: "utm_".utf8) }
      if !address.isEmpty {
        let parts = [Array(address)] + kept.map { Array($0) }
        let joined = Array(parts.joined(separator: [UInt8(ascii: "&")]))
        keys.append("url " + String(decoding: joined, as: UTF8.self))
      }
    }
    archive.withText(of: .id, article: article) { id in
      if !id.isEmpty { keys.append("id " + String(decoding: id, as: UTF8.self)) }
    }
    return keys
  }

  private func changes(from old: Int, to new: Int, _ archive: Archive) -> [Value] {
    let changes = archive.withText(of: .body, article: old) { before in
      archive.withText(of: .body, article: new) { after in SentenceDiff.changes(from: before, to: after) }
    }
    let count = { (kind: SentenceDiff.Kind) in Value.number(Double(changes.filter { $0.kind == kind }.count)) }
    let isRetitled = archive.withText(of: .headline, article: old) { before in
      archive.withText(of: .headline, article: new) { !$0.elementsEqual(before) }
    }
    let isNoted = archive.withText(of: .body, article: new) { body in
      changes.contains { change in
        guard let range = change.new, change.kind != .moved else { return false }
        return Self.isCorrectionNote(String(decoding: body[range], as: UTF8.self))
      }
    }
    return [.truth(isRetitled), count(.added), count(.cut), count(.changed), .truth(isNoted)]
  }

  /// `Correction: an earlier version of this article …`
  private static func isCorrectionNote(_ sentence: String) -> Bool {
    let folded = Fold.folded(sentence)
    return [
      "correction", "this article was amended", "this story has been corrected", "has been updated to",
      "an earlier version", "a previous version", "clarification", "corrects ",
    ].contains { folded.contains($0) }
  }
}
