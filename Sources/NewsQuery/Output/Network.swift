/// Rows as a network: the first two columns that are no numbers are source and target, the first number is the weight.
struct Network {
  var isDirected: Bool
  var measure: String
  /// By first appearance.
  var nodes: [String] = []
  var edges: [(source: Int, target: Int, weight: Double)] = []

  /// The columns of source, target and weight; nil if there are none.
  static func columns(_ fields: [(name: String, type: ValueType)]) -> (source: Int, target: Int, weight: Int)? {
    let keys = fields.indices.filter { fields[$0].type != .number }
    guard keys.count >= 2, let weight = fields.indices.first(where: { fields[$0].type == .number && $0 > keys[1] })
    else { return nil }
    return (keys[0], keys[1], weight)
  }

  /// Rows without a source or a target are left out: they are no edges.
  init?(_ table: Table) {
    let fields = table.columns.map { (name: $0.name, type: $0.column.type) }
    guard let places = Network.columns(fields) else { return nil }
    isDirected = !(fields[places.source].name == "a" && fields[places.target].name == "b")
    measure = fields[places.weight].name
    var numbers: [String: Int] = [:]
    for row in table.rows {
      func cell(_ place: Int) -> Value { table.columns[place].column.value(at: Int(row)) }
      guard !cell(places.source).isEmpty, !cell(places.target).isEmpty, let weight = cell(places.weight).double
      else { continue }
      var ends: [Int] = []
      for name in [cell(places.source).printed, cell(places.target).printed] {
        let number = numbers[name] ?? nodes.count
        if number == nodes.count {
          numbers[name] = number
          nodes.append(name)
        }
        ends.append(number)
      }
      edges.append((ends[0], ends[1], weight))
    }
  }

  /// A text as XML holds it; characters that XML cannot hold are left out.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\t", "\n", "\r": escaped += " "
      default:
        if scalar.value >= 0x20, scalar.value & 0xFFFE != 0xFFFE { escaped.unicodeScalars.append(scalar) }
      }
    }
    return escaped
  }

  static let mistake = Diagnostic(
    "a network has rows with a source, a target and a number",
    hint: "count by two columns first, for example `| quotes | count by source, speaker`")
}
