import CCompression

/// The members of a zip file, found by its directory, or by the members' own heads if the directory is cut off.
struct ZipArchive {
  struct Member {
    var name: String
    var method: Int
    var data: Range<Int>
    var isEncrypted: Bool
    var isFolder: Bool
  }

  private(set) var members: [Member] = []
  private(set) var problem: String?
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    if !readDirectory() {
      members = []
      problem = "the zip file ends too early; members before that are read"
      readHeads()
    }
  }

  /// Whether the bytes begin as a zip file does.
  static func isZip(_ start: UnsafeRawBufferPointer) -> Bool {
    start.starts(with: [0x50, 0x4B, 0x03, 0x04]) || start.starts(with: [0x50, 0x4B, 0x05, 0x06])
  }

  /// The place of the first member of this name; nil if there is none. Some programs write backslashes between folders.
  func index(of name: String) -> Int? {
    members.firstIndex { $0.name == name } ?? members.firstIndex { $0.name.replacing("\\", with: "/") == name }
  }

  /// The bytes of a member, taken from the budget. A member that cannot be read has a problem and no bytes.
  func content(of member: Member, budget: UnpackBudget) -> Compression.Result {
    func unread(_ problem: String) -> Compression.Result { Compression.Result(bytes: [], problem: problem) }
    if member.isEncrypted { return unread("the member is encrypted") }
    let stored = UnsafeRawBufferPointer(rebasing: bytes[member.data])
    let limit = budget.remaining
    let result: Compression.Result
    switch member.method {
    case 0:
      guard stored.count <= limit else { return unread("the members grow too large; this one is not read") }
      result = Compression.Result(bytes: Array(stored), problem: nil)
    case 8: result = Compression.run(stored, NQ_DEFLATE, hasSeveral: false, limit: limit)
    case 93: result = Compression.run(stored, NQ_ZSTD, hasSeveral: true, limit: limit)
    case 95: result = Compression.run(stored, NQ_XZ, hasSeveral: true, limit: limit)
    default: return unread("compressed by method \(member.method), which is not read")
    }
    _ = budget.take(result.bytes.count)
    return result
  }

  /// Members whose data lie within those of a member that begins before them; of several that begin at one place, all but
  /// the first.
  var overlapping: Set<Int> {
    var found: Set<Int> = []
    var end = 0
    for index in members.indices.sorted(by: { members[$0].data.lowerBound < members[$1].data.lowerBound }) {
      let data = members[index].data
      if data.isEmpty { continue }
      if data.lowerBound < end { found.insert(index) } else { end = data.upperBound }
    }
    return found
  }

  private func number(_ at: Int, _ count: Int) -> Int {
    var value = 0
    for index in 0..<count { value |= Int(bytes[at + index]) << (8 * index) }
    return value
  }

  private mutating func readDirectory() -> Bool {
    guard bytes.count >= 22 else { return false }
    var end = bytes.count - 22
    let lowest = max(0, bytes.count - 22 - 65_535)
    while end >= lowest, !(bytes[end] == 0x50 && number(end, 4) == 0x0605_4B50) { end -= 1 }
    guard end >= lowest else { return false }
    var count = number(end + 10, 2)
    var at = number(end + 16, 4)
    // Zip64 keeps its own record before this one.
    if count == 0xFFFF || at == 0xFFFF_FFFF, end >= 20, number(end - 20, 4) == 0x0706_4B50 {
      guard bytes[end - 20 + 15] < 0x40 else { return false }
      let record = number(end - 20 + 8, 8)
      guard record >= 0, record <= bytes.count - 56, number(record, 4) == 0x0606_4B50, bytes[record + 39] < 0x40,
        bytes[record + 55] < 0x40
      else { return false }
      count = number(record + 32, 8)
      at = number(record + 48, 8)
    }
    for _ in 0..<min(count, bytes.count / 46) {
      guard at >= 0, at <= bytes.count - 46, number(at, 4) == 0x0201_4B50 else { return false }
      let flags = number(at + 8, 2)
      let nameLength = number(at + 28, 2)
      let extraLength = number(at + 30, 2)
      guard at + 46 + nameLength + extraLength <= bytes.count else { return false }
      var size = number(at + 20, 4)
      var local = number(at + 42, 4)
      let name = ByteSearch.string(bytes, at + 46..<at + 46 + nameLength)
      readZip64(at + 46 + nameLength, extraLength, isWhole: number(at + 24, 4) == 0xFFFF_FFFF, &size, &local)
      if local >= 0, local <= bytes.count - 30, number(local, 4) == 0x0403_4B50 {
        let start = local + 30 + number(local + 26, 2) + number(local + 28, 2)
        if size >= 0, start <= bytes.count, size <= bytes.count - start {
          members.append(
            Member(
              name: name, method: number(at + 10, 2), data: start..<start + size, isEncrypted: flags & 1 == 1,
              isFolder: name.hasSuffix("/")))
        } else {
          problem = "a member of the zip file lies outside of it"
        }
      }
      at += 46 + nameLength + extraLength + number(at + 32, 2)
    }
    return true
  }

  private func readZip64(_ start: Int, _ length: Int, isWhole: Bool, _ size: inout Int, _ local: inout Int) {
    guard size == 0xFFFF_FFFF || local == 0xFFFF_FFFF else { return }
    var at = start
    while at + 4 <= start + length {
      let id = number(at, 2)
      let count = number(at + 2, 2)
      if id == 1 {
        var field = at + 4 + (isWhole ? 8 : 0)
        let end = min(at + 4 + count, start + length)
        if size == 0xFFFF_FFFF, field + 8 <= end, bytes[field + 7] < 0x40 {
          size = number(field, 8)
          field += 8
        }
        if local == 0xFFFF_FFFF, field + 8 <= end, bytes[field + 7] < 0x40 { local = number(field, 8) }
        return
      }
      at += 4 + count
    }
  }

  private mutating func readHeads() {
    var at = 0
    while at + 30 <= bytes.count, number(at, 4) == 0x0403_4B50 {
      let flags = number(at + 6, 2)
      let size = number(at + 18, 4)
      let nameLength = number(at + 26, 2)
      let start = at + 30 + nameLength + number(at + 28, 2)
      guard start <= bytes.count else { return }
      let name = ByteSearch.string(bytes, at + 30..<at + 30 + nameLength)
      // If the size comes after the data, the last member takes what is left.
      let isUnknown = flags & 8 != 0 && size == 0
      let end = isUnknown ? bytes.count : min(start + size, bytes.count)
      members.append(
        Member(
          name: name, method: number(at + 8, 2), data: start..<end, isEncrypted: flags & 1 == 1,
          isFolder: name.hasSuffix("/")))
      if isUnknown { return }
      at = end
    }
  }
}
