import CLibrary
import NewsQuery

/// The time zones that this machine knows: the files below `/usr/share/zoneinfo`, or below `$TZDIR`.
enum TimeZoneFiles {
  static var folder: String { Environment["TZDIR"] ?? "/usr/share/zoneinfo" }
  private static let maxSize = 1 << 20

  /// The zone of that name. Throws `UsageMistake` with the nearest name if there is none.
  static func zone(_ name: String, in folder: String = folder) throws -> ZoneRules {
    if name == "UTC" { return .utc }
    guard access(folder, F_OK) == 0 else {
      throw UsageMistake(
        "--time-zone reads \(folder), which is not there; it is in the package tzdata, and UTC needs no file")
    }
    let isPlain = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || [0x2B, 0x2D, 0x2F, 0x5F].contains(byte)
    }
    guard isPlain, !name.isEmpty, !name.hasPrefix("/"),
      let bytes = try? World.readFile(name, in: folder, limit: maxSize), bytes.starts(with: Array("TZif".utf8))
    else {
      let nearest = nearest(to: name, in: folder).map { "; did you mean `\($0)`?" } ?? ", as Europe/Paris is one"
      throw UsageMistake("--time-zone: there is no zone `\(name)`\(nearest)")
    }
    guard let zone = ZoneRules(name, bytes: bytes) else {
      throw WorldError(
        path: "\(folder)/\(name)", reason: "is no file of a time zone of version 2 or later", isDamage: true)
    }
    return zone
  }

  /// The name that is meant, in other letter case or by its city alone, or else the nearest.
  private static func nearest(to name: String, in folder: String) -> String? {
    let names = names(in: folder, prefix: "", depth: 0).sorted()
    let lowered = name.lowercased().split(separator: " ").joined(separator: "_")
    if let same = names.first(where: { $0.lowercased() == lowered }) { return same }
    if let city = names.first(where: { $0.lowercased().hasSuffix("/" + lowered) }) { return city }
    return Spelling.nearest(to: name, among: names)
  }

  private static func names(in folder: String, prefix: String, depth: Int) -> [String] {
    guard depth < 3, let entries = opendir(folder) else { return [] }
    defer { closedir(entries) }
    var names: [String] = []
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      // Zones begin with a capital; `posix` and `right` have the same ones again.
      guard let first = name.utf8.first, (0x41...0x5A).contains(first) else { continue }
      let below = Self.names(in: "\(folder)/\(name)", prefix: "\(prefix)\(name)/", depth: depth + 1)
      names += below.isEmpty ? [prefix + name] : below
    }
    return names
  }
}
