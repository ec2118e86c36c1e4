extension RegularExpression {
  /// Throws a `Diagnostic` with RE2's reason if it refuses the pattern.
  public convenience init(_ operand: TextOperand) throws(Diagnostic) {
    var ignoresCase = false
    if case .regex(let flag) = operand.kind { ignoresCase = flag }
    try self.init(operand.text, ignoresCase: ignoresCase, at: operand.span)
  }
}
