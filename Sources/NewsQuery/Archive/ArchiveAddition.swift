/// What becomes of articles that come to an archive that is there already: `newsq --add more.jsonl news.archive`.
///
/// An article whose id is known is a new edition of that article: it takes its place, and no search meets the older one any
/// more; `versions` finds it. One that is known word for word is left out. If the input gave no id, the file and line that
/// stand for it make no edition: another text from there is another article.
public struct ArchiveAddition: Sendable {
  /// What came of the articles.
  public struct Report: Equatable, Sendable {
    public var addedCount = 0
    /// Of those, how many took the place of an older edition.
    public var editionCount = 0
    /// Known before, word for word.
    public var knownCount = 0
  }

  public private(set) var report = Report()
  /// Who is dead in the archive with the new parts behind the old ones.
  private(set) var burials: Burials

  private let old: [Part]
  /// The columns of all parts, by the types that all of them decide.
  private let columns: PartedColumns
  private let new: [Part]
  /// Articles of each new part that are known word for word.
  private var leftOut: [Set<Int>]
  /// Ids made anew, because another article has the one that file and line gave; for each new part by row.
  private var madeIdentifiers: [[Int: [UInt8]]]

  public init(of new: Archive, to old: Archive) {
    self.init(of: new, to: old.parts.map(\.part), old.burials)
  }

  init(of new: Archive, to old: [Part], _ burials: Burials) {
    self.old = old
    self.burials = burials
    let places = new.parts.filter { $0.articleCount > 0 }
    self.new = places.map(\.part)
    columns = PartedColumns(old + self.new, rows: nil, others: [])
    // What is dead already is left behind.
    leftOut = places.map { Set($0.dead.map(Int.init)) }
    madeIdentifiers = places.map { _ in [:] }
    sort()
  }

  // MARK: - What becomes of each article

  private typealias Row = Burials.Row

  /// Rows by id: all that are known, and those that are searched.
  private struct Known {
    var all: [[UInt8]: [Row]] = [:]
    var current: [[UInt8]: [Row]] = [:]
  }

  private mutating func sort() {
    var known = knownRows()
    var successor: [Row: Row] = [:]
    for (number, part) in new.enumerated() {
      for article in 0..<part.articleCount where !leftOut[number].contains(article) {
        let row = Row(part: old.count + number, row: UInt32(article))
        let own = identifier(of: row)
        var identifier = own
        if known.all[own]?.contains(where: { isSame($0, row) }) ?? false {
          leftOut[number].insert(article)
          report.knownCount += 1
          continue
        }
        report.addedCount += 1
        let before = known.current[identifier] ?? []
        if IdentifierHashes.isMade(article, in: part), !before.isEmpty {
          var suffix = 2
          repeat {
            identifier = own + Array("#\(suffix)".utf8)
            suffix += 1
          } while isTaken(identifier, known)
          madeIdentifiers[number][article] = identifier
        } else if !before.isEmpty {
          report.editionCount += 1
          for other in before { successor[other] = row }
        }
        guard !identifier.isEmpty else { continue }
        known.current[identifier] = [row]
        known.all[own, default: []].append(row)
      }
    }
    for (row, follower) in successor.sorted(by: { ($0.key.part, $0.key.row) < ($1.key.part, $1.key.row) }) {
      burials.dead.append((moved(row), moved(follower)))
    }
  }

  /// The rows of the old parts that have one of the ids that come.
  private func knownRows() -> Known {
    var known = Known()
    var wanted = Set<[UInt8]>()
    for (number, part) in new.enumerated() {
      for article in 0..<part.articleCount {
        wanted.insert(identifier(of: Row(part: old.count + number, row: UInt32(article))))
      }
    }
    wanted.remove([])
    for identifier in wanted { known.all[identifier] = [] }
    var followers: [Row: Row?] = [:]
    for burial in burials.dead { followers[burial.row] = .some(burial.follower) }
    /// Whether somebody removed the row, or what took its place.
    func isRemoved(_ row: Row) -> Bool {
      var row = row
      while let follower = followers[row] {
        guard let follower else { return true }
        row = follower
      }
      return false
    }
    func note(_ place: Int, _ part: Int, _ identifier: [UInt8]) {
      let row = Row(part: part, row: UInt32(place))
      let article =
        place < old[part].articleCount ? row : Row(part: part, row: old[part].editions[place - old[part].articleCount])
      if isRemoved(article) { return }
      known.all[identifier]?.append(row)
      if place < old[part].articleCount, followers[row] == nil { known.current[identifier, default: []].append(row) }
    }
    for (number, part) in old.enumerated() {
      if part.image.has(IdentifierHashes.name) {
        for identifier in wanted {
          for place in IdentifierHashes.rows(of: identifier, in: part) ?? []
          where stands(for: identifier, place, number, wanted) { note(place, number, identifier) }
        }
      } else {
        for place in 0..<part.rowCount {
          let own = identifier(of: Row(part: number, row: UInt32(place)))
          if wanted.contains(own) {
            note(place, number, own)
          } else if IdentifierHashes.isMade(place, in: part), let mark = own.lastIndex(of: UInt8(ascii: "#")) {
            let stem = Array(own[..<mark])
            if wanted.contains(stem) { note(place, number, stem) }
          }
        }
      }
    }
    return known
  }

  /// Whether a row has the id, or had it before a number was put behind it.
  private func stands(for identifier: [UInt8], _ place: Int, _ part: Int, _ wanted: Set<[UInt8]>) -> Bool {
    let own = self.identifier(of: Row(part: part, row: UInt32(place)))
    if own == identifier { return true }
    guard IdentifierHashes.isMade(place, in: self.part(part)), !wanted.contains(own),
      let mark = own.lastIndex(of: UInt8(ascii: "#"))
    else {
      return false
    }
    return Array(own[..<mark]) == identifier
  }

  /// Whether an id that would be made is there already.
  private func isTaken(_ identifier: [UInt8], _ known: Known) -> Bool {
    if !(known.current[identifier] ?? []).isEmpty { return true }
    for (number, part) in old.enumerated() {
      let rows = IdentifierHashes.rows(of: identifier, in: part) ?? Array(0..<part.rowCount)
      if rows.contains(where: { self.identifier(of: Row(part: number, row: UInt32($0))) == identifier }) { return true }
    }
    return false
  }

  private func part(_ number: Int) -> Part { number < old.count ? old[number] : new[number - old.count] }

  private func identifier(of row: Row) -> [UInt8] {
    part(row.part).withText(of: .id, row: Int(row.row)) { Array($0) }
  }

  /// Whether a row says all that a new article says; when it came in and from which file does not count.
  private func isSame(_ row: Row, _ article: Row) -> Bool {
    let (one, other) = (part(row.part), part(article.part))
    let isSameText = one.text.withAll(of: Int(row.row)) { a in
      other.text.withAll(of: Int(article.row)) { $0.elementsEqual(a) }
    }
    guard isSameText else { return false }
    func printed(_ row: Row) -> [String: String] {
      var cells: [String: String] = [:]
      for name in columns.schema.map(\.name) where !["added", "id", "words", "file"].contains(name) {
        guard let column = columns.column(name, ofPart: row.part) else { continue }
        cells[name] = InputValue(column.value(at: Int(row.row))).printed
      }
      return cells.filter { !$0.value.isEmpty }
    }
    // The same value may be a number in one part and, beside texts, a text in the other.
    return printed(row) == printed(article)
  }

  // MARK: - The new parts

  /// A row's number when those that are left out are gone.
  private func moved(_ row: Row) -> Row {
    guard row.part >= old.count else { return row }
    let left = leftOut[row.part - old.count]
    return Row(part: row.part, row: row.row - UInt32(left.isEmpty ? 0 : left.count { $0 < Int(row.row) }))
  }

  /// What is to be written of each new part, in their order; a part of which nothing is left has no articles.
  func newParts(threadCount: Int) -> [(image: Image, text: [PartWriter.Text])] {
    new.enumerated().map { number, part in
      if leftOut[number].isEmpty, madeIdentifiers[number].isEmpty { return (part.image, [.part(part)]) }
      let kept = (0..<part.articleCount).filter { !leftOut[number].contains($0) }
      return PartMerge([.init(part: part, articles: kept, madeIdentifiers: madeIdentifiers[number])])
        .sections(threadCount: threadCount)
    }
  }

  // MARK: - Copies

  /// What is to be written of each new part, as an archive: its articles without those that are left out.
  var newViews: [Archive] {
    new.enumerated().map { number, part in
      var gone = Burials()
      for article in leftOut[number].sorted() { gone.dead.append((Row(part: 0, row: UInt32(article)), nil)) }
      return Archive(parts: [part], name: "", burials: gone)
    }
  }

  /// The links of all parts, the new ones included; `links` are those of the old ones. Throws `Interrupted`.
  func links(_ links: CopyLinks, _ context: RunContext) throws -> CopyLinks {
    let count = old.count + new.count
    let before = CopyLinks(joining: [links, CopyLinks(partCount: new.count)])
    let all = Archive(parts: old + new, name: "", links: before)
    guard let found = try KeptAnswers.links(of: all, from: old.count, context),
      let groups = CopyGroups(old + new, found)
    else { return before }
    return CopyLinks(partCount: count, limit: groups.limit) { body in
      groups.forEach { row, group in
        if row.part >= old.count, leftOut[row.part - old.count].contains(Int(row.row)) { return }
        body(moved(row), group)
      }
    }
  }
}
