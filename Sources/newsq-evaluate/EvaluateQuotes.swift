import NewsQuery

/// `newsq-evaluate quotes direct+mixed`: spans of the kinds that are asked for, with the words that name the speaker.
let quotesEvaluation = Evaluation(
  name: "quotes", summary: "direct (the default), direct+mixed or all: quotes and their speakers"
) { marked, arguments in
  let (id, text) = (marked.id, marked.text)
  let wanted: Set<Quote.Kind>
  switch arguments.first ?? "direct" {
  case "direct+mixed": wanted = [.direct, .mixed]
  case "all": wanted = [.direct, .mixed, .indirect]
  default: wanted = [.direct]
  }
  let offsets = CodePointOffsets(text)
  let quotes = text.withUnsafeBytes { QuoteFinder().quotes(in: $0, language: marked.language) }
  var rows: [String] = []
  for quote in quotes where wanted.contains(quote.kind) {
    let start = quote.mention.map { "\(offsets.of($0.lowerBound))" } ?? "null"
    let end = quote.mention.map { "\(offsets.of($0.upperBound))" } ?? "null"
    for span in quote.spans {
      rows.append(
        "{\"start\": \(offsets.of(span.lowerBound)), \"end\": \(offsets.of(span.upperBound)), "
          + "\"speaker_start\": \(start), \"speaker_end\": \(end)}")
    }
  }
  return Array("{\"id\": \(jsonString(id)), \"quotes\": [\(rows.joined(separator: ", "))]}\n".utf8)
}
