/// Header lines as HTTP, WARC and mail have them, and what they say of the bytes behind them.
struct MessageHead {
  /// Names in small letters, values on one line.
  private(set) var fields: [(name: String, value: String)] = []
  /// Where the body begins.
  private(set) var end = 0

  /// Reads header lines from `start` on until a blank line; lines that begin with a blank go on from the one above.
  init(_ text: UnsafeRawBufferPointer, from start: Int = 0) {
    var at = start
    while at < text.count {
      let lineEnd = ByteSearch.first(0x0A, in: text, from: at) ?? text.count
      var line = at..<lineEnd
      if let last = text[line].last, last == 0x0D { line = at..<lineEnd - 1 }
      at = min(lineEnd + 1, text.count)
      end = at
      if line.isEmpty { return }
      if text[line.lowerBound] == 0x20 || text[line.lowerBound] == 0x09 {
        if !fields.isEmpty, fields[fields.count - 1].value.utf8.count < 65_536 {
          fields[fields.count - 1].value += " " + ByteSearch.string(text, ByteSearch.trimmed(text, line))
        }
        continue
      }
      guard let colon = ByteSearch.first(UInt8(ascii: ":"), in: UnsafeRawBufferPointer(rebasing: text[line])),
        colon > 0,
        fields.count < 1000
      else { continue }
      let name = ByteSearch.string(text, line.lowerBound..<line.lowerBound + colon).lowercased()
      let value = ByteSearch.trimmed(text, line.lowerBound + colon + 1..<line.upperBound)
      fields.append((name, ByteSearch.string(text, value)))
    }
  }

  subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  /// The part before the first semicolon, in small letters: `text/html`.
  var contentType: String? {
    self["content-type"].map { ListText.trimmed($0.prefix { $0 != ";" }).lowercased() }
  }

  /// `charset=…` of the content type, or another parameter of a field.
  func parameter(_ parameter: String, of name: String) -> String? {
    guard let value = self[name] else { return nil }
    for part in value.split(separator: ";").dropFirst() {
      guard let equals = part.firstIndex(of: "=") else { continue }
      let key = ListText.trimmed(part[..<equals]).lowercased()
      if key == parameter || key == parameter + "*" {
        var text = ListText.trimmed(part[part.index(after: equals)...])
        if text.hasPrefix("\""), text.hasSuffix("\""), text.utf8.count >= 2 {
          text = String(text.dropFirst().dropLast())
        }
        return text
      }
    }
    return nil
  }
}

/// How bodies are packed for the way.
enum TransferEncoding {
  /// `Transfer-Encoding: chunked`; what cannot be a chunk ends it.
  static func unchunked(_ body: UnsafeRawBufferPointer) -> [UInt8] {
    var out: [UInt8] = []
    var at = 0
    while at < body.count {
      var size = 0
      var digits = 0
      while at < body.count, let digit = hex(body[at]), digits < 8 {
        size = size << 4 | digit
        digits += 1
        at += 1
      }
      // Not chunked after all.
      if digits == 0 { return out.isEmpty ? Array(body) : out }
      guard let lineEnd = ByteSearch.first(0x0A, in: body, from: at) else { return out }
      if size == 0 { return out }
      let end = min(lineEnd + 1 + size, body.count)
      out.append(contentsOf: body[lineEnd + 1..<end])
      at = end
      while at < body.count, body[at] == 0x0D || body[at] == 0x0A { at += 1 }
    }
    return out
  }

  static func hex(_ byte: UInt8) -> Int? {
    if byte &- 0x30 < 10 { return Int(byte - 0x30) }
    let letter = (byte | 0x20) &- 0x61
    return letter < 6 ? Int(letter) + 10 : nil
  }

  /// Quoted-printable; `_` is a blank in header words only.
  static func unquoted(_ text: UnsafeRawBufferPointer, isHeader: Bool = false) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var at = 0
    while at < text.count {
      let byte = text[at]
      if byte == UInt8(ascii: "=") {
        if at + 2 < text.count, let high = hex(text[at + 1]), let low = hex(text[at + 2]) {
          out.append(UInt8(high << 4 | low))
          at += 3
          continue
        }
        // A soft line end.
        var next = at + 1
        while next < text.count, text[next] == 0x20 || text[next] == 0x09 || text[next] == 0x0D { next += 1 }
        if next < text.count, text[next] == 0x0A {
          at = next + 1
          continue
        }
        if next >= text.count { return out }
      }
      out.append(isHeader && byte == UInt8(ascii: "_") ? 0x20 : byte)
      at += 1
    }
    return out
  }

  /// Base64; what is none of its letters is passed over.
  static func base64(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count / 4 * 3)
    var bits: UInt32 = 0
    var count = 0
    for byte in text {
      let value: UInt8
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - 65
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - 71
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte + 4
      case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
      case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
      case UInt8(ascii: "="): return out
      default: continue
      }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        out.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return out
  }
}
