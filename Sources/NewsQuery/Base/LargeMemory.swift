import CLibrary

/// Memory by the megabyte: zeroed, and on large pages if the system has them, since tables and buffers that are
/// written here and there otherwise spend their time on addresses, not on bytes.
enum LargeMemory {
  /// From this size on it pays.
  static let least = 2 << 20
  private static let pageSize = 2 << 20

  static func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer {
    let size = rounded(byteCount)
    // Twice the alignment less a page is asked for, and what lies outside given back.
    let protection = PROT_READ | PROT_WRITE
    guard let start = mmap(nil, size + pageSize, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
      start != MAP_FAILED
    else { fatalError("out of memory") }
    let before = (pageSize - Int(bitPattern: start) % pageSize) % pageSize
    if before > 0 { munmap(start, before) }
    if pageSize - before > 0 { munmap(start + before + size, pageSize - before) }
    Platform.useLargePages(start + before, size)
    return start + before
  }

  static func free(_ start: UnsafeMutableRawPointer, _ byteCount: Int) { munmap(start, rounded(byteCount)) }

  /// Before anything is written: on small pages after all.
  static func useSmallPages(_ start: UnsafeMutableRawPointer, _ byteCount: Int) {
    Platform.useSmallPages(start, rounded(byteCount))
  }

  /// Releases the memory after the first bytes, in whole small pages. Returns how many bytes are left.
  static func shrink(_ start: UnsafeMutableRawPointer, _ byteCount: Int, to kept: Int) -> Int {
    let size = max(4096, rounded(kept))
    guard size < rounded(byteCount) else { return byteCount }
    munmap(start + size, rounded(byteCount) - size)
    return size
  }

  /// Whole small pages: the end of a buffer is not worth a large one.
  private static func rounded(_ byteCount: Int) -> Int { (byteCount + 4095) / 4096 * 4096 }
}
