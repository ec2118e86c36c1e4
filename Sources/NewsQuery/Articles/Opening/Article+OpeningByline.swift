/// Who wrote it, where an agency's file says so only over the story: `By Jonathan Underhill`.
extension Article {
  /// Takes the byline out of the body's first line, where no name is known. A body of that line alone stays as it is.
  mutating func deriveByline() {
    // `Staff Reporter` is a role and names nobody.
    let isNameless = bylines.allSatisfy { OpeningByline.roles.contains($0.lowercased()) }
    guard isNameless else { return }
    let body = self[bytes: .body]
    guard let (names, end) = body.withUnsafeBytes({ OpeningByline.find(in: $0) }) else { return }
    bylines = names
    if end < body.count { self[bytes: .body].removeFirst(end) }
  }
}

private enum OpeningByline {
  static let roles: Set<String> = ["staff", "staff reporter", "staff reporters", "staff writer", "staff writers"]

  /// The names of a first line that is a byline, and where the story goes on.
  static func find(in body: UnsafeRawBufferPointer) -> (names: [String], end: Int)? {
    guard ["By ", "BY ", "Von ", "Par ", "Por "].contains(where: { ByteSearch.matches($0, in: body, at: 0) })
    else { return nil }
    let lineEnd = ByteSearch.first(0x0A, in: body, from: 0) ?? body.count
    let line = ByteSearch.trimmed(body, 0..<lineEnd)
    guard line.count <= 80, let last = body[line].last, last != UInt8(ascii: "."), last != UInt8(ascii: ":")
    else { return nil }
    let words = ByteSearch.string(body, line).split(separator: " ").dropFirst()
    // `By Wednesday the river …` is a sentence: it has small words.
    guard (2...8).contains(words.count),
      words.allSatisfy({ $0.first?.isUppercase == true || particles.contains(String($0)) })
    else { return nil }
    var end = lineEnd
    while end < body.count, body[end] <= 0x20 { end += 1 }
    return (Byline.names(ByteSearch.string(body, line)), end)
  }

  private static let particles: Set<String> = [
    "and", "de", "da", "di", "du", "del", "der", "den", "la", "le", "van", "von", "zu", "al", "el", "bin", "ibn", "und",
    "et", "y", "e",
  ]
}
