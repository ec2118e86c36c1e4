import CLibrary

/// What may be measured on marked texts: a name for the command line and what it does to one marked text.
struct Evaluation: Sendable {
  var name: String
  var summary: String
  /// Given one line and the words after the name, the prediction line to print.
  var predict: @Sendable (_ marked: MarkedText, _ arguments: [String]) -> [UInt8]
}

/// `newsq-evaluate quotes direct < marked.jsonl > found.jsonl`
///
/// Reads JSON Lines with `id` and `text`, and writes for each line what newsq finds, with offsets in code points, in the
/// form that a scorer of marked texts reads. It is a tool for those who change the analyses and is not installed.
@main struct Evaluate {
  static let evaluations: [Evaluation] = [quotesEvaluation, datesEvaluation, amountsEvaluation]

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard let name = arguments.first, let evaluation = evaluations.first(where: { $0.name == name }) else {
      let lines = evaluations.map { "  \($0.name)  \($0.summary)" }.joined(separator: "\n")
      report("newsq-evaluate NAME < marked.jsonl > found.jsonl\n\(lines)\n")
      exit(2)
    }
    var lineNumber = 0
    while let line = readLine(strippingNewline: true) {
      lineNumber += 1
      if line.isEmpty { continue }
      do throws(MarkedTextFailure) {
        let marked = try MarkedText(line: line)
        write(evaluation.predict(marked, Array(arguments.dropFirst())), to: 1)
      } catch {
        report("newsq-evaluate: line \(lineNumber): \(error.message)\n")
        exit(1)
      }
    }
  }

  static func report(_ message: String) { write(Array(message.utf8), to: 2) }

  private static func write(_ bytes: [UInt8], to descriptor: CInt) {
    bytes.withUnsafeBytes { raw in
      var done = 0
      while done < raw.count {
        let count = CLibrary.write(descriptor, raw.baseAddress.map { $0 + done }, raw.count - done)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { exit(1) }
        done += count
      }
    }
  }
}
