/// A filter of jq over articles: paths, `select(…)`, `length`, `{…}`.
///
///     .[] | select(.source == "CNN") | .headline     source is "CNN" | select headline
enum JQQuery {
  static func translate(
    _ bytes: ArraySlice<UInt8>, kindOfField: @escaping @Sendable (String) -> ValueType?
  ) throws(Diagnostic) -> String {
    let lexer = Lexer(String(decoding: bytes, as: UTF8.self), kindOfField: kindOfField)
    var text = String(decoding: bytes, as: UTF8.self)
    text = String(text.drop { $0.isWhitespace })
    // `map(F)` and `[.[] | F]` are `F` over each article.
    if text.hasPrefix("map("), text.hasSuffix(")") { text = String(text.dropFirst(4).dropLast()) }
    if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
    let inner = Lexer(text, kindOfField: lexer.kindOfField)
    var sentence = ForeignSentence(kindOfField: kindOfField)
    for piece in inner.pieces(of: inner.bytes.indices) {
      let stage = inner.text(piece).split(separator: "\n").joined(separator: " ")
      try add(stage.trimmed, to: &sentence)
    }
    return sentence.text
  }

  private static func add(_ stage: String, to sentence: inout ForeignSentence) throws(Diagnostic) {
    if ["", ".", ".[]", ".articles[]", ".data[]"].contains(stage) { return }
    if stage == "length" { return sentence.add(stage: "count") }
    if stage.hasPrefix("select("), stage.hasSuffix(")") {
      return try sentence.add(try condition(String(stage.dropFirst(7).dropLast()), sentence))
    }
    if stage.hasPrefix("map("), stage.hasSuffix(")") {
      return try add(String(stage.dropFirst(4).dropLast()), to: &sentence)
    }
    if stage.hasPrefix("group_by("), stage.hasSuffix(")") {
      return sentence.add(stage: "count by " + column(String(stage.dropFirst(9).dropLast()), sentence))
    }
    if stage.hasPrefix("sort_by("), stage.hasSuffix(")") {
      return sentence.add(stage: "sort " + column(String(stage.dropFirst(8).dropLast()), sentence))
    }
    var list = stage
    if list.hasPrefix("{"), list.hasSuffix("}") || list.hasPrefix("["), list.hasSuffix("]") {
      list = String(list.dropFirst().dropLast())
    }
    let names = list.split(separator: ",").map { String($0).trimmed }
    let columns = names.map { name -> String in
      column(name.split(separator: ":").last.map { String($0).trimmed } ?? name, sentence)
    }
    guard columns.allSatisfy({ Lexer($0, kindOfField: { _ in nil }).endOfName(from: 0) == $0.utf8.count }) else {
      throw Diagnostic(
        "newsq has no filter `\(stage)` of jq", at: 0..<1, hint: "for example `* | select headline, source`")
    }
    sentence.add(stage: "select " + columns.joined(separator: ", "))
  }

  private static func column(_ path: String, _ sentence: ForeignSentence) -> String {
    var name = path.trimmed
    for prefix in [".[].", ".articles[].", "."] where name.hasPrefix(prefix) {
      name = String(name.dropFirst(prefix.count))
      break
    }
    return name
  }

  private static func condition(_ text: String, _ sentence: ForeignSentence) throws(Diagnostic) -> Expression {
    // `.source` is a column, `test("x")` a pattern, `contains("x")` a piece of text.
    var plain = text
    for (call, test) in [
      ("contains(", "contains ("), ("test(", "matches regex ("), ("startswith(", "startswith ("),
      ("endswith(", "endswith ("),
    ] {
      plain = plain.split(separator: " | ", omittingEmptySubsequences: false).joined(separator: "|")
      plain = plain.pieces(at: "|" + call).joined(separator: " " + test)
      plain = plain.pieces(at: "|ascii_downcase").joined()
    }
    let letters = Array(plain)
    var out = ""
    var isQuoted = false
    for (place, letter) in letters.enumerated() {
      if letter == "\"" { isQuoted.toggle() }
      let before = place > 0 ? letters[place - 1] : " "
      if letter == ".", !isQuoted, !before.isLetter, !before.isNumber, !["]", ")"].contains(before) { continue }
      out.append(letter)
    }
    var reader = try ForeignReader(Array(out.utf8)[...], .kusto, kindOfField: sentence.kindOfField)
    let condition = try reader.condition()
    guard reader.isAtEnd else { throw reader.unexpected("the end of the condition") }
    return condition
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace ?? false { text.removeFirst() }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text)
  }

  /// The parts between the occurrences of `separator`.
  fileprivate func pieces(at separator: String) -> [String] {
    var pieces: [String] = []
    var rest = self[...]
    while let start = rest.indices.first(where: { rest[$0...].hasPrefix(separator) }) {
      pieces.append(String(rest[..<start]))
      rest = rest[start...].dropFirst(separator.count)
    }
    return pieces + [String(rest)]
  }
}
