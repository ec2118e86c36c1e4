/// Names of files that are tables: they count as such where a table may be named.
enum TableName {
  static let endings = [".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".xlsx", ".db", ".sqlite"]

  static func isTable(_ path: String) -> Bool {
    let lowered = path.lowercased()
    return endings.contains { lowered.hasSuffix($0) }
  }

  /// Whether a word looks like the name of a list: `stop.txt`.
  static func isList(_ word: String) -> Bool {
    let lowered = word.lowercased()
    return lowered.hasSuffix(".txt") || isTable(lowered)
  }

  /// Whether a file of that name has several tables, which are named after it.
  static func hasParts(_ path: String) -> Bool {
    let lowered = path.lowercased()
    return [".xlsx", ".db", ".sqlite"].contains { lowered.hasSuffix($0) }
  }

  /// `outlets` of `lists/outlets.csv`: what its columns are called after.
  static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }
}
