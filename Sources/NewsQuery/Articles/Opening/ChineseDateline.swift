/// `新华社北京7月23日电` and its like: agency, place, day, `电`.
enum ChineseDateline {
  private static let agencies: [StaticString] = ["新华社", "中新社", "中新网", "人民网", "中央社", "新華社"]

  static func find(in text: UnsafeRawBufferPointer) -> Dateline? {
    var at = 0
    while at < text.count, text[at] <= 0x20 { at += 1 }
    if ByteSearch.matches("（", in: text, at: at) || ByteSearch.matches("【", in: text, at: at) { at += 3 }
    guard at < text.count, text[at] >= 0xE4,
      let agency = agencies.first(where: { ByteSearch.matches($0, in: text, at: at) })
    else { return nil }
    let agencyRange = at..<at + agency.utf8CodeUnitCount
    var index = agencyRange.upperBound
    let placeStart = index
    while index < text.count, index - placeStart < 36 {
      let (scalar, length) = Scalars.decode(text, index)
      if Scalars.digit(scalar) != nil { break }
      guard Scalars.isIdeograph(scalar) else { return nil }
      index += length
    }
    let place = placeStart..<index
    guard !place.isEmpty, let month = number(text, &index), (1...12).contains(month),
      ByteSearch.matches("月", in: text, at: index)
    else { return nil }
    index += 3
    guard let day = number(text, &index), (1...31).contains(day), ByteSearch.matches("日", in: text, at: index) else {
      return nil
    }
    index += 3
    guard ByteSearch.matches("电", in: text, at: index) || ByteSearch.matches("電", in: text, at: index) else {
      return nil
    }
    index += 3
    let end = index
    // A bracket with the writers may follow, and belongs to the dateline's line, not to the lead.
    if ByteSearch.matches("（", in: text, at: index),
      let close = ByteSearch.first("）", in: text, index..<min(text.count, index + 90))
    {
      index = close + 3
    }
    while index < text.count {
      if text[index] <= 0x20 {
        index += 1
      } else if ByteSearch.matches("）", in: text, at: index) || ByteSearch.matches("　", in: text, at: index) {
        index += 3
      } else {
        break
      }
    }
    return Dateline(
      text: agencyRange.lowerBound..<end, place: place, agency: agencyRange, month: month, day: day, year: nil,
      leadStart: index)
  }

  private static func number(_ text: UnsafeRawBufferPointer, _ at: inout Int) -> Int? {
    var value = 0
    var count = 0
    while at < text.count, count < 3 {
      let (scalar, length) = Scalars.decode(text, at)
      guard let digit = Scalars.digit(scalar) else { break }
      value = value * 10 + digit
      count += 1
      at += length
    }
    return count == 1 || count == 2 ? value : nil
  }
}
