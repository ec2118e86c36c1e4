/// What an archive is made of: named sections of bytes. In memory each has its own allocation, in an archive file they lie
/// one after the other; whoever reads them cannot tell.
///
/// Every section begins at a multiple of eight bytes and has eight readable bytes after its end.
final class Image: @unchecked Sendable {
  // INVARIANT: sections are added by one thread, before others see the image.
  struct Section {
    var name: String
    var bytes: UnsafeRawBufferPointer
  }

  // Written only before the image is shared.
  private(set) var sections: [Section] = []
  private var places: [String: Int] = [:]
  private var releases: [() -> Void] = []
  /// The text of an archive in memory, in pieces of whole articles one after the other: nothing is gained by copying them
  /// together.
  private(set) var textPieces: [UnsafeRawBufferPointer] = []

  /// Checks what is read where the image lies in a file; nil in memory.
  var blockGuard: BlockGuard?

  /// The file that the image lies in, and where; nil in memory.
  var stored: (file: InputBytes, range: Range<Int>)?

  init() {}

  deinit {
    for release in releases { release() }
  }

  /// Takes over a buffer as a section.
  func add(_ name: String, _ buffer: consuming ByteBuffer) {
    let (bytes, release) = buffer.take()
    releases.append(release)
    add(name, borrowed: bytes)
  }

  /// Takes over a buffer as the next piece of the text.
  func addText(_ buffer: consuming ByteBuffer) {
    let (bytes, release) = buffer.take()
    releases.append(release)
    textPieces.append(bytes)
  }

  /// Takes over all sections of another image.
  func add(_ other: consuming Image) {
    textPieces += other.textPieces
    for section in other.sections { add(section.name, borrowed: section.bytes) }
    releases += other.releases
    other.releases = []
  }

  /// A section whose memory someone else keeps.
  func add(_ name: String, borrowed bytes: UnsafeRawBufferPointer) {
    precondition(places[name] == nil, "two sections named \(name)")
    places[name] = sections.count
    sections.append(Section(name: name, bytes: bytes))
  }

  /// Called when nobody reads the image any more.
  func onRelease(_ body: @escaping () -> Void) { releases.append(body) }

  /// The bytes of a section; empty where there is none.
  subscript(name: String) -> UnsafeRawBufferPointer {
    places[name].map { sections[$0].bytes } ?? UnsafeRawBufferPointer(start: nil, count: 0)
  }

  /// To be called before bytes of a section are read for the first time.
  @inline(__always)
  func check(_ start: UnsafeRawPointer, _ count: Int) {
    if let blockGuard { blockGuard.check(start, count) }
  }

  func check(_ bytes: UnsafeRawBufferPointer) {
    if let base = bytes.baseAddress { check(base, bytes.count) }
  }

  /// What is read makes no sense, although its checksum is right. Does not come back.
  func refuse() -> Never { HeldGuard(blockGuard).refuse() }

  func has(_ name: String) -> Bool { places[name] != nil }

  /// A section as an array of values.
  func array<T: BitwiseCopyable>(_ name: String, of type: T.Type) -> UnsafeBufferPointer<T> {
    let bytes = self[name]
    guard let base = bytes.baseAddress else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(start: base.assumingMemoryBound(to: type), count: bytes.count / MemoryLayout<T>.stride)
  }
}
