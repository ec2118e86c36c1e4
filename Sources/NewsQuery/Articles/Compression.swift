import CCompression

/// gzip, zstd and xz undone, with what an input may grow to kept in bounds.
///
///     if let form = Compression.form(of: bytes) { let text = Compression.decompressed(bytes, form) }
public enum Compression {
  /// A form of compression, known by its first bytes.
  public enum Form: Sendable {
    case gzip, zstd, xz
  }

  /// What came out, and what kept it from being all.
  public struct Result {
    public var bytes: [UInt8]
    /// Lower case, for a report; nil where everything was decoded.
    public var problem: String?
  }

  /// No input is decoded to more.
  public static let maximumLength = 8 << 30
  /// From 64 MiB on, output may be at most so many times as long as the input: news text shrinks to a tenth, not to
  /// a three-hundredth.
  public static let maximumRatio = 300
  static let ratioFloor = 64 << 20

  /// The form that the first bytes show.
  public static func form(of bytes: UnsafeRawBufferPointer) -> Form? {
    guard bytes.count >= 6 else { return nil }
    if bytes[0] == 0x1F, bytes[1] == 0x8B, bytes[2] == 8 { return .gzip }
    if bytes[0] == 0x28, bytes[1] == 0xB5, bytes[2] == 0x2F, bytes[3] == 0xFD { return .zstd }
    if bytes[0] & 0xF0 == 0x50, bytes[1] == 0x2A, bytes[2] == 0x4D, bytes[3] == 0x18 { return .zstd }
    if bytes[0] == 0xFD, bytes.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) { return .xz }
    return nil
  }

  /// Decompresses all streams of `bytes`, one after the other, up to `limit` bytes. Keeps what comes before a broken place.
  public static func decompressed(
    _ bytes: UnsafeRawBufferPointer, _ form: Form, limit: Int = maximumLength
  ) -> Result {
    switch form {
    case .gzip: run(bytes, NQ_GZIP, hasSeveral: true, limit: limit)
    case .zstd: run(bytes, NQ_ZSTD, hasSeveral: true, limit: limit)
    case .xz: run(bytes, NQ_XZ, hasSeveral: true, limit: limit)
    }
  }

  static func run(
    _ bytes: UnsafeRawBufferPointer, _ form: nq_compression, hasSeveral: Bool, limit: Int
  ) -> Result {
    var result = Result(bytes: [], problem: nil)
    guard let decoder = nq_decoder_new(form) else {
      result.problem = "no memory to decompress it"
      return result
    }
    defer { nq_decoder_free(decoder) }
    let input = bytes.bindMemory(to: UInt8.self)
    var at = 0
    var hasEnded = false
    let room = 1 << 20
    let chunk = UnsafeMutablePointer<UInt8>.allocate(capacity: room)
    defer { chunk.deallocate() }
    while true {
      var used = 0
      var made = 0
      let progress = nq_decoder_run(
        decoder, input.baseAddress.map { $0 + at }, input.count - at, &used, chunk, room, &made)
      at += used
      result.bytes.append(contentsOf: UnsafeBufferPointer(start: chunk, count: made))
      if result.bytes.count > limit || result.bytes.count > ratioFloor && result.bytes.count / maximumRatio > at {
        result.problem = "it grows to more than \(maximumRatio) times its size; what came before is kept"
        return result
      }
      switch progress {
      case NQ_END:
        hasEnded = true
        guard hasSeveral, at < input.count else { return result }
        // gzip files may be padded with NUL.
        if input[at] == 0, input[at...].allSatisfy({ $0 == 0 }) { return result }
        guard nq_decoder_restart(decoder) else { return result }
      case NQ_MORE:
        if used == 0, made == 0 {
          result.problem = "the compressed data ends too early; what came before is kept"
          return result
        }
        if at == input.count, made < room {
          // zstd says «more» where a frame came to its end exactly with the input.
          if form == NQ_ZSTD, hasEnded, used == 0 { return result }
        }
        hasEnded = false
      case NQ_TOO_LARGE:
        result.problem = "it asks for too much memory to decompress"
        return result
      default:
        result.problem =
          result.bytes.isEmpty
          ? "the compressed data is broken" : "the compressed data is broken from here on; what came before is kept"
        return result
      }
    }
  }
}
