import CBytes

// Columns as sections of an image. Each begins with a `ColumnKind` and the number of its distinct texts, eight bytes in
// all; what follows is arrays, each at a multiple of eight bytes:
//
//     text     starts u64 × (rows + 1), bytes                    empty: null
//     coded    codes × rows (0: null; in one, two or four bytes, as many values as there are), starts u64 × (values + 1),
//              bytes
//     date     seconds i64, offset i16, precision u8, 1 (0: null), four zero bytes × rows
//     number   f64 × rows (not a number: null)
//     truth    u8 × rows (0: null, 1: false, 2: true)
//     list     starts u32 × (rows + 1), codes u32 × items, starts u64 × (values + 1), bytes; no items: null

enum ColumnKind: UInt32 {
  case text, coded, date, number, truth, list
}

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
    if mayRepeat, dictionary.count <= 64 || dictionary.count * 2 <= draft.rows.count {
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
    var numbers: [Double] = []
    var truths: [Bool] = []
    var dates: [NewsDate] = []
    var hasList = false
    for cell in draft.cells {
      switch cell {
      case .number(let number): numbers.append(number)
      case .truth(let truth): truths.append(truth)
      case .text(let text): if let date = NewsDate(iso: text), text.utf8.count > 7 { dates.append(date) }
      case .list: hasList = true
      case .null: break
      }
    }
    let count = draft.cells.count
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
    case .number(let number):
      number == number.rounded() && abs(number) < 9e15 ? String(Int64(number)) : String(number)
    case .text(let text): text
    case .list(let items): items.map(\.printed).joined(separator: "; ")
    }
  }
}

/// Texts one after the other, with where each begins.
struct TextArray: @unchecked Sendable {
  private let image: Image
  private let starts: UnsafeRawPointer
  private let bytes: UnsafeRawPointer

  init(_ start: UnsafeRawPointer, count: Int, image: Image) {
    self.image = image
    starts = start
    bytes = start + (count + 1) * 8
  }

  @inline(__always)
  subscript(index: Int) -> UnsafeRawBufferPointer {
    image.check(starts + index * 8, 16)
    let start = (starts + index * 8).load(as: UInt64.self)
    let end = (starts + index * 8 + 8).load(as: UInt64.self)
    image.check(bytes + Int(start), Int(end - start))
    return UnsafeRawBufferPointer(start: bytes + Int(start), count: Int(end - start))
  }
}

/// Reads a column where it lies in an image.
enum ImageColumn {
  static func make(_ bytes: UnsafeRawBufferPointer, image: Image, rowCount: Int) -> (any Column)? {
    guard let base = bytes.baseAddress, bytes.count >= 8 else { return nil }
    image.check(base, 8)
    guard let kind = ColumnKind(rawValue: base.load(as: UInt32.self)) else { return nil }
    let valueCount = Int(base.load(fromByteOffset: 4, as: UInt32.self))
    let data = base + 8
    switch kind {
    case .text: return TextColumn(image: image, texts: TextArray(data, count: rowCount, image: image))
    case .coded:
      return CodedColumn(
        image: image, cells: data, codeSize: CodedColumn.codeSize(of: valueCount),
        values: TextArray(
          data + (rowCount * CodedColumn.codeSize(of: valueCount) + 7) / 8 * 8, count: valueCount, image: image),
        count: valueCount, rowCount: rowCount)
    case .date: return DateColumn(image: image, cells: data)
    case .number: return NumberColumn(image: image, cells: data.assumingMemoryBound(to: Double.self))
    case .truth: return TruthColumn(image: image, cells: data.assumingMemoryBound(to: UInt8.self))
    case .list:
      let starts = data.assumingMemoryBound(to: UInt32.self)
      let items = data + ((rowCount + 1) * 4 + 7) / 8 * 8
      image.check(starts + rowCount, 4)
      return ListColumn(
        image: image, starts: starts, itemCodes: items.assumingMemoryBound(to: UInt32.self),
        values: TextArray(items + (Int(starts[rowCount]) * 4 + 7) / 8 * 8, count: valueCount, image: image),
        valueCount: valueCount)
    }
  }
}

/// A column of texts that seldom repeat.
public struct TextColumn: Column, @unchecked Sendable {
  let image: Image
  let texts: TextArray
  public var type: ValueType { .text }

  /// The bytes of a cell; empty for null. They live as long as the archive.
  func bytes(at row: Int) -> UnsafeRawBufferPointer { texts[row] }

  public func value(at row: Int) -> Value {
    let bytes = texts[row]
    return bytes.isEmpty ? .null : .text(String(decoding: bytes, as: UTF8.self))
  }
}

/// A column of texts that repeat.
public struct CodedColumn: Column, ColumnCodes, @unchecked Sendable {
  let image: Image
  let cells: UnsafeRawPointer
  /// Bytes of a code.
  let codeSize: Int
  let values: TextArray
  /// The number of distinct texts.
  public let count: Int
  let rowCount: Int
  public var type: ValueType { .text }
  public var codes: (any ColumnCodes)? { self }

  static func codeSize(of valueCount: Int) -> Int { valueCount < 1 << 8 ? 1 : valueCount < 1 << 16 ? 2 : 4 }

  /// The code of a row and one; 0: null.
  @inline(__always)
  private func cell(at row: Int) -> Int {
    switch codeSize {
    case 1: Int(cells.load(fromByteOffset: row, as: UInt8.self))
    case 2: Int(cells.load(fromByteOffset: row &* 2, as: UInt16.self))
    default: Int(cells.load(fromByteOffset: row &* 4, as: UInt32.self))
    }
  }

  public func code(at row: Int) -> Int? {
    image.check(cells + row * codeSize, codeSize)
    let code = cell(at: row)
    return code == 0 ? nil : code - 1
  }

  public func addCounts(of rows: [UInt32], to counts: inout [Int]) {
    // Where a good part of the rows is asked for, all are checked at once.
    guard rows.count > rowCount / 64 else {
      for row in rows { if let code = code(at: Int(row)) { counts[code] += 1 } }
      return
    }
    image.check(cells, rowCount * codeSize)
    // Neighbours are often of one code, whose count must be written before it is read again: two tables take turns.
    var both = [UInt32](repeating: 0, count: 2 * (count + 1))
    both.withUnsafeMutableBufferPointer { both in
      switch codeSize {
      case 1: addCodes(of: rows, as: UInt8.self, to: both)
      case 2: addCodes(of: rows, as: UInt16.self, to: both)
      default: addCodes(of: rows, as: UInt32.self, to: both)
      }
      for code in 0..<count { counts[code] += Int(both[2 * code + 2]) + Int(both[2 * code + 3]) }
    }
  }

  /// Counts codes and one: those of every second row beside those of the others.
  private func addCodes<Code: FixedWidthInteger>(
    of rows: [UInt32], as type: Code.Type, to counts: UnsafeMutableBufferPointer<UInt32>
  ) {
    let codes = UnsafeBufferPointer(start: cells.assumingMemoryBound(to: Code.self), count: rowCount)
    rows.withUnsafeBufferPointer { rows in
      for place in rows.indices {
        counts[2 &* Int(truncatingIfNeeded: codes[Int(rows[place])]) &+ place & 1] &+= 1
      }
    }
  }

  /// The bytes of a distinct text. They live as long as the archive.
  func bytes(of code: Int) -> UnsafeRawBufferPointer { values[code] }

  public func value(of code: Int) -> Value { .text(String(decoding: values[code], as: UTF8.self)) }

  public func value(at row: Int) -> Value { code(at: row).map(value(of:)) ?? .null }
}

public struct DateColumn: Column, @unchecked Sendable {
  let image: Image
  let cells: UnsafeRawPointer
  public var type: ValueType { .date }

  /// The date of a row without a `Value` around it.
  @inline(__always)
  public func date(at row: Int) -> NewsDate? {
    image.check(cells + row &* 16, 16)
    return checkedDate(at: row)
  }

  /// To be called before dates of these rows are read by `checkedDate`.
  func check(_ rows: Range<Int>) { image.check(cells + rows.lowerBound * 16, rows.count * 16) }

  /// Asks for a row that is about to be read.
  @inline(__always)
  func fetch(_ row: Int) { nb_prefetch(cells + row &* 16) }

  @inline(__always)
  func checkedDate(at row: Int) -> NewsDate? {
    let cell = cells + row &* 16
    guard cell.load(fromByteOffset: 11, as: UInt8.self) != 0 else { return nil }
    return NewsDate(
      seconds: cell.load(as: Int64.self), offsetMinutes: cell.load(fromByteOffset: 8, as: Int16.self),
      precision: NewsDate.Precision(rawValue: cell.load(fromByteOffset: 10, as: UInt8.self)) ?? .second)
  }

  public func value(at row: Int) -> Value { date(at: row).map(Value.date) ?? .null }
}

public struct NumberColumn: Column, @unchecked Sendable {
  let image: Image
  let cells: UnsafePointer<Double>
  public var type: ValueType { .number }

  public func number(at row: Int) -> Double? {
    image.check(cells + row, 8)
    return cells[row].isNaN ? nil : cells[row]
  }

  public func value(at row: Int) -> Value { number(at: row).map(Value.number) ?? .null }
}

public struct TruthColumn: Column, @unchecked Sendable {
  let image: Image
  let cells: UnsafePointer<UInt8>
  public var type: ValueType { .truth }

  public func value(at row: Int) -> Value {
    image.check(cells + row, 1)
    return cells[row] == 0 ? .null : .truth(cells[row] == 2)
  }
}

/// A column of lists of texts that repeat.
public struct ListColumn: Column, @unchecked Sendable {
  let image: Image
  let starts: UnsafePointer<UInt32>
  let itemCodes: UnsafePointer<UInt32>
  let values: TextArray
  /// The number of distinct items.
  public let valueCount: Int
  public var type: ValueType { .list }

  /// The codes of a row's items: below `valueCount`.
  func codes(at row: Int) -> UnsafeBufferPointer<UInt32> {
    image.check(starts + row, 8)
    let count = Int(starts[row + 1] - starts[row])
    image.check(itemCodes + Int(starts[row]), count * 4)
    return UnsafeBufferPointer(start: itemCodes + Int(starts[row]), count: count)
  }

  /// The bytes of a distinct item. They live as long as the archive.
  func bytes(of code: Int) -> UnsafeRawBufferPointer { values[code] }

  public func value(at row: Int) -> Value {
    let codes = codes(at: row)
    if codes.isEmpty { return .null }
    return .list(codes.map { .text(String(decoding: values[Int($0)], as: UTF8.self)) })
  }
}
