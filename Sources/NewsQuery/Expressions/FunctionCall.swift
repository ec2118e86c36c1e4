/// Checks a call against the function's parameters: how many arguments, and of which types.
struct FunctionCall {
  let checker: ExpressionChecker
  let name: FieldName
  let arguments: [Expression]
  let span: Range<Int>

  func checked() throws(Diagnostic) -> ExpressionChecker.Checked {
    if let window = try WindowCall(checker: checker, name: name, arguments: arguments, span: span).checked() {
      return window
    }
    guard let function = FunctionCatalog.function(named: name.name) else { throw unknown }
    try checkCount(function)
    var nodes: [CompiledExpression.Node] = []
    var patterns: [RegularExpression?] = []
    var common: ValueType?
    for (index, argument) in arguments.enumerated() {
      let parameter = function.parameters[min(index, function.parameters.count - 1)]
      if case .regex(let operand) = argument.kind, parameter.takesPattern {
        patterns.append(try RegularExpression(operand))
        nodes.append(.literal(.null))
        continue
      }
      patterns.append(nil)
      var checked = try checker.check(argument)
      if let type = checked.type, !parameter.types.contains(type) {
        guard case .literal(let value) = checked.node, let converted = value.converted(to: parameter.types[0]) else {
          let wanted = parameter.types.map { ExpressionChecker.describe($0) }.joined(separator: " or ")
          throw Diagnostic(
            "`\(function.name)` takes \(wanted) here, and this is \(ExpressionChecker.describe(type))",
            at: checked.span, hint: "it is written `\(function.usage)`")
        }
        checked.node = .literal(converted)
      }
      if case .common(let first) = function.result, index >= first {
        if let known = common, let type = checked.type, type != known {
          throw Diagnostic(
            "`\(function.name)` gives \(ExpressionChecker.describe(known)) or this, which is "
              + ExpressionChecker.describe(type), at: checked.span, hint: "all of them must be of one type")
        }
        common = common ?? checked.type
      }
      nodes.append(checked.node)
    }
    let type: ValueType? = if case .type(let fixed) = function.result { fixed } else { common }
    let zoned = checker.context.run.zone.flatMap { function.inZone?($0) } ?? function
    return .init(node: .call(zoned, nodes, patterns), type: type, span: span)
  }

  private func checkCount(_ function: Function) throws(Diagnostic) {
    let least = function.parameters.count { !$0.isOptional }
    let most = function.isVariadic ? Int.max : function.parameters.count
    if arguments.count > most {
      throw Diagnostic(
        "`\(function.name)` takes \(most) argument\(most == 1 ? "" : "s"), and this is one more",
        at: arguments[most].span, hint: "it is written `\(function.usage)`")
    }
    if arguments.count < least {
      throw Diagnostic(
        "`\(function.name)` takes \(least) argument\(least == 1 ? "" : "s"), and has \(arguments.count)", at: span,
        hint: "it is written `\(function.usage)`")
    }
  }

  private var unknown: Diagnostic {
    let lowered = name.name.lowercased()
    if Aggregate.names.contains(lowered) || WindowCall.orderNames.contains(lowered) {
      let call = Printer.text(of: Expression(.call(name: name, arguments: arguments), span))
      return Diagnostic(
        "`\(name.name)` is about many rows, not about one", at: name.span,
        hint: Aggregate.names.contains(lowered)
          ? "make it a column first: `| let x = \(call)`; for one row in all: `| stats \(call)`"
          : "make it a column first: `| let x = \(call)`")
    }
    let names = FunctionCatalog.all.map(\.name)
    let message = "no function `\(name.name)`"
    if let nearest = Spelling.nearest(to: name.name, among: names) {
      return Diagnostic(message, at: name.span, with: nearest)
    }
    return Diagnostic(message, at: name.span, hint: "the functions are " + names.joined(separator: " "))
  }
}
