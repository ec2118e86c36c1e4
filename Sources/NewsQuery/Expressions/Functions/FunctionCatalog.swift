/// A function of the expressions: its parameters, its result, how it is computed.
///
/// A new one is an entry in a list of `Functions/` and an example in the manual.
public struct Function: Sendable {
  public struct Parameter: Sendable {
    public var name: String
    public var types: [ValueType]
    public var isOptional: Bool
    /// A pattern between slashes is allowed here.
    public var takesPattern: Bool

    init(_ name: String, _ types: ValueType..., optional: Bool = false, pattern: Bool = false) {
      self.name = name
      self.types = types
      isOptional = optional
      takesPattern = pattern
    }
  }

  public enum Result: Sendable {
    case type(ValueType)
    /// Of the type that the arguments from this one on share.
    case common(from: Int)
  }

  public var name: String
  public var parameters: [Parameter]
  /// The last parameter may be given any number of times.
  public var isVariadic: Bool
  public var result: Result
  /// One line: `the year of a date`.
  public var summary: String
  /// An expression for the manual: `year(date) = 2020`.
  public var example: String
  /// Values of the arguments and, where a pattern was written instead, the pattern.
  let compute: @Sendable ([Value], [RegularExpression?]) -> Value
  /// The same function with dates in one zone; nil if it reads none.
  var inZone: (@Sendable (ZoneRules) -> Function)?

  init(
    _ name: String, _ parameters: [Parameter], variadic: Bool = false, gives result: Result, _ summary: String,
    example: String, _ compute: @escaping @Sendable ([Value], [RegularExpression?]) -> Value
  ) {
    self.name = name
    self.parameters = parameters
    isVariadic = variadic
    self.result = result
    self.summary = summary
    self.example = example
    self.compute = compute
  }

  /// `round(number, [digits])`
  public var usage: String {
    let names = parameters.map { $0.isOptional ? "[\($0.name)]" : $0.name }
    return "\(name)(\(names.joined(separator: ", "))\(isVariadic ? ", …" : ""))"
  }
}

/// All functions, in the order of the manual.
public enum FunctionCatalog {
  public static let all: [Function] =
    DateFunctions.all + TextFunctions.all + NumberFunctions.all + TypeFunctions.all + ChoiceFunctions.all

  public static func function(named name: String) -> Function? {
    let lowered = name.lowercased()
    return all.first { $0.name == lowered }
  }
}
