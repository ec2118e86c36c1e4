/// Maps with so many keys that one text column holds them: `"counts": {"aardvark": 1, …}`.
///
/// Each key of a map is a column, `counts.aardvark`. A map with more than `maxKeyCount` keys in all articles is one column,
/// `counts`: the map of each article as JSON, with keys in the order of their bytes. The keys of all parts decide, so the
/// columns do not depend on how articles are divided into parts, nor on their order.
enum WideMaps {
  static let maxKeyCount = 4096

  /// The names of the outermost maps with too many keys. `known` are maps of which that is known, since their keys are
  /// columns no more.
  static func names(in columns: some Sequence<String>, known: Set<String> = []) -> Set<String> {
    var dotted: [String] = []
    for name in columns where name.utf8.contains(UInt8(ascii: ".")) { dotted.append(name) }
    if dotted.count <= maxKeyCount, known.isEmpty { return [] }
    var keys = Set<Substring>()
    var keyCounts: [Substring: Int] = [:]
    for name in dotted {
      for (map, key) in prefixes(of: name) where keys.insert(key).inserted { keyCounts[map, default: 0] += 1 }
    }
    var wide = known
    // A file's own name is a field of the language.
    for (map, count) in keyCounts where count > maxKeyCount && map != ArticleField.file.name {
      wide.insert(String(map))
    }
    return wide.filter { name in !prefixes(of: name).contains { wide.contains(String($0.map)) } }
  }

  /// The map of `maps` that holds a column or is called so; nil if there is none.
  static func map(of name: String, in maps: Set<String>) -> String? {
    if maps.isEmpty { return nil }
    if maps.contains(name) { return name }
    return prefixes(of: name).lazy.map { String($0.map) }.first(where: maps.contains)
  }

  /// `a.b.c`: `a` and its key `a.b`, `a.b` and its key `a.b.c`.
  private static func prefixes(of name: String) -> [(map: Substring, key: Substring)] {
    let ends = name.utf8.indices.filter { name.utf8[$0] == UInt8(ascii: ".") } + [name.endIndex]
    return zip(ends, ends.dropFirst()).map { (name[..<$0], name[..<$1]) }
  }

  /// The input's columns of a part; those of wide maps become one for each map, at the place of its first key.
  static func joined(_ part: Part, _ maps: Set<String>) -> [(name: String, column: any Column)] {
    if maps.isEmpty { return part.inputs }
    var joined: [(name: String, column: any Column)] = []
    var members: [String: [(name: String, column: any Column)]] = [:]
    for (name, column) in part.inputs {
      guard let map = map(of: name, in: maps) else {
        joined.append((name, column))
        continue
      }
      if members[map] == nil { joined.append((map, AbsentColumn(type: .text))) }
      members[map, default: []].append((name, column))
    }
    for (place, (name, _)) in joined.enumerated() {
      guard let own = members[name] else { continue }
      joined[place].column =
        part.wideMaps.contains(name) ? own[0].column : WideMapColumn(map: name, own, rowCount: part.rowCount)
    }
    return joined
  }
}

/// The cells of a map with too many keys, on their way to one text each.
struct WideMapDraft {
  private let map: String
  private var columns: [(name: String, draft: ColumnDrafts.Draft<InputValue>)] = []

  init(_ map: String) { self.map = map }

  /// Takes in the cells of a key, or of the map's own name: plain values, and maps that are text already.
  mutating func append(_ name: String, _ draft: ColumnDrafts.Draft<InputValue>) { columns.append((name, draft)) }

  /// The text of each row: a plain value as it is, otherwise the map.
  var texts: ColumnDrafts.TextDraft {
    func isBefore(_ one: String, _ other: String) -> Bool { one.utf8.lexicographicallyPrecedes(other.utf8) }
    // The map's own name is the shortest, so a plain value comes before the keys of its row.
    let columns = columns.sorted { isBefore($0.name, $1.name) }
    var cells: [(row: UInt32, column: UInt32, cell: UInt32)] = []
    for (place, column) in columns.enumerated() {
      for (cell, row) in column.draft.rows.enumerated() { cells.append((row, UInt32(place), UInt32(cell))) }
    }
    cells.sort { ($0.row, $0.column) < ($1.row, $1.column) }
    var texts = ColumnDrafts.TextDraft()
    var next = 0
    while next < cells.count {
      let row = cells[next].row
      var text: [UInt8] = []
      var hasPlainValue = false
      while next < cells.count, cells[next].row == row {
        let (name, draft) = columns[Int(cells[next].column)]
        let printed = WideMapDraft.printed(draft.cells[Int(cells[next].cell)])
        next += 1
        if printed.isEmpty || hasPlainValue { continue }
        if name == map {
          hasPlainValue = true
          text = Array(printed.utf8)
          continue
        }
        text.append(UInt8(ascii: text.isEmpty ? "{" : ","))
        JSONText.append(String(name.dropFirst(map.count + 1)), to: &text)
        text.append(UInt8(ascii: ":"))
        WideMapDraft.append(printed, to: &text)
      }
      if !hasPlainValue, !text.isEmpty { text.append(UInt8(ascii: "}")) }
      if !text.isEmpty { texts.append(text, row: Int(row)) }
    }
    return texts
  }

  /// A cell as a column of any type that may hold it prints it.
  private static func printed(_ cell: InputValue) -> String {
    if case .text(let text) = cell, text.utf8.count > 7, let date = NewsDate(iso: text) { return date.description }
    return cell.printed
  }

  /// What reads as a number or a truth is one, as its column would have it.
  private static func append(_ printed: String, to text: inout [UInt8]) {
    let isNumber = Array(printed.utf8).withUnsafeBytes { bytes in
      var scanner = JSONScanner(bytes)
      return (try? scanner.readNumberText().count) == bytes.count
    }
    if isNumber || printed == "true" || printed == "false" {
      text.append(contentsOf: printed.utf8)
    } else {
      JSONText.append(printed, to: &text)
    }
  }
}

/// A map with too many keys in all parts, in a part that has few of them: made of their columns when it is first read.
struct WideMapColumn: Column {
  private final class Made: Sendable {
    let column = Lock<(any Column)?>(nil)
  }

  private let map: String
  private let columns: [(name: String, column: any Column)]
  private let rowCount: Int
  private let made = Made()

  var type: ValueType { .text }

  init(map: String, _ columns: [(name: String, column: any Column)], rowCount: Int) {
    self.map = map
    self.columns = columns
    self.rowCount = rowCount
  }

  func value(at row: Int) -> Value { column?.value(at: row) ?? .null }

  private var column: (any Column)? {
    made.column.withLock { made in
      if let made { return made }
      var draft = WideMapDraft(map)
      for (name, column) in columns {
        var cells = ColumnDrafts.Draft<InputValue>()
        for row in (column as? SparseColumn)?.filledRows ?? Array(0..<rowCount) {
          let value = InputValue(column.value(at: row))
          if value != .null { cells.append(value, row: row) }
        }
        draft.append(name, cells)
      }
      let image = Image()
      image.add("column", ColumnWriter.texts(draft.texts, rowCount: rowCount))
      made = ImageColumn.make(image["column"], image: image, rowCount: rowCount)
      return made
    }
  }
}
