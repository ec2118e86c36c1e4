import NewsQuery

/// `newsq-evaluate amounts`: amounts with kind, value and unit; the number of `billions of dollars` is null.
let amountsEvaluation = Evaluation(
  name: "amounts", summary: "money, percentages, points and quantities, normalised"
) { marked, _ in
  let offsets = CodePointOffsets(marked.text)
  let mentions = marked.text.withUnsafeBytes { AmountFinder().amounts(in: $0, language: marked.language) }
  let rows = mentions.filter { $0.span.lowerBound < marked.markedEnd }.map {
    "{\"start\": \(offsets.of($0.span.lowerBound)), \"end\": \(offsets.of($0.span.upperBound)), "
      + "\"kind\": \"\($0.kind.rawValue)\", \"value\": \($0.value.isFinite ? "\($0.value)" : "null"), "
      + "\"upper\": \($0.upper.map { "\($0)" } ?? "null"), \"unit\": \(jsonString(Array($0.unit.utf8)))}"
  }
  return Array("{\"id\": \(jsonString(marked.id)), \"values\": [\(rows.joined(separator: ", "))]}\n".utf8)
}
