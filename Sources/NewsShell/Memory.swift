import CLibrary
import NewsQuery

/// How much memory the program may take, and sizes as they are typed.
///
///     let size = try MemorySize.bytes("2G")
enum MemorySize {
  /// The bytes of `2G`, `500M`, `64K` or `1000000`; nil for anything else.
  static func bytes(_ text: String) -> Int? {
    let units: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
    var digits = text.uppercased()
    if digits.hasSuffix("B"), digits.utf8.count > 1 { digits.removeLast() }
    let unit = digits.last.flatMap { units[$0] }
    if unit != nil { digits.removeLast() }
    guard let number = Double(digits), number > 0, number < 1e15 else { return nil }
    let size = number * Double(unit ?? 1)
    return size >= 1 && size < Double(1 << 60) ? Int(size) : nil
  }

  /// Half of what the machine has, or its control group.
  static var standard: Int { max(64 << 20, available / 2) }

  private static var available: Int {
    let pages = max(1, Int(sysconf(Int32(_SC_PHYS_PAGES))))
    let machine = pages * max(4096, Int(sysconf(Int32(_SC_PAGESIZE))))
    return groupLimits().reduce(machine, min)
  }

  /// The limits of the control groups that this process is in, of version 2 and version 1.
  private static func groupLimits() -> [Int] {
    guard let groups = try? World.readFile("/proc/self/cgroup", in: nil) else { return [] }
    var limits: [Int] = []
    for line in String(decoding: groups, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      let isSecond = fields[1].isEmpty
      guard isSecond || fields[1].split(separator: ",").contains("memory") else { continue }
      let root = isSecond ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory"
      let file = isSecond ? "memory.max" : "memory.limit_in_bytes"
      // A group is bound by those around it too. In a container its own root may be all that is seen.
      var path = String(fields[2])
      while true {
        let place = path == "/" || path.isEmpty ? "\(root)/\(file)" : "\(root)\(path)/\(file)"
        if let bytes = try? World.readFile(place, in: nil) {
          let digits = bytes.prefix { $0 >= 0x30 && $0 <= 0x39 }
          if let limit = Int(String(decoding: digits, as: UTF8.self)), limit > 0 { limits.append(limit) }
        }
        guard path != "/", !path.isEmpty, let slash = path.lastIndex(of: "/") else { break }
        path = String(path[..<slash])
        if path.isEmpty { path = "/" }
      }
    }
    return limits
  }

  /// Where parts go that nobody asked to keep: on a disk, so not in `/tmp`, which may be memory.
  static var spillPath: String {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
    return "\(folder)/newsq-\(getpid()).archive"
  }
}
