import CLibrary

/// The user's own editor, for a query that outgrew the line: `$VISUAL`, `$EDITOR`, or `vi`.
enum ExternalEditor {
  /// `text` after the user edited it; nil where the editor was left with a failure or could not run.
  static func edit(_ text: String) -> String? {
    let folder = Environment["TMPDIR"] ?? "/tmp"
    // The ending lets editors colour it; mkstemps makes the file for this user only.
    var path = Array("\(folder)/newsq-XXXXXX.newsq".utf8CString)
    let descriptor = mkstemps(&path, 6)
    guard descriptor >= 0 else { return nil }
    let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(name) }
    let isWritten = Terminal.write(text + "\n", to: descriptor)
    close(descriptor)
    let editor = Environment["VISUAL"] ?? Environment["EDITOR"] ?? "vi"
    // As git and crontab do it: the variable may hold options, so a shell takes it apart; the path stays one argument.
    guard isWritten, ChildProcess.run(["/bin/sh", "-c", editor + " \"$1\"", editor, name]) == 0 else { return nil }
    return try? FileText.read(name)
  }
}
