/// What a reader knows about its input besides the bytes: its name, what the user said about it, how much may still be
/// unpacked from it.
///
///     try ReaderCatalog.read(bytes, in: ReadContext(fileName: "feed.xml"), report: report, emit: emit)
public struct ReadContext: Sendable {
  /// The name of the file or of the member of a packed file.
  public var fileName: String?
  /// What the user said about all inputs.
  public var options: ReadOptions
  /// How many packed files are around this input.
  var depth = 0
  /// Whether the input has already been decompressed once.
  var isDecompressed = false
  /// Bytes that may still be unpacked from the file that all of this came from.
  let budget: UnpackBudget

  public init(fileName: String?, options: ReadOptions = ReadOptions()) {
    self.fileName = fileName
    self.options = options
    budget = UnpackBudget()
  }

  init(fileName: String?, budget: UnpackBudget) {
    self.fileName = fileName
    options = ReadOptions()
    self.budget = budget
  }

  /// The context of a member of this input.
  func member(_ name: String?) -> ReadContext {
    var inner = self
    inner.fileName = name
    inner.depth += 1
    return inner
  }

  /// The context of the same input in another form: decompressed, or a document as text.
  func renamed(_ name: String?) -> ReadContext {
    var inner = self
    inner.fileName = name
    return inner
  }
}

/// What the user said about the inputs, and what the program around the engine does for them.
public struct ReadOptions: Sendable {
  /// The columns of tables without a header.
  public var columns: TableColumns?
  /// How dates such as `7/8/2020` are meant, if the user said so.
  public var dayFirst: Bool?
  /// Runs another program that reads a format for us; nil if no program may be started.
  public var convert: (@Sendable (Converter, UnsafeRawBufferPointer) throws(ConversionFailure) -> [UInt8])?

  public init() {}
}

/// A program that reads a format which newsq does not read itself. The engine starts no process: `ReadOptions.convert` does.
public enum Converter: Sendable {
  /// `pdftotext`: the text of a PDF.
  case pdfText
  /// `duckdb`: the rows of a Parquet file as JSON Lines.
  case parquet
}

/// Why a converter gave nothing.
public enum ConversionFailure: Error, Equatable, Sendable {
  /// The program is not installed.
  case missing
  /// `--safe` starts no program.
  case refused
  /// The program's own reason, in lower case.
  case failed(String)
}

/// Bytes that may be unpacked from one input, over all its members and all packed files within it. Shared by the readers
/// of one input.
final class UnpackBudget: Sendable {
  private struct State {
    var left = Compression.maximumLength
    var hasBegun = false
  }

  private let state: Lock<State>

  init() { state = Lock(State()) }

  /// A budget of so many bytes, whatever the size of the input.
  init(limit: Int) { state = Lock(State(left: limit, hasBegun: true)) }

  /// Sets the limit by the size of the outermost input. Later calls, from the readers of its members, change nothing.
  func begin(_ byteCount: Int) {
    state.withLock { state in
      if state.hasBegun { return }
      state.hasBegun = true
      let (most, isTooLarge) = byteCount.multipliedReportingOverflow(by: Compression.maximumRatio)
      state.left = isTooLarge ? state.left : min(state.left, max(most, Compression.ratioFloor))
    }
  }

  /// How many bytes may still be unpacked.
  var remaining: Int { state.withLock { max(0, $0.left) } }

  /// Takes `count` bytes; false if that is more than was left.
  func take(_ count: Int) -> Bool {
    state.withLock { state in
      state.left -= count
      return state.left >= 0
    }
  }
}
