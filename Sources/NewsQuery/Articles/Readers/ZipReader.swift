import CCompression

/// A zip file: its members one after the other, as a folder's files.
public struct ZipReader: Reader {
  public static let formatName = "zip"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    start.starts(with: [0x50, 0x4B, 0x03, 0x04]) || start.starts(with: [0x50, 0x4B, 0x05, 0x06]) ? 100 : 0
  }

  /// Members may hold zip files of their own, so deep.
  private static let maximumDepth = 3

  public static func read(
    _ bytes: UnsafeRawBufferPointer, fileName: String?, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let depth = fileName?.utf8.count { $0 == 0x01 } ?? 0
    let whole = RecordPlace(record: 1, bytes: 0..<bytes.count)
    guard depth < maximumDepth else {
      report(.skipped("a zip within a zip within a zip", at: whole))
      return
    }
    let archive = ZipArchive(bytes)
    if let problem = archive.problem { report(InputProblem(place: whole, message: problem, isRecordSkipped: false)) }
    var total = 0
    let overlapping = archive.overlapping
    for (index, member) in archive.members.enumerated() {
      if member.isFolder { continue }
      var place = RecordPlace(record: 1, bytes: member.data)
      place.member = member.name
      if overlapping.contains(index) {
        report(.skipped("it lies over another member, as in a zip bomb", at: place))
        continue
      }
      if member.isEncrypted {
        report(.skipped("the member is encrypted", at: place))
        continue
      }
      let stored = UnsafeRawBufferPointer(rebasing: bytes[member.data])
      let result: Compression.Result
      switch member.method {
      case 0: result = Compression.Result(bytes: Array(stored), problem: nil)
      case 8: result = Compression.run(stored, NQ_DEFLATE, hasSeveral: false, limit: Compression.maximumLength - total)
      case 93: result = Compression.run(stored, NQ_ZSTD, hasSeveral: true, limit: Compression.maximumLength - total)
      case 95: result = Compression.run(stored, NQ_XZ, hasSeveral: true, limit: Compression.maximumLength - total)
      default:
        report(.skipped("compressed by method \(member.method), which is not read", at: place))
        continue
      }
      total += result.bytes.count
      if let problem = result.problem {
        report(InputProblem(place: place, message: problem, isRecordSkipped: result.bytes.isEmpty))
      }
      if total > Compression.maximumLength { return }
      try Member.read(result.bytes, name: member.name, depth: depth + 1, report: report, emit: emit)
    }
  }
}

/// Where the members of a zip file lie: by its directory, or, where that is cut off, by the members' own heads.
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
      // Where the size stands behind the data, the last member takes what is left.
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
