import CLibrary

/// Names of files as text, though a file system allows any bytes: `FileName.text(of: bytes)` and back, without loss.
///
/// A byte that is not a part of valid UTF-8 becomes a private character, U+10FF00 plus the byte. Whatever opens, lists or renames
/// files goes through this type and gets the bytes back; whatever shows a name shows `shown(_:)`: `caf\xE9.jsonl`.
public enum FileName {
  private static let base: UInt32 = 0x10_FF00

  /// The text of a name or path.
  public static func text(of bytes: some Collection<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self), !hasBytes(text) { return text }
    var scalars = String.UnicodeScalarView()
    var rest = Array(bytes)[...]
    while let first = rest.first {
      let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      if rest.count >= length, let text = String(validating: rest.prefix(length), as: UTF8.self),
        let scalar = text.unicodeScalars.first, !isByte(scalar)
      {
        scalars.append(scalar)
        rest = rest.dropFirst(length)
      } else {
        if let scalar = Unicode.Scalar(base + UInt32(first)) { scalars.append(scalar) }
        rest = rest.dropFirst()
      }
    }
    return String(scalars)
  }

  /// The text of a name or path that C gave.
  public static func text(of name: UnsafePointer<CChar>) -> String {
    text(of: UnsafeRawBufferPointer(start: name, count: strlen(name)))
  }

  /// The bytes that the file system knows the name by.
  public static func bytes(of name: String) -> [UInt8] {
    guard hasBytes(name) else { return Array(name.utf8) }
    var bytes: [UInt8] = []
    for scalar in name.unicodeScalars {
      if isByte(scalar) {
        bytes.append(UInt8(scalar.value & 0xFF))
      } else {
        bytes.append(contentsOf: UTF8.encode(scalar)!)
      }
    }
    return bytes
  }

  /// True if `text` stands for bytes that are not UTF-8.
  public static func hasBytes(_ text: String) -> Bool {
    // The characters begin with these bytes; nearly no text has them.
    text.utf8.contains(0xF4) && text.unicodeScalars.contains(where: isByte)
  }

  /// The name as it may be shown and kept: bytes that are not UTF-8 as `\xE9`.
  public static func shown(_ name: String) -> String {
    guard hasBytes(name) else { return name }
    var text = ""
    for scalar in name.unicodeScalars {
      if isByte(scalar) {
        let hex = String(scalar.value & 0xFF, radix: 16, uppercase: true)
        text += "\\x" + (hex.utf8.count == 1 ? "0" : "") + hex
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static func isByte(_ scalar: Unicode.Scalar) -> Bool { (base + 0x80...base + 0xFF).contains(scalar.value) }

  // MARK: - The system's calls

  /// Calls `body` with the name as C takes it.
  public static func withCString<R>(_ name: String, _ body: (UnsafePointer<CChar>) -> R) -> R {
    guard hasBytes(name) else { return name.withCString(body) }
    return (bytes(of: name) + [0]).withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { body($0.baseAddress!) }
    }
  }

  @discardableResult
  public static func open(_ path: String, _ flags: Int32, _ mode: mode_t = 0) -> Int32 {
    withCString(path) { CLibrary.open($0, flags, mode) }
  }

  public static func read(_ status: inout stat, of path: String) -> Int32 {
    withCString(path) { stat($0, &status) }
  }

  static func rename(_ old: String, _ new: String) -> Int32 {
    withCString(old) { old in withCString(new) { CLibrary.rename(old, $0) } }
  }

  @discardableResult
  static func unlink(_ path: String) -> Int32 { withCString(path) { CLibrary.unlink($0) } }

  /// Where a symbolic link leads; nil if `path` is not one.
  static func readLink(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = withCString(path) { readlink($0, &buffer, buffer.count) }
    return count > 0 ? text(of: buffer[..<count].map { UInt8(bitPattern: $0) }) : nil
  }

  /// The names in a folder in no order, without `.` and `..`; nil if it cannot be read.
  public static func names(in folder: String) -> [String]? {
    guard let entries = withCString(folder, { opendir($0) }) else { return nil }
    defer { closedir(entries) }
    var names: [String] = []
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in text(of: bytes.prefix { $0 != 0 }) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}

/// Which file a path leads to: two paths with the same identity are the same file.
public struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let number: UInt64

  /// Nil if there is no such file.
  public init?(_ path: String) {
    var status = stat()
    guard FileName.read(&status, of: path) == 0 else { return nil }
    self.init(status)
  }

  /// Nil if the descriptor is not open.
  public init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  public init(_ status: stat) {
    device = UInt64(status.st_dev)
    number = UInt64(status.st_ino)
  }
}
