/// What a query may know of the world: the clock, files, whether to stop. The engine itself touches nothing.
public struct RunContext: Sendable {
  /// The clock for relative dates: seconds since 1970 and its offset.
  public var now: NewsDate
  public var threadCount: Int
  /// The zone whose days, weeks, months and years are counted; nil for each article's own.
  public var zone: ZoneRules?
  /// Polled every few thousand articles; true ends the query with `Interrupted`.
  public var isInterrupted: @Sendable () -> Bool
  /// Reads `@names.txt`: the path as written → bytes.
  public var readFile: @Sendable (String) throws(WorldError) -> [UInt8]
  /// Writes for `write FILE`, whole or not at all. Nil under `--safe`.
  public var writeFile: (@Sendable (String, [UInt8]) throws(WorldError) -> Void)?
  /// Why a file must not be written: the query reads it. Asked before anything runs.
  public var reasonNotToWrite: @Sendable (String) -> String? = { _ in nil }
  /// Told now and then, by any thread, how many rows a step has done, and of how many: `("quotes", 512, 21_578)`.
  public var onProgress: (@Sendable (_ step: String, _ done: Int, _ total: Int) -> Void)?
  /// The step of the plan that is at work.
  public var step = "search"
  /// Files that the statements of one run write together; nil if each statement writes its own.
  public var files: (any RunFiles)?
  /// Options for the files that `write` writes: line ends, safe cells.
  public var writing = OutputOptions()

  public init(
    now: NewsDate, threadCount: Int,
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    readFile: @escaping @Sendable (String) throws(WorldError) -> [UInt8],
    writeFile: (@Sendable (String, [UInt8]) throws(WorldError) -> Void)? = nil,
    onProgress: (@Sendable (_ step: String, _ done: Int, _ total: Int) -> Void)? = nil
  ) {
    self.now = now
    self.threadCount = threadCount
    self.isInterrupted = isInterrupted
    self.readFile = readFile
    self.writeFile = writeFile
    self.onProgress = onProgress
  }
}

/// Files that several statements write together, such as workbooks with a sheet for each.
public protocol RunFiles: AnyObject, Sendable {}

/// A query was stopped before its end.
public struct Interrupted: Error, Equatable, Sendable {
  public init() {}
}
