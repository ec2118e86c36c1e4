import CBytes
import Glibc
import Testing

@testable import NewsQuery

/// Numbers come out of groups as they went in.
@Suite struct PackedGroupsTests {
  /// Numbers of all sizes: most of one width, some of another.
  static func numbers(_ count: Int, _ random: inout SeededRandom) -> [UInt32] {
    let widths = [random.below(33), random.below(33)]
    let share = random.below(20)
    let isSpread = random.below(2) == 0
    return (0..<count).map { _ in
      // As gaps are: many small, few large.
      if isSpread { return UInt32(Double(widths[0] * widths[1]) * -log(Double.random(in: 0.001..<1, using: &random))) }
      let width = widths[random.below(20) < share ? 1 : 0]
      return width == 0
        ? 0 : UInt32(truncatingIfNeeded: UInt64.random(in: 0...UInt64.max, using: &random)) >> (32 - width)
    }
  }

  @Test
  func comeOutAsTheyWentIn() {
    var random = SeededRandom(seed: 11)
    for round in 0..<600 {
      let numbers = Self.numbers(round % 5 == 0 ? 128 * (round % 4) : random.below(400), &random)
      var bytes = ByteBuffer()
      var starts: [UInt32] = []
      let isTight = round % 2 == 0
      numbers.withUnsafeBufferPointer {
        PackedGroups.append($0, isTight: isTight, to: &bytes) { starts.append($0) }
      }
      let size = bytes.count
      // What follows must not matter.
      bytes.append(value: UInt64.max)
      bytes.append(value: UInt64.max)
      let list = UnsafeRawPointer(bytes.start)
      #expect(PackedGroups.byteCount(at: list, count: numbers.count) == size)
      #expect(starts.count == PackedGroups.groupCount(of: numbers.count))
      var found: [UInt32] = []
      let data = list + starts.count * PackedGroups.headerSize
      for group in starts.indices {
        #expect(PackedGroups.byteCount(at: list, from: 0, to: group) == Int(starts[group]))
        let count = PackedGroups.count(ofGroup: group, of: numbers.count)
        let header = PackedGroups.header(of: group, at: list)
        found += [UInt32](unsafeUninitializedCapacity: 128) { room, written in
          PackedGroups.read(data + Int(starts[group]), header, count: count, into: room.baseAddress!)
          written = count
        }
      }
      #expect(found == numbers)
    }
  }

  @Test
  func gapsLeadToNumbers() {
    var random = SeededRandom(seed: 12)
    for _ in 0..<50 {
      var gaps = (0..<128).map { _ in UInt32(random.below(1000)) }
      var last = UInt32.max
      let expected = gaps.map { gap in
        last = last &+ gap &+ 1
        return last
      }
      nb_ascend(&gaps, UInt32.max)
      #expect(gaps == expected)
      for from in stride(from: 0, to: 128, by: 7) {
        let count = from + random.below(129 - from)
        let target = UInt32(random.below(Int(last) + 20))
        let place = (from..<count).first { gaps[$0] >= target } ?? count
        #expect(Int(nb_find(gaps, Int32(from), Int32(count), target)) == place)
      }
    }
  }
}
