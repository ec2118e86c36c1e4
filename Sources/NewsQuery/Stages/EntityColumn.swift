/// The entity of each name: the form that the whole archive gives it. The names of all articles are counted when the
/// first cell is asked for, once for each archive.
struct EntityColumn: Column {
  let names: any Column
  let archive: Archive
  let threadCount: Int
  var type: ValueType { .text }

  func value(at row: Int) -> Value {
    guard case .text(let name) = names.value(at: row) else { return .null }
    return .text(EntityColumn.table(of: archive, threadCount: threadCount).entity(of: name))
  }

  private struct Kept: Sendable {
    weak let archive: Archive?
    /// Nil until the first cell is asked for. Each archive has a lock of its own: one that takes long holds up no other.
    let table: Shared
  }

  private final class Shared: Sendable {
    let table = Lock<NameTable?>(nil)
  }

  /// The tables of the last archives that were asked for.
  private static let kept = Lock<[Kept]>([])

  private static func table(of archive: Archive, threadCount: Int) -> NameTable {
    let shared = kept.withLock { kept in
      if let known = kept.first(where: { $0.archive === archive }) { return known.table }
      let shared = Shared()
      kept.removeAll { $0.archive == nil }
      if kept.count >= 4 { kept.removeFirst() }
      kept.append(Kept(archive: archive, table: shared))
      return shared
    }
    return shared.table.withLock { table in
      if let table { return table }
      let counted = NameTable(count(archive, threadCount: threadCount))
      table = counted
      return counted
    }
  }

  /// The names of all articles; each article counts once, its headline and body together.
  static func count(_ archive: Archive, threadCount: Int) -> NameTallies {
    let pieces = try? Parallel.map(archive.articleCount, threadCount: threadCount, pieceSize: 256) { range in
      var tallies = NameTallies()
      var reading = ArticleNames(archive)
      for article in range {
        var names: [String: NameKind?] = [:]
        var introduced: [String: String] = [:]
        for mention in reading.names(ofArticle: article) {
          if let known = names[mention.name], known != nil { continue }
          names[mention.name] = mention.kind
          if mention.span.count <= 8, mention.span.count != mention.name.utf8.count {
            introduced[reading.words(mention.span)] = mention.name
          }
        }
        tallies.add(names, introduced: introduced)
      }
      return tallies
    }
    var all = NameTallies()
    for piece in pieces ?? [] { all.add(piece) }
    return all
  }
}
