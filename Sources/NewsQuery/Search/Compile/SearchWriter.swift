/// Writes operands as they were typed: for `count by term`, `.explain` and notes.
enum SearchWriter {
  static func written(_ operand: TextOperand) -> String {
    let exact = operand.isExact ? "=" : ""
    return switch operand.kind {
    case .word: exact + operand.text
    case .phrase: exact + "\"\(operand.text)\""
    case .regex(let ignoresCase): "/" + operand.text.replacing("/", with: "\\/") + (ignoresCase ? "/i" : "/")
    case .list: "@" + (operand.text.contains(" ") ? "\"\(operand.text)\"" : operand.text)
    case .argument: exact + "$" + operand.text
    case .call: Printer.text(of: operand)
    }
  }

  static func written(_ search: Search) -> String {
    switch search.kind {
    case .everything: return "*"
    case .text(let operand): return written(operand)
    case .and(let parts): return parts.map(bracketed).joined(separator: " ")
    case .or(let parts): return parts.map(bracketed).joined(separator: " or ")
    case .not(let part): return "not " + bracketed(part)
    case .field(let field, let part): return field.name + ":" + bracketed(part)
    case .chain(let chain):
      return chain.links.reduce(bracketed(chain.first)) { text, link in
        let reach: String
        switch link.reach {
        case .words(let count): reach = "\(count)"
        case .sentence: reach = "s"
        case .paragraph: reach = "p"
        case .argument(let name): reach = "$\(name)"
        }
        return text + (link.isNegated ? " not " : " ") + (link.isOrdered ? "pre/" : "near/") + reach + " "
          + bracketed(link.operand)
      }
    case .counted(let isFirst, let argument, let part):
      return "\(isFirst ? "first" : "atleast")/$\(argument) " + bracketed(part)
    case .atLeast(let count, let part): return "atleast/\(count) " + bracketed(part)
    case .first(let count, let part): return "first/\(count) " + bracketed(part)
    case .compare(let field, let comparison, let literal): return field.name + comparison.rawValue + written(literal)
    case .range(let field, let lower, let upper):
      if let lower, let upper, lower == upper { return field.name + ":" + written(lower) }
      return field.name + ":" + (lower.map(written) ?? "") + ".." + (upper.map(written) ?? "")
    case .valueIs(let field, let literal, let negated):
      return field.name + (negated ? " is not " : " is ") + written(literal)
    case .isEmpty(let field, let negated): return negated ? "has:" + field.name : field.name + " is empty"
    case .inResult(let name): return "in $" + name
    case .defined(let use, _): return use
    }
  }

  static func written(_ literal: Literal) -> String {
    switch literal.kind {
    case .number(let number): number.written
    case .text(let text): "\"\(text)\""
    case .date(let date): date.description
    case .duration(let seconds): seconds % 86_400 == 0 ? "\(seconds / 86_400)d" : "\(seconds / 3_600)h"
    case .day(let offset): offset == 0 ? "today" : "yesterday"
    case .truth(let truth): truth ? "true" : "false"
    case .null: "null"
    case .argument(let name): "$" + name
    }
  }

  /// In quotation marks where it is more than one plain word.
  static func quoted(_ text: String) -> String {
    text.allSatisfy { $0.isLetter || $0.isNumber } && !text.isEmpty ? text : "\"\(text)\""
  }

  private static func bracketed(_ search: Search) -> String {
    switch search.kind {
    case .and, .or, .not, .chain: "(" + written(search) + ")"
    default: written(search)
    }
  }
}
