/// One of the two places at the beginning of an archive file that say where its manifest is. A writer writes the older one,
/// so that the other one is whole whenever the writer is stopped.
///
///     generation u64 · manifest: offset u64, size u64, checksum u64 · checksum of these u64
struct ArchiveSlot {
  static let size = 40
  static let places = [4096, 8192]

  var generation: UInt64
  var offset: Int
  var count: Int
  var checksum: UInt64

  /// Where it is written: never over the one before it.
  var place: Int { ArchiveSlot.places[Int(generation & 1)] }

  var bytes: ByteBuffer {
    var bytes = ByteBuffer()
    bytes.append(value: generation)
    bytes.append(value: UInt64(offset))
    bytes.append(value: UInt64(count))
    bytes.append(value: checksum)
    bytes.append(value: Checksum.of(bytes.bytes))
    return bytes
  }

  init(generation: UInt64, offset: Int, manifest: UnsafeRawBufferPointer) {
    self.generation = generation
    self.offset = offset
    count = manifest.count
    checksum = Checksum.of(manifest)
  }

  /// Nil if the bytes are not a slot.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= ArchiveSlot.size else { return nil }
    func word(_ place: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self) }
    guard word(4) == Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[..<32])), word(0) > 0 else { return nil }
    generation = word(0)
    offset = Int(clamping: word(1))
    count = Int(clamping: word(2))
    checksum = word(3)
  }
}
