/// Makes whole queries of hints that replace a part of one: `near/5` in the place of `near5` becomes
/// `trade near/5 deficit | count`.
///
/// A hint is followed until the query can be asked: the mistakes behind the first are mended by their own first hints. A
/// hint that leads to no query is left out.
enum Repair {
  /// The most mistakes that one hint may mend.
  private static let maxSteps = 40

  /// The longest query, in bytes, that is mended as a whole: each step reads all of it again. In a longer one a hint names
  /// the change instead.
  private static let maxLength = 4_000

  /// The diagnostic with its hints made whole. `statement` is the part of `text` that the hints are about; `mistake`
  /// returns what is still wrong with a query, nil if it can be asked.
  static func whole(
    _ diagnostic: Diagnostic, in text: String, statement: Range<Int>, mistake: (String) -> Diagnostic?
  ) -> Diagnostic {
    guard diagnostic.hints.contains(where: { $0.replaced != nil }) else { return diagnostic }
    var diagnostic = diagnostic
    let bytes = Array(text.utf8)
    var hints: [Diagnostic.Hint] = []
    for hint in diagnostic.hints {
      guard let span = hint.replaced else {
        hints.append(hint)
        continue
      }
      if statement.count > maxLength {
        if let change = change(hint, span, in: bytes) { hints.append(change) }
        continue
      }
      let mended = replaced(hint, in: bytes, within: statement)
      guard let query = followed(mended, mistake: mistake), !hints.contains(where: { $0.text == query }) else {
        continue
      }
      hints.append(Diagnostic.Hint(query, isReading: true))
    }
    diagnostic.hints = hints
    return diagnostic
  }

  /// The hint as a sentence, for a query too long to print; nil if the change itself is long.
  private static func change(_ hint: Diagnostic.Hint, _ replaced: Range<Int>, in bytes: [UInt8]) -> Diagnostic.Hint? {
    let replaced = replaced.clamped(to: 0..<bytes.count)
    guard hint.text.utf8.count <= 80, replaced.count <= 80 else { return nil }
    let old = String(decoding: bytes[replaced], as: UTF8.self)
    if old.isEmpty { return hint.text.isEmpty ? nil : Diagnostic.Hint("put `\(hint.text)` there") }
    return Diagnostic.Hint(hint.text.isEmpty ? "leave out `\(old)`" : "write `\(hint.text)` for `\(old)`")
  }

  /// A query with all its mistakes mended by their first hints; nil if one of them has none that helps.
  static func followed(_ text: String, mistake: (String) -> Diagnostic?) -> String? {
    var text = text
    var seen: Set<String> = []
    for _ in 0..<maxSteps {
      guard seen.insert(text).inserted, text.utf8.count <= 2 * maxLength else { return nil }
      guard let left = mistake(text) else { return text }
      guard let hint = left.hints.first(where: { $0.replaced != nil || $0.isReading }) else { return nil }
      text = hint.replaced == nil ? hint.text : replaced(hint, in: Array(text.utf8), within: 0..<text.utf8.count)
    }
    return nil
  }

  private static func replaced(_ hint: Diagnostic.Hint, in bytes: [UInt8], within statement: Range<Int>) -> String {
    let whole = statement.clamped(to: 0..<bytes.count)
    let cut = (hint.replaced ?? whole).clamped(to: whole)
    var text =
      bytes[whole.lowerBound..<cut.lowerBound] + Array(hint.text.utf8) + bytes[cut.upperBound..<whole.upperBound]
    while let last = text.last, last <= 0x20 { text.removeLast() }
    while let first = text.first, first <= 0x20 { text.removeFirst() }
    return String(decoding: text, as: UTF8.self)
  }
}
