/// `sample 100 seed 7`: random rows, the same ones each time, in the order they had; `sample 20 by source`: so many of each value.
///
/// A row's lot is a hash of its article's id (and of the passage's place in it) and the seed; the rows with the smallest
/// lots are kept. So a sample does not change when the archive is read in another order, and most of it stays when
/// articles are added.
public struct Sample: Stage {
  public static let usage = StageUsage(
    "sample", group: .keep,
    forms: [.count("n"), .clause("by", [.items(isOptional: false)]), .clause("seed", [.count("k")])],
    summary: "random rows, in all or of each value, the same each time; 10 and seed 1 by default")
  public static let traits = StageTraits(.pick, reads: .texts, order: .kept, followsRecords: false)

  public let output: Schema
  private let count: Int
  private let seed: UInt64
  private let keys: GroupKeys

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    output = input
    count = call.count ?? 10
    seed = UInt64(clamping: call.clause("seed")?.count ?? 1)
    keys = try GroupKeys(call, input: input, context: context, allowsLists: true)
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    guard table.rows.count > count || !keys.isEmpty else { return table }
    var result = table
    var lots: [(lot: UInt64, place: Int)] = []
    lots.reserveCapacity(table.rows.count)
    for (place, row) in table.rows.enumerated() { lots.append((lot(of: row, in: table), place)) }
    lots.sort { ($0.lot, $0.place) < ($1.lot, $1.place) }
    if !keys.isEmpty {
      result.rows = try keys.kept(table, lots.lazy.map(\.place), count, context)
      return result
    }
    result.rows = lots.prefix(count).map(\.place).sorted().map { table.rows[$0] }
    return result
  }

  private func lot(of row: UInt32, in table: Table) -> UInt64 {
    var hash = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0xCBF2_9CE4_8422_2325
    if let article = table.article(of: row) {
      table.archive.withText(of: .id, article: article) { id in for byte in id { Sample.add(UInt64(byte), to: &hash) } }
      if case .passages(let passages) = table.origin {
        let passage = passages[Int(row)]
        Sample.add(UInt64(passage.field.rawValue) << 32 | UInt64(passage.start), to: &hash)
        Sample.add(UInt64(passage.end), to: &hash)
      }
    } else {
      for column in table.columns {
        for byte in column.column.value(at: Int(row)).printed.utf8 { Sample.add(UInt64(byte), to: &hash) }
        Sample.add(0xFF, to: &hash)
      }
    }
    // The finaliser of MurmurHash3 (Appleby): spreads what the last bytes did over all bits.
    hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ hash >> 33
  }

  /// A step of FNV-1a.
  private static func add(_ value: UInt64, to hash: inout UInt64) {
    hash = (hash ^ value) &* 0x100_0000_01B3
  }
}
