import CLibrary
import NewsQuery

/// Where a user's own files are, by the XDG base directory specification.
enum Folders {
  /// What programs remember: `$XDG_STATE_HOME` or `~/.local/state`.
  static var state: String? { folder("XDG_STATE_HOME", or: ".local/state") }
  /// What users set: `$XDG_CONFIG_HOME` or `~/.config`.
  static var settings: String? { folder("XDG_CONFIG_HOME", or: ".config") }

  /// `~` and `~/x` as the user's home: nobody else expands it here.
  static func expandingHome(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = Environment["HOME"] else { return path }
    return home + path.dropFirst()
  }

  private static func folder(_ variable: String, or usual: String) -> String? {
    // The specification has relative paths ignored.
    if let path = Environment[variable], path.hasPrefix("/") { return path }
    return Environment["HOME"].map { $0 + "/" + usual }
  }

  /// Makes the folder that `path` lies in, and those above it, for this user only.
  static func make(parentOf path: String) throws(WorldError) {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    let folder = String(path[..<slash])
    if access(folder, F_OK) == 0 { return }
    try make(parentOf: folder)
    if mkdir(folder, 0o700) != 0, errno != EEXIST { throw .latest(folder) }
  }
}
