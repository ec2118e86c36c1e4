/// `coalesce if count`: choosing between values, and counting a list's.
enum ChoiceFunctions {
  private static let anyType: [ValueType] = [.text, .number, .date, .truth, .list]

  static let all: [Function] = [
    Function(
      "coalesce", [parameter("value")], variadic: true, gives: .common(from: 0), "the first value that is not empty",
      example: "coalesce(headline, lead)"
    ) { arguments, _ in arguments.first { !$0.isEmpty } ?? .null },
    Function(
      "if", [.init("condition", .truth), parameter("then"), parameter("otherwise", optional: true)],
      gives: .common(from: 1), "one value if the condition holds, else the other (or null)",
      example: "if(words > 800, \"long\", \"short\")"
    ) { arguments, _ in
      if arguments[0] == .truth(true) { return arguments[1] }
      return arguments.count > 2 ? arguments[2] : .null
    },
    Function(
      "count", [.init("list", .list)], gives: .type(.number), "how many items a list has",
      example: "count(tags) > 2"
    ) { arguments, _ in
      if case .list(let items) = arguments[0] { .number(Double(items.count)) } else { .number(0) }
    },
  ]

  private static func parameter(_ name: String, optional: Bool = false) -> Function.Parameter {
    var parameter = Function.Parameter(name, optional: optional)
    parameter.types = anyType
    return parameter
  }
}
