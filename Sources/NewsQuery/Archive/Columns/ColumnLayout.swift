/// Where the parts of a column stand in its section.
///
/// A column's section begins with its kind and the number of its distinct values, u32 each; what follows is arrays, each at a
/// multiple of eight bytes:
///
///     text     starts u64 × (rows + 1), bytes                    empty: null
///     coded    codes × rows (0: null; in one, two or four bytes, as many values as there are), starts u64 × (values + 1),
///              bytes
///     date     seconds i64, offset i16, precision u8, 1 (0: null), four zero bytes × rows
///     number   f64 × rows (not a number: null)
///     truth    u8 × rows (0: null, 1: false, 2: true)
///     list     starts u32 × (rows + 1), codes u32 × items, starts u64 × (values + 1), bytes; no items: null
///     integer  i64 × rows (the least of all: null)
///     sparse   rows u32 × values, then a column of another kind whose rows are these
enum ColumnKind: UInt32 {
  case text, coded, date, number, truth, list, integer, sparse
}

struct ColumnLayout {
  let kind: ColumnKind
  let valueCount: Int
  let rowCount: Int
  /// The first array: starts, codes, dates, numbers, truths, or rows.
  let cells: UnsafeRawPointer
  /// Codes of the items of lists.
  let items: UnsafeRawPointer
  let itemCount: Int
  /// Distinct texts, or those of all rows: where each begins, and the bytes of all.
  let texts: UnsafeRawPointer
  let textCount: Int
  let textSize: Int
  /// The column within a sparse one.
  let inner: UnsafeRawBufferPointer

  /// Nil for a section that is too short for what it says. `isWhole` is asked of bytes, by offset and count, before they are
  /// read.
  init?(_ section: UnsafeRawBufferPointer, rowCount: Int, isWhole: (Int, Int) -> Bool = { _, _ in true }) {
    guard let base = section.baseAddress, section.count >= 8, isWhole(0, 8),
      let kind = ColumnKind(rawValue: base.loadUnaligned(as: UInt32.self))
    else { return nil }
    self.kind = kind
    self.rowCount = rowCount
    valueCount = Int(base.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
    cells = base + 8
    var next = 8
    func end(_ count: Int, _ size: Int) -> Int { next + (count * size + 7) / 8 * 8 }
    var items = base
    var itemCount = 0
    var texts: (place: Int, count: Int)?
    switch kind {
    case .text: texts = (next, rowCount)
    case .coded:
      next = end(rowCount, CodedColumn.codeSize(of: valueCount))
      texts = (next, valueCount)
    case .date: next = end(rowCount, 16)
    case .number, .integer: next = end(rowCount, 8)
    case .truth: next = 8 + rowCount
    case .list:
      next = end(rowCount + 1, 4)
      guard next <= section.count, isWhole(8 + rowCount * 4, 4) else { return nil }
      itemCount = Int(base.loadUnaligned(fromByteOffset: 8 + rowCount * 4, as: UInt32.self))
      items = base + next
      next = end(itemCount, 4)
      texts = (next, valueCount)
    case .sparse: next = end(valueCount, 4)
    }
    if let texts { next = texts.place + (texts.count + 1) * 8 }
    guard next <= section.count else { return nil }
    self.items = items
    self.itemCount = itemCount
    self.texts = base + (texts?.place ?? 0)
    textCount = texts?.count ?? 0
    textSize = texts == nil ? 0 : section.count - next
    inner = UnsafeRawBufferPointer(rebasing: section[next...])
    if kind == .sparse {
      let place = next
      guard valueCount <= rowCount,
        let layout = ColumnLayout(inner, rowCount: valueCount, isWhole: { isWhole(place + $0, $1) }),
        layout.kind != .sparse
      else { return nil }
    }
  }

  /// What must be true of the numbers in it.
  var rules: [SectionRule] {
    var rules: [SectionRule] = []
    if textCount > 0 || kind == .text {
      rules.append(SectionRule(start: texts, count: textCount + 1, kind: .places64(limit: UInt64(textSize))))
    }
    switch kind {
    case .coded:
      let kind = SectionRule.Kind.codes(size: CodedColumn.codeSize(of: valueCount), limit: UInt32(valueCount))
      rules.append(SectionRule(start: cells, count: rowCount, kind: kind))
    case .date: rules.append(SectionRule(start: cells, count: rowCount, kind: .dates))
    case .list:
      rules.append(SectionRule(start: cells, count: rowCount + 1, kind: .places32(limit: UInt32(itemCount))))
      rules.append(SectionRule(start: items, count: itemCount, kind: .below32(limit: UInt32(valueCount))))
    case .sparse:
      rules.append(SectionRule(start: cells, count: valueCount, kind: .rising32(limit: UInt32(rowCount))))
      rules += ColumnLayout(inner, rowCount: valueCount)?.rules ?? []
    case .text, .number, .truth, .integer: break
    }
    return rules
  }
}
