import CBytes
import CLibrary
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

  /// So many numbers, each at most `step` more than the last.
  private static func ascending(_ count: Int, step: Int, _ random: inout SeededRandom) -> [UInt32] {
    var numbers = [UInt32(random.below(step))]
    while numbers.count < count { numbers.append(numbers[numbers.count - 1] + UInt32(1 + random.below(step))) }
    return numbers
  }

  /// Those of some starts behind which a number stands, however the gaps are cut into pieces.
  @Test
  func startsAreKept() {
    var random = SeededRandom(seed: 13)
    for _ in 0..<400 {
      let most = random.below(3) == 0 ? 1 + random.below(3) : Int(Int32.max)
      let offset = UInt32(random.below(4))
      let step = 1 + random.below(12)
      let numbers = Self.ascending(1 + random.below(200), step: step, &random)
      var starts = Self.ascending(1 + random.below(60), step: 9, &random)
      let expected = Array(starts.filter { numbers.contains($0 + offset) }.prefix(most))

      var gaps = zip(numbers, [0] + numbers).map { $0 - $1 }
      gaps += (0..<8).map { _ in UInt32(random.below(9)) }
      let kept = starts.withUnsafeMutableBufferPointer { starts in
        var keeping = nb_keeping(
          starts: starts.baseAddress!, count: Int32(starts.count), most: Int32(most), offset: offset, candidate: 0,
          kept: 0, position: 0)
        var done = 0
        while done < numbers.count {
          let some = min(1 + random.below(40), numbers.count - done)
          let isOver = gaps.withUnsafeBufferPointer { nb_keep(&keeping, $0.baseAddress! + done, Int32(some)) != 0 }
          if isOver { break }
          done += some
        }
        return Int(keeping.kept)
      }
      #expect(Array(starts.prefix(kept)) == expected)
    }
  }

  @Test
  func articlesAreMarked() {
    var random = SeededRandom(seed: 14)
    for count in 0..<140 {
      var numbers = (0..<count).map { _ in UInt32(1000 + random.below(4096)) }
      numbers = Array(Set(numbers)).sorted()
      var words = [UInt64](repeating: 0, count: nb_mark_words)
      nb_mark(numbers, Int32(numbers.count), 1000, &words)
      let marked = (0..<4096).filter { words[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
      #expect(marked == numbers.map { Int($0) - 1000 })
    }
  }

  /// Near and far from each other, with gaps and without.
  @Test
  func whatListsHaveInCommon() {
    var random = SeededRandom(seed: 15)
    for _ in 0..<600 {
      func list() -> [UInt32] {
        let step = [1, 1, 2, 5, 60, 400][random.below(6)]
        var number = UInt32(random.below(300))
        return (0..<random.below(129)).map { _ in
          number += UInt32(1 + random.below(step))
          return number
        }
      }
      let (left, right) = (list(), list())
      var (leftPlaces, rightPlaces) = ([UInt8](repeating: 0, count: 129), [UInt8](repeating: 0, count: 129))
      let count = nb_common(left, Int32(left.count), right, Int32(right.count), &leftPlaces, &rightPlaces)
      let expected = left.filter(Set(right).contains)
      #expect(leftPlaces.prefix(Int(count)).map { left[Int($0)] } == expected)
      #expect(rightPlaces.prefix(Int(count)).map { right[Int($0)] } == expected)
    }
  }

  /// A number of one list stands so far from one of the other, before it or behind.
  @Test
  func listsMeet() {
    var random = SeededRandom(seed: 16)
    var metCount = 0
    for _ in 0..<800 {
      let left = Self.ascending(1 + random.below(20), step: 60, &random)
      let right = Self.ascending(1 + random.below(random.below(2) == 0 ? 6 : 128), step: 60, &random)
      let distance = random.below(7) - 3
      func gaps(_ numbers: [UInt32]) -> [UInt32] {
        zip(numbers, [0] + numbers).map { $0 - $1 } + (0..<8).map { _ in UInt32(random.below(9)) }
      }
      let isMet = left.contains { right.contains(UInt32(truncatingIfNeeded: Int($0) + distance)) }
      metCount += isMet ? 1 : 0
      let found = nb_meet(
        gaps(left), Int32(left.count), gaps(right), Int32(right.count), UInt32(truncatingIfNeeded: distance))
      #expect((found != 0) == isMet)
      let more = 1 + random.below(6)
      let distances = distance...distance + more
      let areNear = left.contains { one in right.contains { distances.contains(Int($0) - Int(one)) } }
      let mayMeet = nb_may_meet(
        gaps(left), Int32(left.count), gaps(right), Int32(right.count), UInt32(truncatingIfNeeded: distance),
        UInt32(more))
      #expect((mayMeet != 0) == areNear || mayMeet != 0 && right[0] < UInt32(more))
    }
    #expect(metCount > 100 && metCount < 700)
  }
}
