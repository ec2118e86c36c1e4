import NewsQuery

/// `newsq-evaluate dates`: expressions of time with their TIMEX3 type and value, read from the day in `dct`.
let datesEvaluation = Evaluation(
  name: "dates", summary: "expressions of time, resolved against the day in `dct`"
) { marked, _ in
  let offsets = CodePointOffsets(marked.text)
  let day = NewsDate(iso: String(decoding: marked.day, as: UTF8.self))
  let mentions = marked.text.withUnsafeBytes { DateFinder().dates(in: $0, published: day, language: marked.language) }
  let rows = mentions.filter { $0.span.lowerBound < marked.markedEnd }.map {
    "{\"start\": \(offsets.of($0.span.lowerBound)), \"end\": \(offsets.of($0.span.upperBound)), "
      + "\"type\": \"\($0.type.rawValue)\", \"value\": \"\($0.value)\"}"
  }
  return Array("{\"id\": \(jsonString(marked.id)), \"timexes\": [\(rows.joined(separator: ", "))]}\n".utf8)
}
