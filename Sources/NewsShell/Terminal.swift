import CLibrary

/// The terminal itself: its size, whether it can be drawn on, and bytes to it.
enum Terminal {
  /// Columns and rows of the terminal behind `descriptor`; `COLUMNS` and `LINES`, or 80 by 24, where it does not say.
  static func size(of descriptor: Int32 = STDOUT_FILENO) -> (columns: Int, rows: Int) {
    var window = winsize()
    let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0
    let columns = isKnown ? Int(window.ws_col) : 0
    let rows = isKnown ? Int(window.ws_row) : 0
    return (
      columns > 0 ? columns : Environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } ?? 80,
      rows > 0 ? rows : Environment["LINES"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } ?? 24
    )
  }

  /// Whether a person sits behind `descriptor`.
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) != 0 }

  /// Whether the terminal can move its cursor: editing, progress and pagers need it.
  static var placesCursor: Bool {
    guard let name = Environment["TERM"] else { return false }
    return name != "dumb" && name != "unknown"
  }

  /// Writes `text`; false where nobody reads any more, which is no error at a terminal.
  @discardableResult
  static func write(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
  }

  /// Writes all of `bytes`, however many calls it takes.
  @discardableResult
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = CLibrary.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        // Someone made the terminal non-blocking; wait rather than spin.
        var slot = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&slot, 1, 1_000)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }
}

/// The environment, where a variable that is empty counts as not set.
enum Environment {
  static subscript(name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }
}
