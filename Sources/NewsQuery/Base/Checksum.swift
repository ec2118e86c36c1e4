/// A 64-bit checksum of bytes, at memory speed: four lanes of folded multiplication over eight bytes each. It guards
/// against broken disks and cut files, not against an adversary.
enum Checksum {
  private static let odd: (UInt64, UInt64, UInt64, UInt64) = (
    0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB, 0x8EBC_6AF0_9C88_C6E3, 0x5899_65CC_7537_4CC3
  )

  @inline(__always)
  private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    var first = seed ^ odd.0
    var second = seed &+ odd.1
    var third = seed ^ odd.2
    var fourth = seed &+ odd.3
    guard let base = bytes.baseAddress else { return mix(first, odd.1) }
    var index = 0
    let count = bytes.count
    // A lane is never multiplied by zero alone: what was read is mixed in by exclusive or with a constant on the way.
    while index &+ 32 <= count {
      let p = base + index
      first = mix(first ^ p.loadUnaligned(as: UInt64.self), odd.1) &+ first
      second = mix(second ^ p.loadUnaligned(fromByteOffset: 8, as: UInt64.self), odd.2) &+ second
      third = mix(third ^ p.loadUnaligned(fromByteOffset: 16, as: UInt64.self), odd.3) &+ third
      fourth = mix(fourth ^ p.loadUnaligned(fromByteOffset: 24, as: UInt64.self), odd.0) &+ fourth
      index &+= 32
    }
    var hash = mix(first ^ second.byteSwapped, odd.2) ^ mix(third ^ fourth.byteSwapped, odd.3) ^ UInt64(count)
    while index &+ 8 <= count {
      hash = mix(hash ^ (base + index).loadUnaligned(as: UInt64.self), odd.1) &+ hash
      index &+= 8
    }
    var rest: UInt64 = 0
    while index < count {
      rest = rest << 8 | UInt64(base.load(fromByteOffset: index, as: UInt8.self))
      index &+= 1
    }
    return mix(hash ^ rest, odd.2) ^ mix(hash, odd.3)
  }
}
