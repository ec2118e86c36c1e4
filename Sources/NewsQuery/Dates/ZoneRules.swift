/// The offsets of a time zone from UTC, now and in the past: `Europe/Paris`, as the files of `/usr/share/zoneinfo` have them.
///
/// The format is TZif of RFC 9636, version 2 or later: moments at which the offset changes, and a rule for the time after the
/// last of them in the form of the POSIX variable TZ.
public struct ZoneRules: Sendable, Equatable {
  public let name: String
  /// Moments in UTC at which an offset begins, ascending.
  private var starts: [Int64] = []
  /// The offset from each start on, in seconds east of UTC.
  private var offsets: [Int32] = []
  /// The offset before the first start.
  private var first: Int32 = 0
  private var rule: Rule?

  /// UTC itself, for which no file is needed.
  public static let utc = ZoneRules("UTC")

  private init(_ name: String) { self.name = name }

  /// Reads the bytes of a file; nil if they are none of this format.
  public init?(_ name: String, bytes: [UInt8]) {
    self.init(name)
    var reader = ZoneBytes(bytes: bytes)
    // The first block, with moments of 32 bits, is for old programs.
    guard let old = reader.header(), old.version >= UInt8(ascii: "2"), reader.skip(old.byteCount(momentSize: 4)),
      let counts = reader.header(), counts.types > 0
    else { return nil }
    var moments: [Int64] = []
    for _ in 0..<counts.moments {
      guard let moment = reader.integer(8) else { return nil }
      if let last = moments.last, moment <= last { return nil }
      moments.append(moment)
    }
    var kinds: [Int] = []
    for _ in 0..<counts.moments {
      guard let kind = reader.integer(1), kind < counts.types else { return nil }
      kinds.append(Int(kind))
    }
    var types: [Int32] = []
    for _ in 0..<counts.types {
      guard let offset = reader.integer(4), abs(offset) <= 26 * 3600, reader.skip(2) else { return nil }
      types.append(Int32(offset))
    }
    guard reader.skip(counts.names + counts.leaps * 12 + counts.standards + counts.universals) else { return nil }
    starts = moments
    offsets = kinds.map { types[$0] }
    first = types[0]
    guard let footer = reader.line() else { return nil }
    if !footer.isEmpty {
      guard let rule = Rule(footer) else { return nil }
      self.rule = rule
    }
  }

  /// Seconds east of UTC at a moment.
  public func offset(at seconds: Int64) -> Int64 {
    guard let last = starts.last else { return rule?.offset(at: seconds) ?? Int64(first) }
    if seconds >= last, let rule { return rule.offset(at: seconds) }
    // The number of changes up to that moment.
    var (place, end) = (0, starts.count)
    while place < end {
      let middle = (place + end) / 2
      if starts[middle] <= seconds { place = middle + 1 } else { end = middle }
    }
    return Int64(place == 0 ? first : offsets[place - 1])
  }

  // MARK: - Bytes

  private struct Header {
    var version: UInt8
    var universals: Int
    var standards: Int
    var leaps: Int
    var moments: Int
    var types: Int
    var names: Int

    func byteCount(momentSize: Int) -> Int {
      moments * (momentSize + 1) + types * 6 + names + leaps * (momentSize + 4) + standards + universals
    }
  }

  private struct ZoneBytes {
    let bytes: [UInt8]
    var place = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func integer(_ size: Int) -> Int64? {
      guard place + size <= bytes.count else { return nil }
      var value: UInt64 = 0
      for byte in bytes[place..<place + size] { value = value << 8 | UInt64(byte) }
      place += size
      return size == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }

    mutating func skip(_ count: Int) -> Bool {
      guard count >= 0, count <= bytes.count - place else { return false }
      place += count
      return true
    }

    mutating func header() -> Header? {
      guard bytes[min(place, bytes.count)...].starts(with: Array("TZif".utf8)), skip(4), place < bytes.count else {
        return nil
      }
      let version = bytes[place]
      guard skip(16) else { return nil }
      var counts: [Int] = []
      for _ in 0..<6 {
        guard let count = integer(4), (0...1_000_000).contains(count) else { return nil }
        counts.append(Int(count))
      }
      return Header(
        version: version, universals: counts[0], standards: counts[1], leaps: counts[2], moments: counts[3],
        types: counts[4], names: counts[5])
    }

    /// The text between two line feeds.
    mutating func line() -> [UInt8]? {
      guard place < bytes.count, bytes[place] == 0x0A, let end = bytes[(place + 1)...].firstIndex(of: 0x0A) else {
        return nil
      }
      return Array(bytes[place + 1..<end])
    }
  }

  // MARK: - The rule

  /// `CET-1CEST,M3.5.0,M10.5.0/3`: summer time from the last Sunday of March to the last of October.
  private struct Rule: Sendable, Equatable {
    private enum Day: Equatable {
      /// The n-th such weekday of a month, 5 the last; 0 is Sunday.
      case month(Int, Int, Int)
      /// From 1, without the 29th of February.
      case counted(Int)
      /// From 0, with the 29th of February.
      case ofYear(Int)
    }
    private struct Summer: Equatable {
      var offset: Int64
      var start: (Day, seconds: Int64)
      var end: (Day, seconds: Int64)

      static func == (left: Summer, right: Summer) -> Bool {
        left.offset == right.offset && left.start == right.start && left.end == right.end
      }
    }

    private let offset: Int64
    private var summer: Summer?

    init?(_ text: [UInt8]) {
      var text = text[...]
      guard Rule.takeName(&text), let offset = Rule.time(&text) else { return nil }
      // Written west of Greenwich.
      self.offset = -offset
      if text.isEmpty { return }
      guard Rule.takeName(&text) else { return nil }
      var summerOffset = self.offset + 3600
      if let next = text.first, next != UInt8(ascii: ",") {
        guard let written = Rule.time(&text) else { return nil }
        summerOffset = -written
      }
      guard let start = Rule.change(&text), let end = Rule.change(&text), text.isEmpty else { return nil }
      summer = Summer(offset: summerOffset, start: start, end: end)
    }

    func offset(at seconds: Int64) -> Int64 {
      guard let summer else { return offset }
      let year = CivilDate(seconds: seconds &+ offset).year
      let start = Rule.moment(summer.start, year) - offset
      let end = Rule.moment(summer.end, year) - summer.offset
      let isSummer = start < end ? seconds >= start && seconds < end : seconds >= start || seconds < end
      return isSummer ? summer.offset : offset
    }

    private static func moment(_ change: (Day, seconds: Int64), _ year: Int) -> Int64 {
      let newYear = CivilDate(year: year, month: 1, day: 1)
      switch change.0 {
      case .ofYear(let day): return newYear.seconds + Int64(day) * 86_400 + change.seconds
      case .counted(let day):
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return newYear.seconds + Int64(day - 1 + (isLeap && day >= 60 ? 1 : 0)) * 86_400 + change.seconds
      case .month(let month, let week, let weekday):
        let first = CivilDate(year: year, month: month, day: 1)
        // `weekday` has 7 for Sunday.
        var day = 1 + (weekday - first.weekday % 7 + 7) % 7 + (week - 1) * 7
        let next = first.adding(months: 1)
        while day > next.days - first.days { day -= 7 }
        return first.seconds + Int64(day - 1) * 86_400 + change.seconds
      }
    }

    private static func takeName(_ text: inout ArraySlice<UInt8>) -> Bool {
      if text.first == UInt8(ascii: "<") {
        guard let end = text.firstIndex(of: UInt8(ascii: ">")) else { return false }
        text = text[(end + 1)...]
        return true
      }
      let rest = text.drop { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
      defer { text = rest }
      return rest.count < text.count
    }

    private static func number(_ text: inout ArraySlice<UInt8>) -> Int? {
      let digits = text.prefix { (0x30...0x39).contains($0) }
      guard (1...3).contains(digits.count) else { return nil }
      text = text[digits.endIndex...]
      return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func take(_ byte: UInt8, _ text: inout ArraySlice<UInt8>) -> Bool {
      guard text.first == byte else { return false }
      text = text.dropFirst()
      return true
    }

    /// `-1`, `3`, `2:30:00`, in seconds.
    private static func time(_ text: inout ArraySlice<UInt8>) -> Int64? {
      let isNegative = take(UInt8(ascii: "-"), &text)
      if !isNegative { _ = take(UInt8(ascii: "+"), &text) }
      guard let hours = number(&text), hours <= 167 else { return nil }
      var seconds = hours * 3600
      for unit in [60, 1] where take(UInt8(ascii: ":"), &text) {
        guard let part = number(&text), part < 60 else { return nil }
        seconds += part * unit
      }
      return Int64(isNegative ? -seconds : seconds)
    }

    /// `,M3.5.0/3`, `,J60`, `,59`
    private static func change(_ text: inout ArraySlice<UInt8>) -> (Day, seconds: Int64)? {
      guard take(UInt8(ascii: ","), &text) else { return nil }
      let day: Day
      if take(UInt8(ascii: "M"), &text) {
        guard let month = number(&text), (1...12).contains(month), take(UInt8(ascii: "."), &text),
          let week = number(&text), (1...5).contains(week), take(UInt8(ascii: "."), &text),
          let weekday = number(&text), weekday < 7
        else { return nil }
        day = .month(month, week, weekday)
      } else if take(UInt8(ascii: "J"), &text) {
        guard let number = number(&text), (1...365).contains(number) else { return nil }
        day = .counted(number)
      } else {
        guard let number = number(&text), number <= 365 else { return nil }
        day = .ofYear(number)
      }
      guard take(UInt8(ascii: "/"), &text) else { return (day, 7200) }
      return time(&text).map { (day, $0) }
    }
  }
}

extension NewsDate {
  /// The start of the span in a zone, counted as if that zone were UTC; in its own if there is none. A date without a time of
  /// day, or without an offset, stays as it was written.
  func localSeconds(in zone: ZoneRules?) -> Int64 {
    guard let zone, precision >= .minute, offsetMinutes != NewsDate.noOffset else { return localSeconds }
    return seconds &+ zone.offset(at: seconds)
  }
}
