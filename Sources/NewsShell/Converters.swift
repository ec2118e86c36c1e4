import CLibrary
import NewsQuery

/// Programs that read formats for us: `pdftotext` for PDF, `duckdb` for Parquet.
///
/// A program gets the bytes as a file without a name, so that a pipe or a member of a zip file is as good as a file on
/// disk and nothing is left behind. It is stopped if it takes too long or writes too much.
enum Converters {
  /// Longer output is refused.
  private static let maximumOutput = 1 << 30
  /// Seconds that a program may take for one file.
  private static let maximumSeconds = 120
  /// Where the program finds the file: its standard input, which it can read from any place, as it is a plain file.
  private static let place = "/dev/stdin"

  /// What `ReadOptions.convert` does on this machine.
  static func hook(isSafe: Bool) -> @Sendable (Converter, UnsafeRawBufferPointer) throws(ConversionFailure) -> [UInt8] {
    { (converter, bytes) throws(ConversionFailure) -> [UInt8] in
      if isSafe { throw .refused }
      return try run(arguments(of: converter), on: bytes)
    }
  }

  private static func arguments(of converter: Converter) -> [String] {
    switch converter {
    case .pdfText: ["pdftotext", "-q", "-enc", "UTF-8", place, "-"]
    case .parquet:
      [
        "duckdb", "-batch", "-init", "/dev/null", "-bail", ":memory:", "-c",
        "COPY (SELECT * FROM read_parquet('\(place)')) TO '/dev/stdout' (FORMAT JSON)",
      ]
    }
  }

  private static func run(
    _ arguments: [String], on bytes: UnsafeRawBufferPointer
  ) throws(ConversionFailure) -> [UInt8] {
    guard isInstalled(arguments[0]) else { throw .missing }
    let file = try file(of: bytes)
    defer { close(file) }
    let (child, output, errors) = try start(arguments, file)
    defer {
      close(output)
      close(errors)
    }
    var reading = PipeReading(output, errors, maximumOutput: maximumOutput)
    let problem = reading.read(until: time(nil) + maximumSeconds)
    if problem != nil { kill(child, SIGKILL) }
    let status = ChildProcess.wait(for: child)
    if let problem { throw .failed(problem) }
    if status == 127 { throw .missing }
    guard status == 0 || status == 3 && !reading.output.isEmpty else {
      let said = String(decoding: reading.errors, as: UTF8.self).split(separator: "\n").first.map(String.init)
      throw .failed(said?.lowercased() ?? "it ended with status \(status)")
    }
    return reading.output
  }

  /// One program is started at a time: another must not inherit the writing ends of its pipes.
  private static let starting = Lock(())

  /// Starts a program; returns it with the ends that its output and its errors are read from.
  private static func start(
    _ arguments: [String], _ file: Int32
  ) throws(ConversionFailure) -> (child: pid_t, output: Int32, errors: Int32) {
    let started: (child: pid_t, output: Int32, errors: Int32)? = starting.withLock { _ in
      var output: [Int32] = [-1, -1]
      var errors: [Int32] = [-1, -1]
      guard pipe(&output) == 0 else { return nil }
      guard pipe(&errors) == 0 else {
        for end in output { close(end) }
        return nil
      }
      for end in output + errors { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      let child = ChildProcess.start(arguments, file: file, output: output[1], errors: errors[1])
      // Only the program holds the writing ends now, so that their end is seen.
      close(output[1])
      close(errors[1])
      guard let child else {
        close(output[0])
        close(errors[0])
        return nil
      }
      return (child, output[0], errors[0])
    }
    guard let started else { throw .failed(World.reason(errno)) }
    return started
  }

  private static func isInstalled(_ program: String) -> Bool {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    return path.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
  }

  /// A file without a name that holds these bytes.
  private static func file(of bytes: UnsafeRawBufferPointer) throws(ConversionFailure) -> Int32 {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let file = Platform.unnamedFile(in: folder)
    guard file >= 0 else { throw .failed("no temporary file in \(folder): \(World.reason(errno))") }
    var start = 0
    while start < bytes.count {
      let count = write(file, bytes.baseAddress.map { $0 + start }, bytes.count - start)
      if count < 0 {
        if errno == EINTR { continue }
        let reason = World.reason(errno)
        close(file)
        throw .failed(reason)
      }
      start += count
    }
    lseek(file, 0, SEEK_SET)
    return file
  }
}

/// What comes out of a program's two pipes.
private struct PipeReading {
  private var ends: [Int32]
  private let maximumOutput: Int
  private(set) var output: [UInt8] = []
  private(set) var errors: [UInt8] = []

  init(_ output: Int32, _ errors: Int32, maximumOutput: Int) {
    ends = [output, errors]
    self.maximumOutput = maximumOutput
  }

  /// Reads both to their ends; returns why it stopped early, if it did.
  mutating func read(until deadline: Int) -> String? {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var isOpen = [true, true]
    while isOpen[0] || isOpen[1] {
      if Signals.isInterrupted { return "it was interrupted" }
      if time(nil) > deadline { return "it takes too long" }
      var polled = ends.indices.map { pollfd(fd: isOpen[$0] ? ends[$0] : -1, events: Int16(POLLIN), revents: 0) }
      let ready = poll(&polled, 2, 200)
      if ready < 0, errno != EINTR { return World.reason(errno) }
      for index in ends.indices where ready > 0 && polled[index].revents != 0 {
        let count = CLibrary.read(ends[index], &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        if count <= 0 {
          isOpen[index] = false
        } else if index == 0 {
          output.append(contentsOf: buffer[..<count])
          if output.count > maximumOutput { return "it gives more than 1 GiB of text" }
        } else if errors.count < 1 << 16 {
          errors.append(contentsOf: buffer[..<count])
        }
      }
    }
    return nil
  }
}
