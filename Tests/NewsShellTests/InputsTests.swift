import CLibrary
import NewsQuery
import Testing

@testable import NewsShell

struct InputsTests {
  /// A folder of the test's own, gone at its end.
  final class Folder {
    let path: String

    init() {
      var template = Array("/tmp/newsq-inputs-XXXXXX".utf8CString)
      path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
    }

    deinit { _ = system("rm -rf '\(path)'") }

    func write(_ name: String) throws { try World.writeFile(path + "/" + name, Array("x".utf8)) }
  }

  @Test func foldersGoByNameAndHiddenFilesAreLeftOut() throws {
    let folder = Folder()
    mkdir(folder.path + "/b", 0o700)
    for name in ["c.txt", "a.txt", ".hidden", "b/d.txt", "Z.txt"] { try folder.write(name) }
    mkfifo(folder.path + "/pipe", 0o600)
    let names = Inputs.walk([folder.path]).inputs.map { $0.name.dropFirst(folder.path.utf8.count) }
    #expect(names == ["/Z.txt", "/a.txt", "/b/d.txt", "/c.txt"])
  }

  @Test func aLoopOfLinksIsEnteredOnce() throws {
    let folder = Folder()
    try folder.write("a.txt")
    symlink(folder.path, folder.path + "/again")
    #expect(Inputs.walk([folder.path]).inputs.count == 1)
  }

  @Test func archivesAreTold() throws {
    let folder = Folder()
    try folder.write("a.txt")
    var builder = ArchiveBuilder()
    var article = Article()
    article[.headline] = "Steel"
    builder.append(article)
    let archive = builder.finish(name: "one")
    for name in ["b.archive", "c.archive"] {
      try ArchiveFile.write(archive, to: folder.path + "/" + name, threadCount: 1)
    }
    let walked = Inputs.walk([folder.path])
    #expect(walked.archives == ["b", "c"].map { folder.path + "/\($0).archive" })
    #expect(walked.inputs.map(\.name) == [folder.path + "/a.txt"])
    #expect(Inputs.walk([folder.path + "/*.archive"]).archives == walked.archives)
    #expect(walked.repeated == nil)
    let again = folder.path + "/./b.archive"
    #expect(Inputs.walk([folder.path, again]).repeated == again)
    let text = folder.path + "/a.txt"
    #expect(Inputs.walk([text, text]).repeated == text)

    var loading = Loading(threadCount: 1, now: World.now, reading: ReadOptions())
    #expect(try loading.archive(of: [folder.path]).articleCount == 3)
    #expect(throws: UsageMistake.self) { _ = try loading.archive(of: [text, text]) }
  }

  @Test func whatIsNotThereIsSaid() {
    let walked = Inputs.walk(["/nowhere/at/all"])
    #expect(walked.inputs.isEmpty)
    #expect(walked.failures.map(\.reason) == ["no such file or directory"])
  }
}
