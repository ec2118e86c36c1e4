/// The folders of the engine as layers: which of them may use which.
///
///     Layers.engine.findings(in: files)    // ["Text/Fold.swift uses `Archive` of Archive/"]
struct Layers {
  /// The folders that each folder may use, itself left out. A folder with a `/` is a layer of its own.
  let allowed: [String: Set<String>]
  /// Edges that are still there: the file and the type. Entries are removed, never added.
  var exceptions: Set<String> = []

  /// Bottom to top. Folders on one line do not know each other; each folder may use all lines before its own.
  static let engine: Layers = {
    let lines: [[String]] = [
      ["Base"], ["Text"], ["Dates"], ["Values"], ["Language", "Articles", "News"], ["Index"], ["Archive"], ["Search"],
      ["Copies"], ["Tables"], ["Expressions"], ["Output"], ["Manual"], ["Stages"], ["Plan"], ["Session"],
      ["Manual/Pages"],
    ]
    var allowed: [String: Set<String>] = [:]
    var below: Set<String> = []
    for line in lines {
      for folder in line { allowed[folder] = below }
      below.formUnion(line)
    }
    return Layers(
      allowed: allowed,
      exceptions: [
        // `copies` of a whole archive are kept in its file.
        "Archive/KeptAnswers.swift: TextGroups",
        // Quotes are looked for after the dateline.
        "News/Quotes/QuoteFinder.swift: Dateline",
      ])
  }()

  func folder(of path: String) -> String {
    let parts = path.split(separator: "/")
    let two = parts.prefix(2).joined(separator: "/")
    return allowed[two] != nil ? two : parts.first.map(String.init) ?? ""
  }

  /// Every use of a type that is declared in a folder which the using one may not use, and files in unknown folders.
  func findings(in files: [SourceScan]) -> [String] {
    // A name that is declared twice says nothing.
    let inner = files.reduce(into: Set<String>()) { $0.formUnion($1.inner) }
    var folders: [String: Set<String>] = [:]
    for file in files { for name in file.declared { folders[name, default: []].insert(folder(of: file.path)) } }
    var findings: [String] = []
    for file in files {
      let own = folder(of: file.path)
      guard let allowed = allowed[own] else {
        findings.append("\(file.path): the folder `\(own)` is not in the table of layers")
        continue
      }
      for name in file.used.sorted() where !inner.contains(name) {
        guard let declaring = folders[name], declaring.count == 1, let other = declaring.first, other != own,
          !allowed.contains(other), !exceptions.contains("\(file.path): \(name)")
        else { continue }
        findings.append("\(file.path) uses `\(name)` of \(other)/")
      }
    }
    return findings
  }

  /// Files that are not named after what they hold: `Fold.swift` holds `Fold`, `Search+Names.swift` extends `Search`, and
  /// `BooleanWalkers.swift` holds several types whose names end in `Walker`.
  static func misnamed(_ files: [SourceScan]) -> [String] {
    files.filter { file in
      let name = file.path.split(separator: "/").last.map { String($0.dropLast(".swift".count)) } ?? ""
      if let plus = name.firstIndex(of: "+") { return !file.extended.contains(String(name[..<plus])) }
      if file.declared.contains(name) { return false }
      guard name.hasSuffix("s"), let lastWord = name.lastIndex(where: \.isUppercase) else { return true }
      let family = name[lastWord...].dropLast()
      return file.declared.count < 2 || !file.declared.allSatisfy { $0.hasSuffix(family) }
    }.map(\.path)
  }
}
