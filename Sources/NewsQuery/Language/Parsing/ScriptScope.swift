/// What the files of one reading share: what they have defined so far, and which files were read.
final class ScriptScope {
  /// By name, with those of earlier readings.
  var definitions: [String: Definition]
  /// The names defined in this reading: a second definition of one is refused.
  var own: Set<String> = []
  /// The paths of the files that were included, as `readFile` takes them.
  var files: Set<String> = []
  /// Reads a file that is included; nil if files cannot be read here.
  let readFile: (@Sendable (String) throws(WorldError) -> [UInt8])?

  init(
    _ definitions: [String: Definition] = [:],
    readFile: (@Sendable (String) throws(WorldError) -> [UInt8])? = nil
  ) {
    self.definitions = definitions
    self.readFile = readFile
  }

  func add(_ definition: Definition) {
    definitions[definition.name] = definition
    own.insert(definition.name)
  }

  /// The syntax of the stages that are defined.
  var stageNames: [String] { definitions.values.filter(\.isStage).map(\.name).sorted() }
}

/// A text that is read, and how it came to be read.
final class ScriptFile {
  let source: SourceText
  /// The folder that its paths are relative to, where files are read from; empty for that place itself.
  let folder: String
  /// The paths of the files that include each other, this one last.
  let chain: [String]

  init(_ source: SourceText) {
    self.source = source
    folder = source.folder ?? ""
    chain = [source.folder == nil ? ScriptFile.lastName(source.name) : source.name]
  }

  private init(_ source: SourceText, folder: String, chain: [String]) {
    self.source = source
    self.folder = folder
    self.chain = chain
  }

  var isIncluded: Bool { chain.count > 1 }

  /// The file at `path`, as this one includes it.
  func including(_ path: String, _ text: String) -> ScriptFile {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    return ScriptFile(SourceText(text, name: path), folder: folder, chain: chain + [path])
  }

  /// Where a path that is written in this file leads, without `.` and `..` in it.
  func place(of path: String) -> String {
    if path.hasPrefix("/") || path.hasPrefix("$") || path.hasPrefix("~") { return path }
    var parts: [Substring] = []
    for part in "\(folder)/\(path)".split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (folder.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  private static func lastName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
