import Testing

@testable import NewsQuery

@Suite struct UTF8RepairTests {
  /// The length of the longest prefix that the library takes for UTF-8, without a character that is cut.
  private func validCount(_ bytes: [UInt8]) -> Int {
    var count = 0
    while count < bytes.count {
      let length = (1...4).first { length in
        count + length <= bytes.count && String(validating: bytes[count..<count + length], as: UTF8.self) != nil
      }
      guard let length else { return count }
      count += length
    }
    return count
  }

  /// A piece at every distance from the steps of eight and sixty-four bytes that ASCII is read in.
  @Test(
    arguments: [
      [0x61], [0xC3, 0xA9], [0xE5, 0x8C, 0x97], [0xF0, 0x9F, 0x98, 0x80], [0x80], [0xC3], [0xC0, 0xAF],
      [0xED, 0xA0, 0x80],
      [0xE0, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0xE5, 0x8C, 0x97, 0xE4, 0xBA, 0xAC, 0xFF],
    ] as [[UInt8]])
  func validCountIsThatOfTheLibrary(piece: [UInt8]) {
    for before in 0..<80 {
      for after in [0, 1, 7, 63, 130] {
        let bytes = [UInt8](repeating: 0x78, count: before) + piece + [UInt8](repeating: 0x79, count: after)
        #expect(bytes.withUnsafeBytes { UTF8Repair.validCount($0) } == validCount(bytes))
      }
    }
  }
}
