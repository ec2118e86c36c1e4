import Glibc
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

  @Test func whatIsNotThereIsSaid() {
    let walked = Inputs.walk(["/nowhere/at/all"])
    #expect(walked.inputs.isEmpty)
    #expect(walked.failures.map(\.reason) == ["no such file or directory"])
  }
}
