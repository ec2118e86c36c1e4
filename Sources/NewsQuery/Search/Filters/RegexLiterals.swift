/// What every text that a regular expression matches must hold, so that the index can say where to look.
///
///     RegexLiterals.required(by: "Hillary (Rodham )?Clinton") == ["*hillary", "*clinton*"]
///
/// Runs of ASCII letters and digits that are on the expression's own level, as wildcards over terms: folding turns each
/// such letter into itself or its small form, so a run in the text is a run in a term. A blank in the expression ends a
/// word, anything else may continue.
enum RegexLiterals {
  /// Shorter runs are in too many terms to help.
  private static let leastLength = 3

  /// The longest of them, at most `limit`; none if that cannot be known.
  static func required(by pattern: String, limit: Int = 2) -> [[UInt8]] {
    let bytes = Array(pattern.utf8)
    var found: [(run: [UInt8], opens: Bool, closes: Bool)] = []
    var run: [UInt8] = []
    var opens = false
    func end(closes: Bool) {
      if run.count >= leastLength { found.append((run, opens, closes)) }
      run = []
      opens = false
    }
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "|"): return []
      case UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "{"):
        // The part before it may be missing.
        if !run.isEmpty { run.removeLast() }
        end(closes: false)
        if byte == UInt8(ascii: "{") {
          while index < bytes.count, bytes[index] != UInt8(ascii: "}") { index += 1 }
        }
      case UInt8(ascii: "("):
        end(closes: false)
        guard let close = closing(bytes, from: index) else { return [] }
        index = close
      case UInt8(ascii: "["):
        end(closes: false)
        guard let close = classEnd(bytes, from: index) else { return [] }
        index = close
      case UInt8(ascii: "\\"):
        end(closes: false)
        index += 1
        if index < bytes.count, !isPlainEscape(bytes[index]) { return [] }
      case UInt8(ascii: " "):
        let isOptional = index + 1 < bytes.count && "?*{".utf8.contains(bytes[index + 1])
        end(closes: !isOptional)
        opens = !isOptional
      default:
        if byte.isASCIILetterOrDigit {
          run.append(byte.asciiLowercased)
        } else {
          end(closes: false)
        }
      }
      index += 1
    }
    end(closes: false)
    return found.sorted { $0.run.count > $1.run.count }.prefix(limit).map { run, opens, closes in
      (opens ? [] : [UInt8(ascii: "*")]) + run + (closes ? [] : [UInt8(ascii: "*")])
    }
  }

  /// `\b`, `\d`, `\.`: one letter more and nothing else. `\Q`, `\x41`, `\pL` and numbers are left alone.
  private static func isPlainEscape(_ byte: UInt8) -> Bool {
    "bBdDsSwWnrt".utf8.contains(byte) || !(byte >= 0x80 || byte.isASCIILetterOrDigit)
  }

  /// The `)` of the `(` at `start`; nil if flags of a group, which may hold for what follows, are set.
  private static func closing(_ bytes: [UInt8], from start: Int) -> Int? {
    var depth = 0
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"):
        index += 1
        if index < bytes.count, bytes[index] == UInt8(ascii: "Q") { return nil }
      case UInt8(ascii: "["):
        guard let end = classEnd(bytes, from: index) else { return nil }
        index = end
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func classEnd(_ bytes: [UInt8], from start: Int) -> Int? {
    var index = start + 1
    if index < bytes.count, bytes[index] == UInt8(ascii: "^") { index += 1 }
    // A bracket that comes first is one of the characters.
    if index < bytes.count, bytes[index] == UInt8(ascii: "]") { index += 1 }
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\\") {
        index += 1
      } else if bytes[index] == UInt8(ascii: "["), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: ":") {
        while index + 1 < bytes.count, !(bytes[index] == UInt8(ascii: ":") && bytes[index + 1] == UInt8(ascii: "]")) {
          index += 1
        }
        index += 1
      } else if bytes[index] == UInt8(ascii: "]") {
        return index
      }
      index += 1
    }
    return nil
  }
}

extension RegexText {
  /// Words in the index that can rule articles out; empty if every article must be looked at.
  static func words(for pattern: String, in index: TextIndex) -> [ResolvedWord] {
    RegexLiterals.required(by: pattern).map { literal in
      let word = ResolvedWord(
        QueryWord(kind: .wildcard, folded: literal, surface: literal, chunk: 0), isExact: false, in: index)
      return word.joined(with: RegexText.longTerms(in: index), in: index)
    }
  }

  /// Very long words are cut in the index, and a cut may go through a literal: articles with such words are always read.
  private static func longTerms(in index: TextIndex) -> [ResolvedWord.Term] {
    (0..<index.termCount).compactMap { number in
      guard index.dictionary.folded(number).count >= 60 else { return nil }
      return ResolvedWord.Term(term: TermID(number: UInt32(number)), partCount: 1, forms: nil)
    }
  }
}
