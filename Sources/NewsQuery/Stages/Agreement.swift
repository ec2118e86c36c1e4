/// `agreement anna, ben`: how far coders agree, one column each: the share of rows on which they do, Cohen's kappa, Krippendorff's
/// alpha.
///
/// Kappa (J. Cohen, "A coefficient of agreement for nominal scales", 1960) is of two coders, over the rows that both coded. Alpha (K.
/// Krippendorff, "Content Analysis", 2004) is of any number and takes rows that at least two coded; its distance of two codes is that
/// of names, or of ranks or numbers if asked for.
public struct Agreement: Stage {
  public static let usage = StageUsage(
    "agreement", synonyms: ["kappa", "alpha"], group: .count,
    forms: [.choice(["nominal", "ordinal", "interval"]), .items(isOptional: false)],
    summary: "how far coders agree: percent, Cohen's kappa, Krippendorff's alpha")
  public static let traits = StageTraits(.merge, reads: .columns, order: .ignored, followsRecords: false)

  enum Level: String { case nominal, ordinal, interval }

  public let output: Schema
  private let coders: [NamedExpression]
  private let level: Level

  public init(_ call: StageCall, input: Schema, context: PlanContext) throws(Diagnostic) {
    level = call.choice.flatMap(Level.init) ?? .nominal
    coders = try NamedExpression.all(call.items ?? [], schema: input, context: context)
    guard coders.count >= 2 else {
      throw Diagnostic(
        "`agreement` compares at least two columns", at: call.nameSpan, hint: "for example `agreement anna, ben`")
    }
    for (coder, item) in zip(coders, call.items ?? []) {
      let fits = level == .nominal ? coder.type != .list : coder.type == .number
      guard fits, coder.type == coders[0].type else {
        let wanted = level == .nominal ? ExpressionChecker.describe(coders[0].type) : "a number"
        throw Diagnostic(
          "`\(coder.name)` is \(ExpressionChecker.describe(coder.type)), and codes are \(wanted) here",
          at: item.expression.span, hint: level == .nominal ? nil : "number(\(Printer.name(coder.name))) turns a text")
      }
    }
    output = .counted(["coders", "rows", "coded", "percent", "kappa", "alpha"].map { .init($0, .number) })
  }

  public func run(_ table: Table, _ context: RunContext) throws -> Table {
    let readers = coders.map { $0.expression.reader(of: table) }
    let rows = table.rows.map { row in readers.map { $0.value(at: row) } }
    let measures = AgreementMeasures(rows, level)
    func number(_ value: Double?) -> StoredColumn { StoredColumn(.number, [value.map(Value.number) ?? .null]) }
    func rounded(_ value: Double?) -> StoredColumn { number(value.map { NumberFunctions.rounded($0, digits: 4) }) }
    return table.counted(
      [
        .init("coders", number(Double(coders.count))), .init("rows", number(Double(rows.count))),
        .init("coded", number(Double(measures.pairableRowCount))),
        .init("percent", number(measures.percent.map { NumberFunctions.rounded($0, digits: 2) })),
        .init("kappa", rounded(measures.kappa)), .init("alpha", rounded(measures.alpha)),
      ], rowCount: 1)
  }
}

/// The measures, of codes by row and coder; null where a coder gave none.
struct AgreementMeasures {
  /// Rows that at least two coded.
  private(set) var pairableRowCount = 0
  /// Of a hundred pairs of codes of one row, how many are alike.
  private(set) var percent: Double?
  /// Nil if there are not two coders, or if chance alone would make them agree.
  private(set) var kappa: Double?
  private(set) var alpha: Double?

  init(_ rows: [[Value]], _ level: Agreement.Level) {
    var codes: [Value] = []
    for row in rows { for value in row where !value.isEmpty && !codes.contains(value) { codes.append(value) } }
    codes.sort { ValueOrder.compare($0, $1) < 0 }
    let numbers = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
    let coded = rows.map { $0.map { numbers[$0] } }
    pairableRowCount = coded.count { $0.count { $0 != nil } >= 2 }
    guard pairableRowCount > 0 else { return }
    setPercent(coded)
    setKappa(coded, codes.count)
    setAlpha(coded, codes, level)
  }

  private mutating func setPercent(_ rows: [[Int?]]) {
    var (alike, all) = (0, 0)
    for row in rows {
      let known = row.compactMap { $0 }
      for (place, code) in known.enumerated() {
        for other in known[(place + 1)...] {
          all += 1
          if other == code { alike += 1 }
        }
      }
    }
    percent = all == 0 ? nil : 100 * Double(alike) / Double(all)
  }

  private mutating func setKappa(_ rows: [[Int?]], _ codeCount: Int) {
    guard rows.first?.count == 2 else { return }
    var (left, right) = ([Int](repeating: 0, count: codeCount), [Int](repeating: 0, count: codeCount))
    var (alike, all) = (0, 0)
    for row in rows {
      guard let a = row[0], let b = row[1] else { continue }
      left[a] += 1
      right[b] += 1
      all += 1
      if a == b { alike += 1 }
    }
    // (p − e) / (1 − e), both times n².
    let expected = zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
    let denominator = all * all - expected
    if denominator > 0 { kappa = Double(alike * all - expected) / Double(denominator) }
  }

  /// 1 − observed / expected disagreement, from the coincidences of codes within rows.
  private mutating func setAlpha(_ rows: [[Int?]], _ codes: [Value], _ level: Agreement.Level) {
    let count = codes.count
    var coincidences = [Double](repeating: 0, count: count * count)
    var totals = [Double](repeating: 0, count: count)
    for row in rows {
      let known = row.compactMap { $0 }
      guard known.count >= 2 else { continue }
      for code in known { totals[code] += 1 }
      for (place, a) in known.enumerated() {
        for (other, b) in known.enumerated() where other != place {
          coincidences[a * count + b] += 1 / Double(known.count - 1)
        }
      }
    }
    let all = totals.reduce(0, +)
    guard all > 1 else { return }
    var (observed, expected) = (ExactSum(), ExactSum())
    for a in 0..<count {
      for b in 0..<count where a != b {
        let distance = AgreementMeasures.distance(a, b, codes, totals, level)
        observed.add(coincidences[a * count + b] * distance)
        expected.add(totals[a] * totals[b] * distance)
      }
    }
    if expected.value > 0 { alpha = 1 - (all - 1) * observed.value / expected.value }
  }

  /// The squared distance of two codes.
  private static func distance(
    _ a: Int, _ b: Int, _ codes: [Value], _ totals: [Double], _ level: Agreement.Level
  ) -> Double {
    switch level {
    case .nominal: return 1
    case .interval:
      let difference = (codes[a].double ?? 0) - (codes[b].double ?? 0)
      return difference * difference
    case .ordinal:
      let (low, high) = (min(a, b), max(a, b))
      let between = totals[low...high].reduce(0, +) - (totals[low] + totals[high]) / 2
      return between * between
    }
  }
}
