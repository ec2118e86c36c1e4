import CLibrary
import NewsQuery

/// Where rows go unless a query writes them to a file.
enum StandardOutput {
  /// `finish` throws `ClosedPipe` where nobody reads any more, a `WorldError` where writing failed.
  static func sink() -> ByteSink {
    ByteSink(isInterrupted: { Signals.isInterrupted }) { bytes in try write(bytes) }
  }

  static func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = CLibrary.write(STDOUT_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EPIPE { throw ClosedPipe() }
        throw WorldError(path: "standard output", reason: World.reason(errno))
      }
      rest = rest.dropFirst(count)
    }
  }
}

/// Nobody reads any more: a quiet end.
struct ClosedPipe: Error {}
