/// Writes columns into an image.
enum ColumnWriter {
  private static func begin(_ kind: ColumnKind, valueCount: Int = 0) -> ByteBuffer {
    var bytes = ByteBuffer()
    bytes.append(value: kind.rawValue)
    bytes.append(value: UInt32(valueCount))
    return bytes
  }

  /// A column of texts: coded where they repeat, plain where most are unique.
  static func texts(_ draft: ColumnDrafts.TextDraft, rowCount: Int) -> ByteBuffer {
    var dictionary = FormTable()
    var codes = Array(repeating: UInt32(0), count: rowCount)
    // Offsets in a dictionary have 32 bits; texts beyond that do not repeat.
    let mayRepeat = draft.byteCount < 1 << 31
    for (place, row) in draft.rows.enumerated() where mayRepeat {
      draft.withText(place) { if !$0.isEmpty { codes[Int(row)] = dictionary.intern($0) + 1 } }
    }
    if mayRepeat, areCoded(textCount: draft.rows.count, distinctCount: dictionary.count) {
      return self.codes(codes, dictionary)
    }
    var bytes = begin(.text)
    var total: UInt64 = 0
    var next = 0
    for row in 0..<rowCount {
      bytes.append(value: total)
      if next < draft.rows.count, draft.rows[next] == UInt32(row) {
        total += draft.withText(next) { UInt64($0.count) }
        next += 1
      }
    }
    bytes.append(value: total)
    draft.withAll { bytes.append($0) }
    return bytes
  }

  /// Whether texts repeat enough to be stored as codes.
  static func areCoded(textCount: Int, distinctCount: Int) -> Bool {
    distinctCount <= 64 || distinctCount * 2 <= textCount
  }

  /// A coded column; `codes` are numbers in the dictionary and one, 0 for null.
  static func codes(_ codes: [UInt32], _ dictionary: borrowing FormTable) -> ByteBuffer {
    var bytes = begin(.coded, valueCount: dictionary.count)
    for code in codes {
      switch CodedColumn.codeSize(of: dictionary.count) {
      case 1: bytes.append(UInt8(truncatingIfNeeded: code))
      case 2: bytes.append(value: UInt16(truncatingIfNeeded: code))
      default: bytes.append(value: code)
      }
    }
    bytes.align(to: 8)
    append(dictionary, to: &bytes)
    return bytes
  }

  /// Distinct texts one after the other, with where each begins.
  private static func append(_ dictionary: borrowing FormTable, to bytes: inout ByteBuffer) {
    for start in dictionary.starts { bytes.append(value: UInt64(start)) }
    bytes.append(dictionary.arena.bytes)
  }

  static func lists(rows: [UInt32], cells: [[String]], rowCount: Int) -> ByteBuffer {
    var dictionary = FormTable()
    var starts: [UInt32] = [0]
    var codes: [UInt32] = []
    var next = 0
    for row in 0..<rowCount {
      if next < rows.count, rows[next] == UInt32(row) {
        for var item in cells[next] { codes.append(item.withUTF8 { dictionary.intern(UnsafeRawBufferPointer($0)) }) }
        next += 1
      }
      starts.append(UInt32(codes.count))
    }
    return lists(starts: starts, codes: codes, dictionary)
  }

  /// A column of lists; `codes` are numbers in the dictionary.
  static func lists(starts: [UInt32], codes: [UInt32], _ dictionary: borrowing FormTable) -> ByteBuffer {
    var bytes = begin(.list, valueCount: dictionary.count)
    for start in starts { bytes.append(value: start) }
    bytes.align(to: 8)
    for code in codes { bytes.append(value: code) }
    bytes.align(to: 8)
    append(dictionary, to: &bytes)
    return bytes
  }

  static func dates(rows: [UInt32], cells: [NewsDate], rowCount: Int) -> ByteBuffer {
    var bytes = begin(.date)
    var next = 0
    for row in 0..<rowCount {
      if next < rows.count, rows[next] == UInt32(row) {
        bytes.append(value: cells[next].seconds)
        bytes.append(value: cells[next].offsetMinutes)
        bytes.append(cells[next].precision.rawValue)
        bytes.append(1)
        bytes.append(value: UInt32(0))
        next += 1
      } else {
        bytes.append(value: UInt64(0))
        bytes.append(value: UInt64(0))
      }
    }
    return bytes
  }

  static func numbers(rows: [UInt32], cells: [Double], rowCount: Int) -> ByteBuffer {
    var bytes = begin(.number)
    var next = 0
    for row in 0..<rowCount {
      if next < rows.count, rows[next] == UInt32(row) {
        bytes.append(value: cells[next].bitPattern)
        next += 1
      } else {
        bytes.append(value: Double.nan.bitPattern)
      }
    }
    return bytes
  }

  static func integers(rows: [UInt32], cells: [Int64], rowCount: Int) -> ByteBuffer {
    var bytes = begin(.integer)
    var next = 0
    for row in 0..<rowCount {
      if next < rows.count, rows[next] == UInt32(row) {
        bytes.append(value: cells[next])
        next += 1
      } else {
        bytes.append(value: IntegerColumn.null)
      }
    }
    return bytes
  }

  static func truths(rows: [UInt32], cells: [Bool], rowCount: Int) -> ByteBuffer {
    var bytes = begin(.truth)
    var next = 0
    for row in 0..<rowCount {
      var cell: UInt8 = 0
      if next < rows.count, rows[next] == UInt32(row) {
        cell = cells[next] ? 2 : 1
        next += 1
      }
      bytes.append(cell)
    }
    return bytes
  }

  /// A column of the input, with the type its values show.
  static func others(_ draft: ColumnDrafts.Draft<InputValue>, rowCount: Int) -> ByteBuffer {
    guard SparseColumn.pays(cells: draft.rows.count, of: rowCount) else { return dense(draft, rowCount: rowCount) }
    var bytes = begin(.sparse, valueCount: draft.rows.count)
    for row in draft.rows { bytes.append(value: row) }
    bytes.align(to: 8)
    var inner = draft
    inner.rows = draft.rows.indices.map { UInt32($0) }
    let cells = dense(inner, rowCount: draft.rows.count)
    withExtendedLifetime(cells) { bytes.append(cells.bytes) }
    return bytes
  }

  private static func dense(_ draft: ColumnDrafts.Draft<InputValue>, rowCount: Int) -> ByteBuffer {
    var numbers: [Double] = []
    var wholes: [Int64] = []
    var hasIntegers = false
    var truths: [Bool] = []
    var dates: [NewsDate] = []
    var hasList = false
    for cell in draft.cells {
      switch cell {
      case .number(let number):
        numbers.append(number)
        if let whole = Int64(exactly: number), whole.magnitude <= Value.largestExact { wholes.append(whole) }
      case .integer(let number):
        hasIntegers = true
        wholes.append(number)
      case .truth(let truth): truths.append(truth)
      case .text(let text): if let date = NewsDate(iso: text), text.utf8.count > 7 { dates.append(date) }
      case .list: hasList = true
      case .null: break
      }
    }
    let count = draft.cells.count
    if hasIntegers, wholes.count == count {
      return integers(rows: draft.rows, cells: wholes, rowCount: rowCount)
    }
    if numbers.count == count { return self.numbers(rows: draft.rows, cells: numbers, rowCount: rowCount) }
    if truths.count == count { return self.truths(rows: draft.rows, cells: truths, rowCount: rowCount) }
    if dates.count == count { return self.dates(rows: draft.rows, cells: dates, rowCount: rowCount) }
    if hasList {
      return lists(rows: draft.rows, cells: draft.cells.map { $0.items.map(\.printed) }, rowCount: rowCount)
    }
    var texts = ColumnDrafts.TextDraft()
    for (row, cell) in zip(draft.rows, draft.cells) { texts.append(cell.printed.utf8, row: Int(row)) }
    return self.texts(texts, rowCount: rowCount)
  }
}

extension InputValue {
  /// A whole number that a `Double` may not hold, from its digits: as a number up to 64 bits, beyond that as its text. Nil
  /// for any other number.
  static func exact(_ digits: String) -> InputValue? {
    guard digits.utf8.allSatisfy({ $0 == 0x2D || $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
    // The lowest number marks a missing value in a column.
    guard let number = Int64(digits), number != IntegerColumn.null else { return .text(digits) }
    return number.magnitude > Value.largestExact ? .integer(number) : nil
  }

  /// The items of a list; anything else is one item.
  var items: [InputValue] {
    if case .list(let items) = self { return items }
    return [self]
  }

  /// As text, where a column holds values of several types.
  var printed: String {
    switch self {
    case .null: ""
    case .truth(let truth): truth ? "true" : "false"
    case .integer(let number): String(number)
    case .number(let number):
      number == number.rounded() && abs(number) < 9e15 ? String(Int64(number)) : String(number)
    case .text(let text): text
    case .list(let items): items.map(\.printed).joined(separator: "; ")
    }
  }
}
