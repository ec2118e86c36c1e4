import Glibc
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

  /// Reads a whole file. `folder` is where relative paths begin.
  static func readFile(_ path: String, in folder: String?) throws(WorldError) -> [UInt8] {
    let place = path.hasPrefix("/") || folder == nil ? path : (folder ?? ".") + "/" + path
    let descriptor = open(place, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw WorldError(path: path, reason: reason(errno)) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw WorldError(path: path, reason: reason(errno))
      }
      bytes.append(contentsOf: buffer[0..<count])
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
    writing: OutputOptions = OutputOptions()
  ) -> RunContext {
    let read: @Sendable (String) throws(WorldError) -> [UInt8] = { (path) throws(WorldError) -> [UInt8] in
      if isSafe { throw WorldError(path: path, reason: "--safe reads no file but the articles named") }
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
    return context
  }
}
