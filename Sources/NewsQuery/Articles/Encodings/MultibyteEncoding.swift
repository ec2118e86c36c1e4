/// The East Asian encodings of one, two or four bytes a character, where an input says that it is in one: GBK and GB 18030,
/// Big5, Shift_JIS, EUC-JP, ISO-2022-JP, EUC-KR. Bytes do not tell them apart, so none is guessed.
enum MultibyteEncoding {
  case gb18030, big5, shiftJIS, eucJP, iso2022JP, eucKR

  /// The encoding called `name` (in small letters).
  init?(named name: String) {
    switch name {
    case "gbk", "gb2312", "gb18030", "gb_2312-80", "x-gbk", "cp936", "ms936", "windows-936", "euc-cn", "chinese":
      self = .gb18030
    case "big5", "big5-hkscs", "x-x-big5", "cn-big5", "cp950", "windows-950": self = .big5
    case "shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j", "cp932", "ms932": self = .shiftJIS
    case "euc-jp", "x-euc-jp", "eucjp": self = .eucJP
    case "iso-2022-jp", "csiso2022jp": self = .iso2022JP
    case "euc-kr", "ks_c_5601-1987", "ks_c_5601-1989", "ksc5601", "ksc_5601", "korean", "windows-949", "cp949", "uhc":
      self = .eucKR
    default: return nil
    }
  }

  /// The text in UTF-8, and how many characters became U+FFFD.
  func utf8(_ bytes: UnsafeRawBufferPointer) -> (bytes: [UInt8], replacedCount: Int) {
    var reading = Reading(bytes: bytes)
    reading.out.reserveCapacity(bytes.count + bytes.count / 2)
    switch self {
    case .iso2022JP: reading.readEscaped()
    default: while reading.at < bytes.count { reading.readOne(self) }
    }
    return (reading.out, reading.replacedCount)
  }

  private static func scalars(_ text: String) -> [UInt16] {
    text.unicodeScalars.map { UInt16(truncatingIfNeeded: $0.value) }
  }

  private static let gb18030Table = scalars(MultibyteTables.gb18030)
  private static let big5Table = scalars(MultibyteTables.big5)
  private static let japaneseTable = scalars(MultibyteTables.japanese)
  private static let koreanTable = scalars(MultibyteTables.korean)

  private struct Reading {
    let bytes: UnsafeRawBufferPointer
    var at = 0
    var out: [UInt8] = []
    var replacedCount = 0

    mutating func readOne(_ encoding: MultibyteEncoding) {
      let lead = bytes[at]
      if lead < 0x80 {
        out.append(lead)
        at += 1
        return
      }
      if encoding == .shiftJIS, lead &- 0xA1 < 0x3F {
        take(0xFF61 + UInt32(lead - 0xA1), count: 1)
        return
      }
      guard at + 1 < bytes.count else { return take(0xFFFD, count: 1) }
      let trail = bytes[at + 1]
      if encoding == .gb18030, trail &- 0x30 < 10 { return readFour() }
      if encoding == .eucJP, lead == 0x8E, trail &- 0xA1 < 0x3F {
        return take(0xFF61 + UInt32(trail - 0xA1), count: 2)
      }
      // The supplementary set of JIS X 0212, which hardly any text uses.
      if encoding == .eucJP, lead == 0x8F { return take(0xFFFD, count: min(3, bytes.count - at)) }
      let scalar = self.scalar(encoding, lead, trail)
      // What is no character may have a plain one behind it.
      take(scalar, count: scalar == 0xFFFD && trail < 0x80 ? 1 : 2)
    }

    private func scalar(_ encoding: MultibyteEncoding, _ lead: UInt8, _ trail: UInt8) -> UInt32 {
      let lead = Int(lead)
      let trail = Int(trail)
      switch encoding {
      case .gb18030:
        guard lead >= 0x81, lead <= 0xFE, trail >= 0x40, trail <= 0xFE, trail != 0x7F else { return 0xFFFD }
        return UInt32(gb18030Table[(lead - 0x81) * 190 + trail - (trail < 0x7F ? 0x40 : 0x41)])
      case .big5:
        let isLow = trail >= 0x40 && trail <= 0x7E
        guard lead >= 0xA1, lead <= 0xF9, isLow || trail >= 0xA1 && trail <= 0xFE else { return 0xFFFD }
        return UInt32(big5Table[(lead - 0xA1) * 157 + trail - (isLow ? 0x40 : 0x62)])
      case .shiftJIS:
        guard lead >= 0x81 && lead <= 0x9F || lead >= 0xE0 && lead <= 0xFC, trail >= 0x40, trail <= 0xFC, trail != 0x7F
        else { return 0xFFFD }
        return UInt32(japaneseTable[(lead - (lead < 0xA0 ? 0x81 : 0xC1)) * 188 + trail - (trail < 0x7F ? 0x40 : 0x41)])
      case .eucJP, .iso2022JP:
        guard lead >= 0xA1, lead <= 0xFE, trail >= 0xA1, trail <= 0xFE else { return 0xFFFD }
        return UInt32(japaneseTable[(lead - 0xA1) * 94 + trail - 0xA1])
      case .eucKR:
        guard lead >= 0x81, lead <= 0xFE, trail >= 0x41, trail <= 0xFE else { return 0xFFFD }
        return UInt32(koreanTable[(lead - 0x81) * 190 + trail - 0x41])
      }
    }

    private mutating func readFour() {
      guard at + 3 < bytes.count, bytes[at] >= 0x81, bytes[at] <= 0xFE, bytes[at + 2] >= 0x81, bytes[at + 2] <= 0xFE,
        bytes[at + 3] &- 0x30 < 10
      else { return take(0xFFFD, count: 1) }
      let number =
        ((UInt32(bytes[at]) - 0x81) * 10 + UInt32(bytes[at + 1]) - 0x30) * 1260 + (UInt32(bytes[at + 2]) - 0x81) * 10
        + UInt32(bytes[at + 3]) - 0x30
      if number >= 189_000 {
        let scalar = 0x10000 + number - 189_000
        return take(scalar <= 0x10FFFF ? scalar : 0xFFFD, count: 4)
      }
      guard number < 39_420, let range = MultibyteTables.gb18030Ranges.last(where: { $0.number <= number }) else {
        return take(0xFFFD, count: 4)
      }
      let scalar = range.scalar + number - range.number
      take(scalar & 0xFFFF_F800 == 0xD800 ? 0xFFFD : scalar, count: 4)
    }

    /// ISO-2022-JP: escapes say whether the bytes that follow are ASCII or pairs.
    mutating func readEscaped() {
      var isPair = false
      var isKatakana = false
      while at < bytes.count {
        if bytes[at] == 0x1B, at + 2 < bytes.count {
          let (first, second) = (bytes[at + 1], bytes[at + 2])
          if first == UInt8(ascii: "("), "BJI".utf8.contains(second) {
            (isPair, isKatakana) = (false, second == UInt8(ascii: "I"))
            at += 3
            continue
          }
          if first == UInt8(ascii: "$"), "@B".utf8.contains(second) {
            (isPair, isKatakana) = (true, false)
            at += 3
            continue
          }
        }
        let byte = bytes[at]
        if byte >= 0x80 {
          take(0xFFFD, count: 1)
        } else if isKatakana, byte &- 0x21 < 0x3F {
          take(0xFF61 + UInt32(byte - 0x21), count: 1)
        } else if isPair, byte > 0x20, at + 1 < bytes.count, bytes[at + 1] > 0x20, bytes[at + 1] < 0x7F, byte < 0x7F {
          take(scalar(.iso2022JP, byte | 0x80, bytes[at + 1] | 0x80), count: 2)
        } else {
          out.append(byte)
          at += 1
        }
      }
    }

    private mutating func take(_ scalar: UInt32, count: Int) {
      if scalar == 0xFFFD { replacedCount += 1 }
      UTF8Repair.append(scalar, to: &out)
      at += count
    }
  }
}
