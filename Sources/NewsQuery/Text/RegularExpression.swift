import CRegex

/// A pattern as users write it, matched by RE2 in linear time whatever the pattern.
///
///     let pattern = try RegularExpression("/(\\d+) killed/i" …)
///     pattern.firstMatch(in: "At least 12 killed")      // "12"
///
/// One pattern may be used by several threads at once: matching changes nothing.
public final class RegularExpression: @unchecked Sendable {
  // INVARIANT: RE2 patterns may be used by several threads; nothing else changes after `init`.
  private let compiled: OpaquePointer
  /// How many groups the pattern captures.
  public let groupCount: Int
  /// The names of the groups, nil for one without a name: `(?<n>…)`, `(?P<n>…)`.
  public let groupNames: [String?]
  public let pattern: String
  public let ignoresCase: Bool

  /// Throws a `Diagnostic` with RE2's reason if it refuses the pattern.
  public init(_ pattern: String, ignoresCase: Bool, at span: Range<Int>? = nil) throws(Diagnostic) {
    var reason = [CChar](repeating: 0, count: 200)
    let (names, rewritten) = RegularExpression.groups(of: pattern)
    var text = rewritten
    let made = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        // An empty pattern has no address of its own.
        let start = characters.baseAddress
        return reason.withUnsafeMutableBufferPointer { reason in
          withUnsafePointer(to: CChar(0)) { empty in
            nq_regex_new(start ?? empty, characters.count, ignoresCase, reason.baseAddress, reason.count)
          }
        }
      }
    }
    guard let made else {
      let text = String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      throw Diagnostic("this pattern cannot be read: \(text)", at: span, hint: "patterns are RE2's: no look-around")
    }
    compiled = made
    groupCount = Int(nq_regex_group_count(made))
    groupNames = names.count == groupCount ? names : Array(repeating: nil, count: groupCount)
    self.pattern = pattern
    self.ignoresCase = ignoresCase
  }

  /// The names of the groups in order, and the pattern with `(?<n>` as `(?P<n>`, the only form that older versions of RE2 know.
  private static func groups(of pattern: String) -> (names: [String?], pattern: String) {
    let bytes = Array(pattern.utf8)
    var names: [String?] = []
    var rewritten: [UInt8] = []
    var (at, isInClass) = (0, false)
    func begins(_ text: String) -> Bool { bytes[at...].starts(with: text.utf8) }
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\\"), at + 1 < bytes.count {
        rewritten += bytes[at...at + 1]
        at += 2
        continue
      }
      if isInClass {
        if byte == UInt8(ascii: "]") { isInClass = false }
      } else if byte == UInt8(ascii: "[") {
        isInClass = true
        rewritten.append(byte)
        at += 1
        // A bracket that comes first, also after `^`, is one of the class.
        if at < bytes.count, bytes[at] == UInt8(ascii: "^") {
          rewritten.append(bytes[at])
          at += 1
        }
        if at < bytes.count, bytes[at] == UInt8(ascii: "]") {
          rewritten.append(bytes[at])
          at += 1
        }
        continue
      } else if byte == UInt8(ascii: "(") {
        let isShort = begins("(?<") && !begins("(?<=") && !begins("(?<!")
        if isShort || begins("(?P<") {
          let start = at + (isShort ? 3 : 4)
          let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count
          names.append(String(decoding: bytes[start..<end], as: UTF8.self))
          rewritten += Array("(?P<".utf8)
          at = start
          continue
        }
        if !begins("(?") { names.append(nil) }
      }
      rewritten.append(byte)
      at += 1
    }
    return (names, String(decoding: rewritten, as: UTF8.self))
  }

  deinit { nq_regex_free(compiled) }

  /// Calls `body` with each match from left to right, none inside another: the match, then its groups (nil if a group
  /// took no part). Stops if `body` returns false.
  public func forEachMatch(
    in text: UnsafeRawBufferPointer, _ body: (_ match: Range<Int>, _ groups: [Range<Int>?]) -> Bool
  ) {
    var offsets = [Int](repeating: -1, count: 2 * (groupCount + 1))
    var from = 0
    while from <= text.count {
      let isFound = withUnsafePointer(to: CChar(0)) { empty in
        nq_regex_find(
          compiled, text.baseAddress?.assumingMemoryBound(to: CChar.self) ?? empty, text.count, from, &offsets,
          CInt(groupCount + 1))
      }
      guard isFound else { return }
      let match = offsets[0]..<offsets[1]
      let groups = (1..<groupCount + 1).map { group in
        offsets[2 * group] < 0 ? nil : offsets[2 * group]..<offsets[2 * group + 1]
      }
      guard body(match, groups) else { return }
      from = match.upperBound
      if match.isEmpty { from = RegularExpression.next(after: from, in: text) }
    }
  }

  /// True if the pattern is met anywhere. Its place does not matter, so this is the fastest question.
  public func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    withUnsafePointer(to: CChar(0)) { empty in
      var none = 0
      return nq_regex_find(
        compiled, text.baseAddress?.assumingMemoryBound(to: CChar.self) ?? empty, text.count, 0, &none, 0)
    }
  }

  /// All matches from left to right, none inside another, without the empty ones.
  public func ranges(in text: UnsafeRawBufferPointer) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var offsets = [0, 0]
    var from = 0
    while from < text.count {
      let isFound = nq_regex_find(
        compiled, text.baseAddress?.assumingMemoryBound(to: CChar.self), text.count, from, &offsets, 1)
      guard isFound else { break }
      from = offsets[1]
      if offsets[0] < offsets[1] {
        ranges.append(offsets[0]..<offsets[1])
      } else {
        from = RegularExpression.next(after: from, in: text)
      }
    }
    return ranges
  }

  public func matches(_ text: String) -> Bool { withBytes(text) { matches($0) } }

  /// The first group of the first match that took part, or the match itself if the pattern has no group.
  public func firstMatch(in text: String) -> String? {
    withBytes(text) { bytes in
      var found: String?
      forEachMatch(in: bytes) { match, groups in
        if groups.isEmpty { found = String(decoding: bytes[match], as: UTF8.self) }
        if let first = groups.first { found = first.map { String(decoding: bytes[$0], as: UTF8.self) } }
        return false
      }
      return found
    }
  }

  /// All matches, or what the first group has of them if there is one.
  public func allMatches(in text: String) -> [String] {
    withBytes(text) { bytes in
      var found: [String] = []
      forEachMatch(in: bytes) { match, groups in
        if let range = groups.isEmpty ? match : groups[0] {
          found.append(String(decoding: bytes[range], as: UTF8.self))
        }
        return true
      }
      return found
    }
  }

  /// The text with each match replaced; `$1` to `$9` stand for groups, `$0` for the match, `$$` for a dollar sign.
  public func replacing(in text: String, by replacement: String) -> String {
    let template = Array(replacement.utf8)
    return withBytes(text) { bytes in
      var result: [UInt8] = []
      var position = 0
      forEachMatch(in: bytes) { match, groups in
        result.append(contentsOf: bytes[position..<match.lowerBound])
        RegularExpression.fill(template, bytes, [match] + groups, into: &result)
        position = match.upperBound
        return true
      }
      result.append(contentsOf: bytes[position...])
      return String(decoding: result, as: UTF8.self)
    }
  }

  /// The parts of the text between matches; an empty match does not part.
  public func split(_ text: String) -> [String] {
    withBytes(text) { bytes in
      var parts: [String] = []
      var position = 0
      forEachMatch(in: bytes) { match, _ in
        guard !match.isEmpty else { return true }
        parts.append(String(decoding: bytes[position..<match.lowerBound], as: UTF8.self))
        position = match.upperBound
        return true
      }
      parts.append(String(decoding: bytes[position...], as: UTF8.self))
      return parts
    }
  }

  private static func fill(
    _ template: [UInt8], _ text: UnsafeRawBufferPointer, _ groups: [Range<Int>?], into result: inout [UInt8]
  ) {
    var index = 0
    while index < template.count {
      let byte = template[index]
      index += 1
      guard byte == UInt8(ascii: "$"), index < template.count else {
        result.append(byte)
        continue
      }
      let digit = Int(template[index]) - 0x30
      if template[index] == byte {
        result.append(byte)
        index += 1
      } else if digit >= 0, digit < groups.count, digit < 10 {
        if let group = groups[digit] { result.append(contentsOf: text[group]) }
        index += 1
      } else {
        result.append(byte)
      }
    }
  }

  private static func next(after position: Int, in text: UnsafeRawBufferPointer) -> Int {
    var next = position + 1
    while next < text.count, text[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }

  private func withBytes<Result>(_ text: String, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    var text = text
    return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }
}
