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
  public let pattern: String
  public let ignoresCase: Bool

  /// Throws a `Diagnostic` with RE2's reason if it refuses the pattern.
  public init(_ pattern: String, ignoresCase: Bool, at span: Range<Int>? = nil) throws(Diagnostic) {
    var reason = [CChar](repeating: 0, count: 200)
    var text = pattern
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
    self.pattern = pattern
    self.ignoresCase = ignoresCase
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
