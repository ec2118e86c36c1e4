import CCompression

/// A file within a zip file, compressed as it is written.
///
///     var member = try ZipMember("xl/workbook.xml")
///     member.write(bytes)
///     ZipMember.file([member])
struct ZipMember {
  let name: String
  private var stream: Stream?
  private var packed: [UInt8] = []
  private var pending: [UInt8] = []
  private var checksum: UInt32 = 0
  private var size = 0

  /// What zip files without the extension for large ones can hold.
  static let maxSize = Int(UInt32.max)

  private final class Stream {
    let handle: OpaquePointer

    init?() {
      guard let made = nq_deflater_new() else { return nil }
      handle = made
    }

    deinit { nq_deflater_free(handle) }
  }

  init(_ name: String) throws(WorldError) {
    self.name = name
    guard let made = Stream() else { throw WorldError(path: name, reason: "no memory to compress it") }
    stream = made
  }

  /// A member that is there already as a whole.
  init(_ name: String, _ text: String) throws(WorldError) {
    try self.init(name)
    try write(Array(text.utf8))
    try finish()
  }

  var packedSize: Int { packed.count }

  mutating func write(_ bytes: [UInt8]) throws(WorldError) {
    pending.append(contentsOf: bytes)
    if pending.count >= 1 << 16 { try compress(isLast: false) }
  }

  /// Ends the member.
  mutating func finish() throws(WorldError) {
    try compress(isLast: true)
    stream = nil
  }

  private mutating func compress(isLast: Bool) throws(WorldError) {
    guard let stream else { return }
    var room = [UInt8](repeating: 0, count: 1 << 16)
    size += pending.count
    var rest = pending[...]
    checksum = pending.withUnsafeBufferPointer { nq_crc32(checksum, $0.baseAddress, $0.count) }
    while true {
      var (taken, made) = (0, 0)
      let progress = rest.withUnsafeBufferPointer { input in
        room.withUnsafeMutableBufferPointer { output in
          nq_deflater_run(
            stream.handle, input.baseAddress, input.count, &taken, output.baseAddress, output.count, &made, isLast)
        }
      }
      packed.append(contentsOf: room[..<made])
      rest = rest.dropFirst(taken)
      if progress == NQ_BROKEN { throw WorldError(path: name, reason: "zlib cannot compress it") }
      if progress == NQ_END || !isLast && rest.isEmpty && made < room.count { break }
    }
    pending.removeAll(keepingCapacity: true)
    if size > ZipMember.maxSize { throw WorldError(path: name, reason: "grows beyond 4 GiB, the limit of such a file") }
  }

  // MARK: - The file

  /// The zip file of finished members. Its bytes depend on nothing else: every member is dated 1980-01-01.
  static func file(_ members: [ZipMember]) throws(WorldError) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    func add(_ value: Int, _ count: Int, to bytes: inout [UInt8]) {
      for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
    }
    for member in members {
      let start = file.count
      let name = Array(member.name.utf8)
      // Version 2.0, names in UTF-8, deflate, midnight, 1980-01-01.
      func addFacts(to bytes: inout [UInt8]) {
        for value in [20, 0x0800, 8, 0, 0x21] { add(value, 2, to: &bytes) }
        for value in [Int(member.checksum), member.packed.count, member.size] { add(value, 4, to: &bytes) }
        add(name.count, 2, to: &bytes)
        add(0, 2, to: &bytes)
      }
      add(0x0403_4B50, 4, to: &file)
      addFacts(to: &file)
      file += name
      file += member.packed
      add(0x0201_4B50, 4, to: &directory)
      add(20, 2, to: &directory)
      addFacts(to: &directory)
      // No comment, one disk, no attributes.
      add(0, 10, to: &directory)
      add(start, 4, to: &directory)
      directory += name
    }
    guard file.count + directory.count < maxSize, members.count < 0xFFFF else {
      throw WorldError(path: "xlsx", reason: "grows beyond 4 GiB, the limit of such a file")
    }
    let start = file.count
    file += directory
    add(0x0605_4B50, 4, to: &file)
    add(0, 4, to: &file)
    for _ in 0..<2 { add(members.count, 2, to: &file) }
    add(directory.count, 4, to: &file)
    add(start, 4, to: &file)
    add(0, 2, to: &file)
    return file
  }
}
