import CLibrary
import NewsQuery

/// The articles that newsq brings with it, for a first look.
enum Seeds {
  /// Their folder, if it can be found: here, beside the program's build, or where the program was installed.
  static var folder: String? {
    var places = ["seeds"]
    if let program = Platform.programPath {
      let folder = NewFile.folder(of: FileName.text(of: program))
      places += ["/../share/newsq/seeds", "/../../seeds", "/../../../seeds"].map { folder + $0 }
    }
    return places.first { access($0 + "/tass-putin-trump-call.txt", R_OK) == 0 }
  }

  /// How to open articles, those first if they are there.
  static var hint: String {
    folder.map { "`.open \(shortened($0))` opens the two that newsq brings with it; `.open PATH` opens your own" }
      ?? "`.open PATH` opens an archive, a file or a folder"
  }

  private static func shortened(_ path: String) -> String {
    guard let resolved = realpath(path, nil), path != "seeds" else { return path }
    defer { free(resolved) }
    return FileName.shown(FileName.text(of: UnsafePointer(resolved)))
  }
}
