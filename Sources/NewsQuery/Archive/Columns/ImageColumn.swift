import CBytes

/// Texts one after the other, with where each begins.
struct TextArray: @unchecked Sendable {
  // INVARIANT: the pointers are into sections of `image`, which is held and never written to.
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
  /// Nil for no bytes; those of a file were looked at when it was opened (`ImageCheck`).
  static func make(_ bytes: UnsafeRawBufferPointer, image: Image, rowCount: Int) -> (any Column)? {
    guard let layout = ColumnLayout(bytes, rowCount: rowCount) else { return nil }
    let cells = layout.cells
    func texts() -> TextArray { TextArray(layout.texts, count: layout.textCount, image: image) }
    switch layout.kind {
    case .text: return TextColumn(image: image, texts: texts())
    case .coded:
      return CodedColumn(
        image: image, cells: cells, codeSize: CodedColumn.codeSize(of: layout.valueCount), values: texts(),
        count: layout.valueCount, rowCount: rowCount)
    case .date: return DateColumn(image: image, cells: cells)
    case .number: return NumberColumn(image: image, cells: cells.assumingMemoryBound(to: Double.self))
    case .truth: return TruthColumn(image: image, cells: cells.assumingMemoryBound(to: UInt8.self))
    case .list:
      return ListColumn(
        image: image, starts: cells.assumingMemoryBound(to: UInt32.self),
        itemCodes: layout.items.assumingMemoryBound(to: UInt32.self), values: texts(), valueCount: layout.valueCount)
    case .integer: return IntegerColumn(image: image, cells: cells.assumingMemoryBound(to: Int64.self))
    case .sparse:
      return make(layout.inner, image: image, rowCount: layout.valueCount).map {
        SparseColumn($0, rows: cells.assumingMemoryBound(to: UInt32.self), count: layout.valueCount, image: image)
      }
    }
  }
}

/// A column of texts that seldom repeat.
public struct TextColumn: Column, @unchecked Sendable {
  // INVARIANT: the pointers are into sections of `image`, which is held and never written to.
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
  // INVARIANT: the pointers are into sections of `image`, which is held and never written to.
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
  // INVARIANT: the pointers are into sections of `image`, which is held and never written to.
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
  // INVARIANT: the pointers are into sections of `image`, which is held and never written to.
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
  // INVARIANT: the pointers are into sections of `image`, which is held and never written to.
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
  // INVARIANT: the pointers are into sections of `image`, which is held and never written to.
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
