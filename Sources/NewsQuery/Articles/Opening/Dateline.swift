/// Where a story says it was written, in the body's first words.
///
///     MOSCOW, July 23. /TASS/. The Presidents…      text `MOSCOW, July 23. /TASS/`, place `MOSCOW`, agency `TASS`
///     WASHINGTON (AP) — President…                  LONDON, March 3 (Reuters) - …      МОСКВА, 23 июля. /ТАСС/. …
///     新华社北京7月23日电 …                          القاهرة (رويترز) - …
///
/// Ranges are bytes of the body. Nothing is found rather than a guess: a place in capitals needs a dash, an agency or
/// a date with its full stop behind it; a place in small letters needs an agency or a date, and then a dash.
public struct Dateline: Equatable, Sendable {
  /// As printed, without the dash or stop that follows.
  public var text: Range<Int>
  public var place: Range<Int>
  /// The agency between brackets or slashes.
  public var agency: Range<Int>?
  /// 1 to 12.
  public var month: Int?
  public var day: Int?
  public var year: Int?
  /// Where the story itself begins.
  public var leadStart: Int

  /// No dateline is longer.
  static let longest = 160

  /// The dateline that `body` begins with. Pure; looks at no more than the first 200 bytes.
  public static func find(in body: UnsafeRawBufferPointer) -> Dateline? {
    let window = UnsafeRawBufferPointer(rebasing: body[..<min(body.count, longest + 40)])
    guard mayHold(window) else { return nil }
    if let found = ChineseDateline.find(in: window) { return found }
    var reading = DatelineReading(window)
    return reading.read()
  }

  /// The dateline of a field of its own: all of it is dateline, only its parts are looked for.
  public static func parse(_ field: UnsafeRawBufferPointer) -> Dateline? {
    var reading = DatelineReading(UnsafeRawBufferPointer(rebasing: field[..<min(field.count, longest)]))
    return reading.readField()
  }

  /// Cheap refusal: nearly every dateline has a dash, a bracket or a slash in its first bytes, before the first
  /// sentence has got anywhere.
  @inline(__always)
  private static func mayHold(_ window: UnsafeRawBufferPointer) -> Bool {
    for byte in window.prefix(110) {
      switch byte {
      case UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: "/"), 0xE2, 0xE7, 0xEF: return true
      case 0x0A: return false
      default: continue
      }
    }
    return false
  }

  /// The date that the dateline means, its year taken from when the article was published: the nearest such day.
  public func date(published: NewsDate?) -> NewsDate? {
    guard let month, let day else { return nil }
    let written = year ?? published?.civil.year
    guard let written else { return nil }
    func on(_ year: Int) -> NewsDate? { NewsDate(CivilDate(year: year, month: month, day: day), precision: .day) }
    if year != nil { return on(written) }
    guard let published else { return nil }
    return [on(written - 1), on(written), on(written + 1)].compactMap { $0 }
      .min { abs($0.localSeconds - published.localSeconds) < abs($1.localSeconds - published.localSeconds) }
  }
}

/// Reads one dateline from left to right: place, date, agency, separator.
private struct DatelineReading {
  private let text: UnsafeRawBufferPointer
  private var at = 0
  private var month: Int?
  private var day: Int?
  private var year: Int?
  private var agency: Range<Int>?
  private var lastEnd = 0
  private var isCapital = false

  init(_ text: UnsafeRawBufferPointer) { self.text = text }

  mutating func read() -> Dateline? {
    skipOpening()
    let start = at
    var leadingAgency = false
    // ANSA and others begin with their name: `(ANSA) - ROME, July 23 -`.
    if byte(at) == UInt8(ascii: "("), readAgency() {
      if let agency, CommonOpenings.contains(text, agency) { return nil }
      leadingAgency = true
      skipBlanks()
      if !readDash() { return nil }
      skipBlanks()
    }
    guard let place = readPlace() else { return nil }
    lastEnd = place.upperBound
    return readTail(start: start, place: place, leadingAgency: leadingAgency)
  }

  mutating func readField() -> Dateline? {
    skipOpening()
    let start = at
    guard let place = readPlace() else { return nil }
    lastEnd = place.upperBound
    return readTail(start: start, place: place, leadingAgency: true)
      ?? Dateline(
        text: start..<text.count, place: place, agency: agency, month: month, day: day, year: year,
        leadStart: text.count)
  }

  // MARK: - The place

  /// Up to eight words: capitals, or small letters where what follows proves them a place.
  private mutating func readPlace() -> Range<Int>? {
    let start = at
    var end = at
    var wordCount = 0
    // Since the last comma or slash. `SHARES ROSE AGAIN ON GOOD NEWS LONDON, Oct 20` is a heading before a dateline.
    var partCount = 0
    var isAfterComma = false
    var lastShape = WordShape.title
    while true {
      skipBlanks()
      if at >= text.count { break }
      if wordCount > 0, hasDateHere() { break }
      if at - start > 110 || wordCount > 8 || isCapital && partCount > 6 { return nil }
      let wordStart = at
      guard readWord() else {
        let next = byte(at)
        if next == UInt8(ascii: ","), wordCount > 0, !isAfterComma || isCapital {
          at += 1
          isAfterComma = true
          partCount = 0
          continue
        }
        // `، ` of Arabic.
        if next == 0xD8, byte(at + 1) == 0x8C, wordCount > 0 {
          at += 2
          isAfterComma = true
          continue
        }
        // Two places: `LONDON/PARIS`.
        if next == UInt8(ascii: "/"), at == end, wordCount > 0, isLetter(at + 1) {
          at += 1
          partCount = 0
          continue
        }
        break
      }
      let word = wordStart..<at
      let shape = WordShape(text, word)
      if wordCount == 0 {
        isCapital = shape == .capitals
        if shape == .small { return nil }
        if CommonOpenings.contains(text, word) { return nil }
      } else if isCapital, !isAfterComma, shape != .capitals {
        // `RIO de JANEIRO`, `McALLEN`: one small word between capitals.
        guard word.count <= 4, shape == .small, capitalsFollow() else { return nil }
      } else if !isCapital, shape == .small, !(word.count <= 4 && !isAfterComma) {
        return nil
      } else if !isCapital, !isAfterComma, wordCount >= 4 {
        return nil
      }
      wordCount += 1
      partCount += 1
      lastShape = shape
      end = at
    }
    // A small word may stand within a place, never at its end.
    guard wordCount > 0, end - start >= 2, lastShape != .small else { return nil }
    at = end
    return start..<end
  }

  private func capitalsFollow() -> Bool {
    var probe = self
    probe.skipBlanks()
    let start = probe.at
    return probe.readWord() && WordShape(text, start..<probe.at) == .capitals
  }

  // MARK: - What follows it

  private mutating func readTail(start: Int, place: Range<Int>, leadingAgency: Bool) -> Dateline? {
    var hasDash = false
    var hasStop = false
    var steps = 0
    loop: while at < text.count, steps < 8 {
      steps += 1
      skipBlanks()
      switch byte(at) {
      case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ":"):
        // A stop with nothing more to come ends it; before a date or an agency it is a part.
        hasStop = byte(at) != UInt8(ascii: ",")
        at += 1
        if byte(at) == UInt8(ascii: "-") { continue loop }
        var probe = self
        probe.skipBlanks()
        if hasStop, !probe.hasMore() { break loop }
      case UInt8(ascii: "("), UInt8(ascii: "/"):
        guard agency == nil || leadingAgency, readAgency() else { break loop }
        lastEnd = at
        hasStop = false
      case 0xD8 where byte(at + 1) == 0x8C: at += 2
      default:
        if readDash() {
          hasDash = true
          readAgencyAfterDash()
          break loop
        }
        if month == nil, readDate() {
          lastEnd = at
          continue loop
        }
        if readBareAgency() { continue loop }
        break loop
      }
    }
    guard isProven(hasDash: hasDash, hasStop: hasStop, leadingAgency: leadingAgency) else { return nil }
    if isCapital, hasDash, day == nil, !leadingAgency, !(agency.map { Credit.isAgency(text, $0) } ?? false),
      isHeading(after: place)
    {
      return nil
    }
    // The stop, dash and blanks after it belong neither to the dateline nor to the lead.
    skipBlanks()
    return Dateline(
      text: start..<lastEnd, place: place, agency: agency, month: month, day: day, year: year, leadStart: at)
  }

  private func isProven(hasDash: Bool, hasStop: Bool, leadingAgency: Bool) -> Bool {
    if isCapital {
      return hasDash || agency != nil && (hasStop || leadingAgency || day != nil) || day != nil && hasStop
    }
    if let agency { return (hasDash || hasStop) && Credit.isAgency(text, agency) || hasDash && day != nil }
    return hasDash && day != nil
  }

  /// Whether a heading goes on behind the dash: with a date, a number in capitals' company, or words all in capitals.
  ///
  ///     HOGS PURCHASED - 7 MARKETS      RUBBER (YEN PER KILO) - APRIL 07      NYSE INDICATION - TODD SHIPYARDS CORP
  private func isHeading(after place: Range<Int>) -> Bool {
    var probe = self
    probe.skipBlanks()
    // `MIAMI, FLORIDA - JUNE 27: …` is a photo's.
    if probe.hasDateHere() { return !text[place].contains(UInt8(ascii: ",")) }
    let hasNumber = probe.readNumber() != nil
    if hasNumber, probe.byte(probe.at) != 0x20 { return false }
    probe.skipBlanks()
    if hasNumber, probe.readDash() { return true }
    // Words in capitals up to the line's end, a dash, a number or a code; a story may begin with some too.
    var count = 0
    while count < 6 {
      let start = probe.at
      guard probe.readWord(), probe.at - start >= 2, WordShape(text, start..<probe.at) == .capitals else {
        let next = probe.byte(start) ?? 0x0A
        if next == 0x0A { return count > 0 }
        if next == UInt8(ascii: "-"), (probe.byte(start + 1) ?? 0) &- 0x30 < 10 { return false }
        return count >= 2 && (next == UInt8(ascii: "-") || next == UInt8(ascii: "<") || next &- 0x30 < 10)
      }
      count += 1
      if hasNumber { return true }
      probe.skipBlanks()
    }
    return true
  }

  /// Whether a date, an agency or a dash comes next.
  private func hasMore() -> Bool {
    if hasDateHere() { return true }
    var probe = self
    if probe.readBareAgency() { return true }
    if probe.byte(probe.at) == UInt8(ascii: "(") || probe.byte(probe.at) == UInt8(ascii: "/") {
      return probe.readAgency()
    }
    return probe.readDash()
  }

  /// `(AP)`, `/TASS/`: short, of letters, not a party or a share's code.
  private mutating func readAgency() -> Bool {
    let open = at
    let close: UInt8
    switch byte(open) {
    case UInt8(ascii: "("): close = UInt8(ascii: ")")
    case UInt8(ascii: "/"): close = UInt8(ascii: "/")
    default: return false
    }
    var end = open + 1
    while end < text.count, end - open <= 48, text[end] != close {
      let next = text[end]
      guard next >= 0x80 || next == 0x20 || next == 0x2D || next == 0x2E || (next | 0x20) &- 0x61 < 26
      else { return false }
      end += 1
    }
    guard end < text.count, text[end] == close else { return false }
    let inner = ByteSearch.trimmed(text, open + 1..<end)
    guard inner.count >= 2, !text[inner].contains(UInt8(ascii: ".")) || Credit.isAgency(text, inner) else {
      return false
    }
    agency = inner
    at = end + 1
    return true
  }

  /// `Москва. 23 июля. INTERFAX.RU - …`: a known agency between the date and the dash.
  private mutating func readBareAgency() -> Bool {
    guard agency == nil, day != nil else { return false }
    var probe = self
    let start = at
    guard probe.readWord(), Credit.isAgency(text, start..<probe.at) else { return false }
    let end = probe.at
    probe.skipBlanks()
    guard probe.readDash() else { return false }
    agency = start..<end
    lastEnd = end
    at = end
    return true
  }

  /// `МОСКВА, 23 июл — РИА Новости. …`: the agency between the dash and a stop.
  private mutating func readAgencyAfterDash() {
    guard agency == nil, day != nil else { return }
    var probe = self
    probe.skipBlanks()
    let start = probe.at
    for _ in 0..<3 {
      guard probe.readWord() else { break }
      let end = probe.at
      if (probe.byte(end) == UInt8(ascii: ".") || probe.byte(end) == UInt8(ascii: ",")),
        Credit.isAgency(text, start..<end)
      {
        agency = start..<end
        lastEnd = end
        at = end + 1
        return
      }
      probe.skipBlanks()
    }
  }

  /// `—`, `–`, `--`, `-`; a plain hyphen only where a blank or a bracket stands beside it.
  private mutating func readDash() -> Bool {
    if byte(at) == 0xE2, byte(at + 1) == 0x80, let third = byte(at + 2), (0x92...0x95).contains(third) {
      at += 3
      return true
    }
    guard byte(at) == UInt8(ascii: "-") else { return false }
    let isAfterGap =
      at == 0 || text[at - 1] <= 0x20 || text[at - 1] == UInt8(ascii: ")") || text[at - 1] == UInt8(ascii: ".")
    let start = at
    var end = at
    while byte(end) == UInt8(ascii: "-") { end += 1 }
    // `BC-BBN--Top Ten` is a slug: two hyphens need a gap on one side too.
    guard isAfterGap || end - start >= 2 && (byte(end) ?? 0x20) <= 0x20 else { return false }
    at = end
    return true
  }

  // MARK: - Dates

  private func hasDateHere() -> Bool {
    var probe = self
    return probe.readDate()
  }

  /// `July 23`, `Feb. 26`, `23 июля`, with or without a year.
  private mutating func readDate() -> Bool {
    let saved = at
    if let number = readNumber(), (1...31).contains(number) {
      if byte(at) == UInt8(ascii: ".") { at += 1 }
      skipBlanks()
      if ByteSearch.matchesFolded("de ", in: text, at: at) { at += 3 }
      if let found = readMonth() {
        (day, month) = (number, found)
        readYear()
        return true
      }
    }
    at = saved
    if let found = readMonth() {
      skipBlanks()
      if let number = readNumber(), (1...31).contains(number) {
        (day, month) = (number, found)
        readYear()
        return true
      }
    }
    at = saved
    return false
  }

  private mutating func readMonth() -> Int? {
    let start = at
    var end = at
    while end < text.count, end - start < 32 {
      let (scalar, length) = Scalars.decode(text, end)
      guard Scalars.isLetter(scalar) else { break }
      end += length
    }
    guard end > start,
      let found = MonthNames.months[FoldedWord(UnsafeRawBufferPointer(rebasing: text[start..<end]))]
    else { return nil }
    at = end
    // The stop of an abbreviation, where more than the end of the date follows: `Feb. 26`.
    if byte(at) == UInt8(ascii: "."), end - start <= 8 {
      var probe = self
      probe.at += 1
      probe.skipBlanks()
      if probe.readNumber() != nil || probe.byte(probe.at) == UInt8(ascii: "(") { at += 1 }
    }
    return Int(found)
  }

  private mutating func readNumber() -> Int? {
    var value = 0
    var count = 0
    while at < text.count, count < 5 {
      let (scalar, length) = Scalars.decode(text, at)
      guard let digit = Scalars.digit(scalar) else { break }
      value = value * 10 + digit
      count += 1
      at += length
    }
    return count > 0 && count < 5 ? value : nil
  }

  private mutating func readYear() {
    let saved = at
    if byte(at) == UInt8(ascii: ",") { at += 1 }
    skipBlanks()
    if let number = readNumber(), (1800...2199).contains(number) {
      year = number
      return
    }
    at = saved
  }

  // MARK: - Bytes

  private func byte(_ index: Int) -> UInt8? { index >= 0 && index < text.count ? text[index] : nil }

  private func isLetter(_ index: Int) -> Bool {
    index < text.count && Scalars.isLetter(Scalars.decode(text, index).scalar)
  }

  private mutating func skipBlanks() {
    while at < text.count {
      if text[at] == 0x20 || text[at] == 0x09 {
        at += 1
      } else if text[at] == 0xC2, byte(at + 1) == 0xA0 {
        at += 2
      } else {
        return
      }
    }
  }

  private mutating func skipOpening() {
    while at < text.count, text[at] <= 0x20 { at += 1 }
  }

  /// Letters, with dots, hyphens and apostrophes within: `D.C.`, `AIN-AL-ASAD`, `L'AQUILA`, `St.`.
  private mutating func readWord() -> Bool {
    let start = at
    var letterCount = 0
    while at < text.count {
      let (scalar, length) = Scalars.decode(text, at)
      if Scalars.isLetter(scalar) {
        letterCount += 1
        at += length
      } else if letterCount > 0, scalar == 0x2D || scalar == 0x27 || scalar == 0x2019, isLetter(at + length) {
        at += length
      } else if letterCount > 0, scalar == 0x2E, isAbbreviationStop(from: start) {
        at += length
      } else {
        break
      }
    }
    return letterCount > 0
  }

  /// A stop within a word (`D.C.`), or after a short one before more of the place: `ST. LOUIS`, `Calif. (AP)`.
  private func isAbbreviationStop(from start: Int) -> Bool {
    if isLetter(at + 1) { return true }
    let piece = text[start..<at]
    if piece.contains(UInt8(ascii: ".")) { return true }
    guard piece.count <= 5, byte(at + 1) == 0x20 else { return byte(at + 1) == UInt8(ascii: ",") && piece.count <= 5 }
    var probe = self
    probe.at += 1
    probe.skipBlanks()
    if probe.hasDateHere() { return false }
    if probe.byte(probe.at) == UInt8(ascii: "/") { return false }
    if probe.byte(probe.at) == UInt8(ascii: "(") { return true }
    if probe.readDash() { return true }
    let wordStart = probe.at
    return piece.count <= 2 && probe.isLetter(wordStart)
  }
}

/// How a word is written.
private enum WordShape {
  case capitals, title, small

  /// Letters without case (Arabic, Han) count as a title: nothing can be told from them.
  init(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) {
    var upper = 0
    var lower = 0
    var isFirstUpper = false
    var index = 0
    var at = range.lowerBound
    while at < range.upperBound {
      let (scalar, length) = Scalars.decode(text, at)
      at += length
      guard Scalars.isLetter(scalar) else { continue }
      if let scalar = Unicode.Scalar(scalar) {
        if scalar.isASCII ? scalar.value < 0x61 : scalar.properties.isUppercase {
          upper += 1
          if index == 0 { isFirstUpper = true }
        } else if scalar.isASCII || scalar.properties.isLowercase {
          lower += 1
        }
      }
      index += 1
    }
    if lower == 0, upper > 0 {
      self = upper >= 2 ? .capitals : .title
    } else if upper > lower, lower <= 2 {
      self = .capitals  // McALLEN
    } else {
      self = isFirstUpper || upper + lower == 0 ? .title : .small
    }
  }
}

/// Words in capitals that open stories and are no places.
private enum CommonOpenings {
  private static let words = WordTable<Bool>(
    [
      "update", "breaking", "exclusive", "watch", "video", "videos", "analysis", "opinion", "correction", "corrected",
      "live", "read", "editor", "photo", "photos", "editors", "note", "listen", "related", "column", "review",
      "preview",
      "factbox", "timeline", "explainer", "interview", "commentary", "editorial", "special", "urgent", "flash", "alert",
      "bulletin", "summary", "wrapup", "refile", "file", "rpt", "repeat", "advisory", "spoiler", "by", "from", "story",
      "more",
      "nasa", "nato", "fifa", "uefa", "opec", "fbi", "cia", "doj", "gop", "covid", "trump", "biden", "obama", "clinton",
      "the", "this", "that", "here", "what", "when", "why", "how", "who", "it", "if", "in", "on", "at", "yes", "no",
      "ok",
      "tl", "faq", "new", "q", "a", "and", "but", "we", "you", "he", "she", "they", "there", "fact", "false", "true",
      "срочно", "видео", "фото", "обновлено", "молния",
    ].map { ($0, true) })

  /// Words that open names of places too are refused only alone: `NEW YORK —` stays, `NEW —` does not.
  private static let openings: Set<String> = ["new", "the", "a", "in", "on"]

  static func contains(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
    let word = FoldedWord(UnsafeRawBufferPointer(rebasing: text[range]))
    guard words[word] == true else { return false }
    if openings.contains(ByteSearch.string(text, range).lowercased()) {
      // `NEW YORK`, `THE HAGUE`: a word in capitals follows.
      let next = range.upperBound + 1
      guard next + 1 < text.count, text[range.upperBound] == 0x20 else { return true }
      return !(text[next] &- 0x41 < 26 && text[next + 1] &- 0x41 < 26)
    }
    return true
  }
}
