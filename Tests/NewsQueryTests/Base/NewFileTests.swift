import CLibrary
import NewsQuery
import Testing

/// A folder of its own, gone after the test.
struct TemporaryFolder: ~Copyable {
  let path: String

  init() {
    var name = Array("/tmp/newsq-test-XXXXXX".utf8CString)
    mkdtemp(&name)
    path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in FileName.names(in: path) ?? [] {
      _ = FileName.withCString(path + "/" + name) { remove($0) }
    }
    rmdir(path)
  }

  func mode(_ name: String) -> mode_t {
    var status = stat()
    return FileName.read(&status, of: path + "/" + name) == 0 ? status.st_mode & 0o777 : 0
  }

  func write(_ name: String, _ text: String) throws {
    let file = try NewFile(replacing: path + "/" + name)
    try file.write(Array(text.utf8))
    try file.finish()
  }

  func text(_ name: String) throws -> String {
    let input = try InputBytes(path: path + "/" + name)
    return withExtendedLifetime(input) { String(decoding: input.bytes, as: UTF8.self) }
  }

  var names: [String] { (FileName.names(in: path) ?? []).sorted() }
}

@Suite("New files")
struct NewFileTests {
  @Test("a replaced file keeps its mode, a new one gets the usual")
  func mode() throws {
    let folder = TemporaryFolder()
    try folder.write("a", "one")
    let usual = folder.mode("a")
    for mode: mode_t in [0o600, 0o640, 0o400, 0o666] {
      chmod(folder.path + "/a", mode)
      try folder.write("a", "two")
      #expect(folder.mode("a") == mode)
    }
    #expect(usual & 0o600 == 0o600)
    #expect(try folder.text("a") == "two")
  }

  @Test("a symbolic link stays, what it leads to is replaced")
  func links() throws {
    let folder = TemporaryFolder()
    try folder.write("real", "old")
    symlink("real", folder.path + "/link")
    symlink("link", folder.path + "/link2")
    symlink("nothing", folder.path + "/dangling")
    try folder.write("link2", "new")
    try folder.write("dangling", "made")
    #expect(try folder.text("real") == "new")
    #expect(try folder.text("nothing") == "made")
    #expect(folder.names == ["dangling", "link", "link2", "nothing", "real"])
    #expect(NewFile.target(of: folder.path + "/link2") == folder.path + "/real")
  }

  @Test("links in a circle are refused")
  func circle() {
    let folder = TemporaryFolder()
    symlink("b", folder.path + "/a")
    symlink("a", folder.path + "/b")
    #expect(throws: WorldError.self) { try folder.write("a/x", "x") }
  }

  @Test("an abandoned file leaves the old one and nothing else")
  func abandoned() throws {
    let folder = TemporaryFolder()
    try folder.write("a", "old")
    do {
      let file = try NewFile(replacing: folder.path + "/a")
      try file.write(Array("half".utf8))
      #expect(folder.names.count == 2)
    }
    #expect(folder.names == ["a"])
    #expect(try folder.text("a") == "old")
  }

  @Test("what dead processes left is removed; what is alive or not ours stays")
  func leftovers() throws {
    let folder = TemporaryFolder()
    // No process can have this number: the system's limit is lower.
    try folder.write(".newsq-2147483646-0123456789abcdef.part", "left")
    try folder.write(".newsq-\(getpid())-0123456789abcdef.part", "alive")
    try folder.write(".newsq-2147483646-notes.part", "someone's")
    try folder.write("news.2147483646.part", "someone's")
    symlink("a", folder.path + "/.newsq-2147483646-0123456789abcde0.part")
    try folder.write("a", "new")
    #expect(
      folder.names
        == [
          ".newsq-2147483646-0123456789abcde0.part", ".newsq-2147483646-notes.part",
          ".newsq-\(getpid())-0123456789abcdef.part", "a", "news.2147483646.part",
        ].sorted())
  }

  @Test("a folder is not replaced")
  func folder() {
    let folder = TemporaryFolder()
    mkdir(folder.path + "/f", 0o700)
    #expect(throws: WorldError.self) { try folder.write("f", "x") }
  }
}

@Suite("Names of files")
struct FileNameTests {
  @Test(
    "any bytes come back",
    arguments: [
      Array("plain.jsonl".utf8), Array("żółw 北京.jsonl".utf8), [0x63, 0x61, 0x66, 0xE9, 0x2E, 0x6A], [0xFF], [0xC3],
      [0xC3, 0x28], [0xED, 0xA0, 0x80], Array("\u{10FFE9}".utf8), Array("a\u{10FF80}b".utf8) + [0x80], [0xF4, 0x8F],
      Array(UInt8(1)...UInt8(255)),
    ] as [[UInt8]])
  func roundTrip(bytes: [UInt8]) {
    let name = FileName.text(of: bytes)
    #expect(FileName.bytes(of: name) == bytes)
    #expect(FileName.hasBytes(FileName.shown(name)) == false)
  }

  @Test("bytes that are not UTF-8 are shown as numbers")
  func shown() {
    #expect(FileName.shown(FileName.text(of: [0x63, 0x61, 0x66, 0xE9, 0x2E, 0x6A])) == "caf\\xE9.j")
    #expect(FileName.shown("café") == "café")
  }

  @Test("such a file is written, listed and read")
  func works() throws {
    let folder = TemporaryFolder()
    let name = FileName.text(of: [0x61, 0xE9, 0x2E, 0x63])
    try folder.write(name, "x")
    #expect(folder.names == [name])
    #expect(FileIdentity(folder.path + "/" + name) != nil)
  }
}
