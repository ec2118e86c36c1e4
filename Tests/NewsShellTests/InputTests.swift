import Glibc
import Testing

@testable import NewsShell

@Suite struct InputTests {
  /// A folder that is empty at the start and gone at the end.
  private final class Folder {
    let path: String

    init() {
      var template = Array("/tmp/newsq-input-XXXXXX".utf8CString)
      path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
    }

    func write(_ name: String, _ text: String) {
      guard let file = fopen(path + "/" + name, "w") else { return }
      fputs(text, file)
      fclose(file)
    }

    deinit {
      chmod(path + "/closed", 0o700)
      for name in ["a.txt", "b.txt", ".hidden", "in/c.txt", "in/loop", "in/gone", "pipe"] { unlink(path + "/" + name) }
      for name in ["/in", "/closed", ""] { rmdir(path + name) }
    }
  }

  private func read(_ paths: [String]) -> (texts: [String], errors: [InputError]) {
    var texts: [String] = []
    var errors: [InputError] = []
    for item in Input(paths) {
      switch item {
      case .success(let file): texts.append(file.withBytes { String(decoding: $0, as: UTF8.self) })
      case .failure(let error): errors.append(error)
      }
    }
    return (texts, errors)
  }

  @Test func foldersInTheOrderOfTheirNames() {
    let folder = Folder()
    folder.write("b.txt", "b")
    folder.write("a.txt", "a")
    folder.write(".hidden", "x")
    mkdir(folder.path + "/in", 0o700)
    folder.write("in/c.txt", "c")
    let result = read([folder.path])
    #expect(result.texts == ["a", "b", "c"])
    #expect(result.errors.isEmpty)
  }

  @Test func aLoopOfLinksIsEnteredOnce() {
    let folder = Folder()
    mkdir(folder.path + "/in", 0o700)
    folder.write("in/c.txt", "c")
    symlink("..", folder.path + "/in/loop")
    #expect(read([folder.path]).texts == ["c"])
  }

  @Test func whatIsMissingIsSaidAndTheRestIsRead() {
    let folder = Folder()
    folder.write("a.txt", "a")
    mkdir(folder.path + "/in", 0o700)
    symlink("nowhere", folder.path + "/in/gone")
    let result = read([folder.path + "/none", folder.path])
    #expect(result.texts == ["a"])
    #expect(
      result.errors == [
        InputError(path: folder.path + "/none", reason: "no such file or directory"),
        InputError(path: folder.path + "/in/gone", reason: "no such file or directory"),
      ])
  }

  @Test func aFolderWithoutPermission() {
    // Root may enter any folder.
    guard getuid() != 0 else { return }
    let folder = Folder()
    mkdir(folder.path + "/closed", 0o000)
    #expect(read([folder.path]).errors == [InputError(path: folder.path + "/closed", reason: "permission denied")])
  }

  @Test func aPipeIsReadToItsEnd() {
    let folder = Folder()
    let path = folder.path + "/pipe"
    mkfifo(path, 0o600)
    // Within a folder nobody may ever write into it.
    #expect(read([folder.path]).texts.isEmpty)
    let keeper = open(path, O_RDWR | O_NONBLOCK)
    let text = "from a pipe"
    _ = text.withCString { Glibc.write(keeper, $0, text.utf8.count) }
    // The reader sees the end once the last writer has gone.
    let reader = open(path, O_RDONLY)
    close(keeper)
    defer { close(reader) }
    #expect(read(["/dev/fd/\(reader)"]).texts == [text])
  }

  @Test func emptyAndProcessFiles() {
    let folder = Folder()
    folder.write("a.txt", "")
    #expect(read([folder.path + "/a.txt"]).texts == [""])
    #expect(read(["/proc/self/status"]).texts.first?.hasPrefix("Name:") == true)
  }
}
