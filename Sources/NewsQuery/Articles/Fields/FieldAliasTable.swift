/// Finds a key's column in a few nanoseconds: keys of up to 24 bytes are packed into three words, folded to lower case
/// eight bytes at a time, and looked up by open addressing.
struct FieldAliasTable: Sendable {
  private struct Packed: Equatable {
    var low: UInt64 = 0
    var middle: UInt64 = 0
    var high: UInt64 = 0
    var length = 0

    var slot: Int {
      let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(length)) &* 0xD6E8_FEB8_6659_FD93
      return Int(mixed >> 53)
    }
  }

  private struct Slot {
    var packed = Packed()
    var column = ArticleColumn.id
    var rank: UInt8 = 0
  }

  // A power of two about eight times the number of names, so that a key without a column is mostly seen at once.
  private var slots = [Slot](repeating: Slot(), count: 2048)

  init(_ fields: [Field]) {
    for field in fields {
      guard let column = field.column, column != .file else { continue }
      for (rank, name) in ([field.name] + field.aliases).enumerated() {
        insert(name, column, UInt8(rank))
        let plain = name.filter { !"-_ ".contains($0) }
        if plain != name { insert(plain, column, UInt8(rank)) }
      }
    }
  }

  private mutating func insert(_ name: String, _ column: ArticleColumn, _ rank: UInt8) {
    let packed = Array(name.utf8).withUnsafeBytes { Self.pack($0) }
    var index = packed.slot
    while slots[index].packed.length != 0 {
      // The first of two equal names stays: they are listed best first.
      if slots[index].packed == packed { return }
      index = (index + 1) & 2047
    }
    slots[index] = Slot(packed: packed, column: column, rank: rank)
  }

  func match(_ key: UnsafeRawBufferPointer) -> FieldAliases.Match? {
    guard key.count >= 1, key.count <= 24 else { return nil }
    if let found = find(Self.pack(key)) { return found }
    // Rarely a key is written with other separators than the table has: `Publish Date`.
    var plain: [UInt8] = []
    for byte in key where byte != 0x20 && byte != 0x2D && byte != 0x5F { plain.append(byte) }
    if plain.isEmpty || plain.count == key.count { return nil }
    return plain.withUnsafeBytes { find(Self.pack($0)) }
  }

  @inline(__always)
  private func find(_ packed: Packed) -> FieldAliases.Match? {
    var index = packed.slot
    while slots[index].packed.length != 0 {
      if slots[index].packed == packed {
        return FieldAliases.Match(column: slots[index].column, rank: slots[index].rank)
      }
      index = (index + 1) & 2047
    }
    return nil
  }

  @inline(__always)
  private static func pack(_ key: UnsafeRawBufferPointer) -> Packed {
    let count = key.count
    var packed = Packed()
    packed.length = count
    if count >= 8 {
      packed.low = lowered(key.loadUnaligned(as: UInt64.self))
      packed.high = lowered(key.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
      if count > 16 { packed.middle = lowered(key.loadUnaligned(fromByteOffset: 8, as: UInt64.self)) }
    } else if count >= 4 {
      let first = UInt64(key.loadUnaligned(as: UInt32.self))
      packed.low = lowered(first | UInt64(key.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)) << 32)
    } else {
      var word: UInt64 = 0
      for byte in key { word = word << 8 | UInt64(byte) }
      packed.low = lowered(word)
    }
    return packed
  }

  /// `A` to `Z` become small in all eight bytes.
  @inline(__always)
  private static func lowered(_ word: UInt64) -> UInt64 {
    let low7 = word & 0x7F7F_7F7F_7F7F_7F7F
    let fromA = low7 &+ 0x3F3F_3F3F_3F3F_3F3F
    let beyondZ = low7 &+ 0x2525_2525_2525_2525
    return word | (fromA & ~beyondZ & ~word & 0x8080_8080_8080_8080) >> 2
  }
}
