import CLibrary
import NewsQuery

/// What the engine may know of the world, as it really is: the clock, files, Ctrl-C.
enum World {
  /// Processors that are there for us.
  static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// The clock, in the zone of this machine.
  static var now: NewsDate {
    var seconds = time(nil)
    var local = tm()
    localtime_r(&seconds, &local)
    return NewsDate(seconds: Int64(seconds), offsetMinutes: Int16(local.tm_gmtoff / 60), precision: .second)
  }

  /// Bytes that a list or a table may have. Endless input (`/dev/zero`, a pipe that never closes) is refused there.
  static let fileLimit = 1 << 30
  /// Bytes that a script or a table of arguments may have.
  static let scriptLimit = 16 << 20

  /// Reads a whole file. `folder` is where relative paths begin.
  static func readFile(_ path: String, in folder: String?, limit: Int = fileLimit) throws(WorldError) -> [UInt8] {
    let descriptor = FileName.open(place(of: path, in: folder), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw WorldError(path: path, reason: reason(errno)) }
    defer { close(descriptor) }
    return try readAll(descriptor, path, limit: limit)
  }

  /// Reads a script, or what else is small, from standard input.
  static func readInput(limit: Int = scriptLimit) throws(WorldError) -> [UInt8] {
    try readAll(STDIN_FILENO, "standard input", limit: limit)
  }

  /// `path` from the root folder on.
  static func absolute(_ path: String) -> String {
    if path == "-" || path.hasPrefix("/") { return path }
    guard let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return FileName.text(of: UnsafePointer(folder)) + "/" + path
  }

  /// Where a path that is written in a script of `folder` leads.
  static func place(of path: String, in folder: String?) -> String {
    path.hasPrefix("/") || folder == nil ? path : (folder ?? ".") + "/" + path
  }

  private static func readAll(_ descriptor: Int32, _ path: String, limit: Int) throws(WorldError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR {
          if Signals.isInterrupted { throw WorldError(path: path, reason: "interrupted") }
          continue
        }
        throw WorldError(path: path, reason: reason(errno))
      }
      bytes.append(contentsOf: buffer[0..<count])
      if bytes.count > limit {
        throw WorldError(path: path, reason: "has more than \(limit >> 20) MiB, the limit here")
      }
    }
  }

  /// Writes a file whole or not at all. Anything but a plain file (a pipe, /dev/stdout) is written to as it is.
  static func writeFile(_ path: String, _ bytes: [UInt8]) throws(WorldError) {
    var status = stat()
    guard FileName.read(&status, of: path) == 0, status.st_mode & S_IFMT != S_IFREG, status.st_mode & S_IFMT != S_IFDIR
    else {
      let file = try NewFile(replacing: path)
      try file.write(bytes)
      return try file.finish()
    }
    let descriptor = FileName.open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw WorldError(path: path, reason: reason(errno)) }
    defer { close(descriptor) }
    guard bytes.withUnsafeBytes({ Terminal.write($0, to: descriptor) }) else {
      throw WorldError(path: path, reason: reason(errno))
    }
  }

  /// What went wrong, in lower case, as everything that newsq says.
  static func reason(_ number: Int32) -> String {
    let text = String(cString: strerror(number))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}

extension RunContext {
  /// What a query may know here. `folder` is where the paths in a script begin; under `isSafe` nothing is read but the
  /// articles and nothing is written. Who runs the query finishes `progress`.
  static func ofThisMachine(
    now: NewsDate, threadCount: Int?, folder: String?, isSafe: Bool, progress: SharedProgress,
    inputs: InputFiles = InputFiles(), writing: OutputOptions = OutputOptions(), zone: ZoneRules? = nil
  ) -> RunContext {
    let read: @Sendable (String) throws(WorldError) -> [UInt8] = { (path) throws(WorldError) -> [UInt8] in
      if isSafe { throw WorldError(path: path, reason: "--safe reads no file but the articles named") }
      inputs.add(World.place(of: path, in: folder))
      return try World.readFile(path, in: folder)
    }
    let write: @Sendable (String, [UInt8]) throws(WorldError) -> Void = { (path, bytes) throws(WorldError) in
      try World.writeFile(path, bytes)
    }
    let tell: @Sendable (String, Int, Int) -> Void = { progress.report($0, done: $1, of: $2, .rows) }
    var context = RunContext(
      now: now, threadCount: max(1, threadCount ?? World.processorCount),
      isInterrupted: { Signals.isInterrupted }, readFile: read, writeFile: isSafe ? nil : write,
      onProgress: progress.isShown ? tell : nil)
    context.writing = writing
    context.zone = zone
    context.reasonNotToWrite = { inputs.reasonNotToWrite($0) }
    return context
  }
}

extension WorldError {
  /// `reuters.jsonl: no such file`, safe to show.
  var shown: String { "\(TerminalSafe.escape(FileName.shown(path))): \(TerminalSafe.escape(FileName.shown(reason)))" }
}
