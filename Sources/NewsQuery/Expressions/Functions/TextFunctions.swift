/// `lower upper length trim replace extract split join`: texts made from texts. Null gives null.
enum TextFunctions {
  static let all: [Function] = [
    Function(
      "lower", [.init("text", .text)], gives: .type(.text), "the text in small letters",
      example: "lower(source) = \"trend\""
    ) { arguments, _ in text(arguments[0]) { .text($0.lowercased()) } },
    Function(
      "upper", [.init("text", .text)], gives: .type(.text), "the text in capitals",
      example: "upper(source) = \"TREND\""
    ) { arguments, _ in text(arguments[0]) { .text($0.uppercased()) } },
    Function(
      "length", [.init("text", .text, .list)], gives: .type(.number),
      "how many code points a text has, or how many items a list", example: "length(headline) > 60"
    ) { arguments, _ in
      if case .list(let items) = arguments[0] { return .number(Double(items.count)) }
      return text(arguments[0]) { .number(Double($0.unicodeScalars.count)) }
    },
    Function(
      "trim", [.init("text", .text)], gives: .type(.text), "the text without blanks at its ends",
      example: "trim(\" a \") = \"a\""
    ) { arguments, _ in text(arguments[0]) { .text(trimmed($0)) } },
    Function(
      "replace", [.init("text", .text), .init("found", .text, pattern: true), .init("by", .text)],
      gives: .type(.text),
      "replaces each occurrence of a text or /pattern/; $1 is a pattern's first group",
      example: "replace(located, \"ST.\", \"SAINT\")"
    ) { arguments, patterns in
      guard case .text(let whole) = arguments[0], case .text(let by) = arguments[2] else { return .null }
      if let pattern = patterns[1] { return .text(pattern.replacing(in: whole, by: by)) }
      guard case .text(let found) = arguments[1] else { return .null }
      return .text(split(whole, at: found).joined(separator: by))
    },
    Function(
      "extract", [.init("text", .text), .init("pattern", .text, pattern: true)], gives: .type(.text),
      "the first match of /pattern/, or its first group if it has one",
      example: "extract(url, /https?:\\/\\/([^\\/]+)/)"
    ) { arguments, patterns in
      guard case .text(let whole) = arguments[0] else { return .null }
      if let pattern = patterns[1] { return pattern.firstMatch(in: whole).map(Value.text) ?? .null }
      guard case .text(let found) = arguments[1], !found.isEmpty else { return .null }
      return split(whole, at: found).count > 1 ? .text(found) : .null
    },
    Function(
      "matches", [.init("text", .text), .init("pattern", .text, pattern: true)], gives: .type(.list),
      "all matches of /pattern/, or of its first group if it has one; `| matches` makes rows of them",
      example: "matches(headline, /[A-Z]\\w+/)"
    ) { arguments, patterns in
      guard case .text(let whole) = arguments[0] else { return .null }
      if let pattern = patterns[1] { return .list(pattern.allMatches(in: whole).map(Value.text)) }
      guard case .text(let found) = arguments[1], !found.isEmpty else { return .null }
      return .list(Array(repeating: .text(found), count: split(whole, at: found).count - 1))
    },
    Function(
      "split", [.init("text", .text), .init("at", .text, pattern: true)], gives: .type(.list),
      "the parts of a text between the occurrences of a text or /pattern/", example: "split(section, \", \")"
    ) { arguments, patterns in
      guard case .text(let whole) = arguments[0] else { return .null }
      if let pattern = patterns[1] { return .list(pattern.split(whole).map(Value.text)) }
      guard case .text(let at) = arguments[1] else { return .null }
      return .list(split(whole, at: at).map(Value.text))
    },
    Function(
      "join", [.init("list", .list), .init("between", .text, optional: true)], gives: .type(.text),
      "the items of a list in one text, with `, ` or another text between them", example: "join(tags, \" + \")"
    ) { arguments, _ in
      guard case .list(let items) = arguments[0] else { return .null }
      var between = ", "
      if arguments.count > 1 {
        guard case .text(let written) = arguments[1] else { return .null }
        between = written
      }
      return .text(items.map(\.printed).joined(separator: between))
    },
  ]

  private static func text(_ value: Value, _ body: (String) -> Value) -> Value {
    if case .text(let text) = value { body(text) } else { .null }
  }

  private static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  /// The parts of a text between the occurrences of `separator`, byte for byte; an empty separator splits nothing.
  static func split(_ text: String, at separator: String) -> [String] {
    let bytes = Array(text.utf8)
    let wanted = Array(separator.utf8)
    guard let first = wanted.first, wanted.count <= bytes.count else { return [text] }
    var parts: [String] = []
    var start = 0
    var position = 0
    while position + wanted.count <= bytes.count {
      if bytes[position] == first, bytes[position..<position + wanted.count].elementsEqual(wanted) {
        parts.append(String(decoding: bytes[start..<position], as: UTF8.self))
        position += wanted.count
        start = position
      } else {
        position += 1
      }
    }
    parts.append(String(decoding: bytes[start...], as: UTF8.self))
    return parts
  }
}
