@testable import NewsQuery

// Syntax without its places, to compare what was meant.

private let none = 0..<0

extension Statement {
  var spanless: Statement {
    switch kind {
    case .query(let name, let query): Statement(.query(name: name, query.spanless), none)
    case .parameter(let name, let literal): Statement(.parameter(name: name, literal?.spanless), none)
    case .definition(let definition):
      Statement(
        .definition(
          Definition(
            definition.name,
            parameters: definition.parameters.map { .init($0.name, standard: $0.standard?.spanless) },
            body: definition.body.spanless, span: none)), none)
    case .include(let path, let statements): Statement(.include(path: path, statements.map(\.spanless)), none)
    case .command: Statement(kind, none)
    }
  }
}

extension Definition.Body {
  var spanless: Definition.Body {
    switch self {
    case .search(let search): .search(search.spanless)
    case .stages(let calls): .stages(calls.map(\.spanless))
    }
  }
}

extension Query {
  var spanless: Query {
    Query(
      search: search?.spanless, table: table.map { TableReference($0.kind, none) }, stages: stages.map(\.spanless),
      span: none)
  }
}

extension FieldName {
  var spanless: FieldName { FieldName(name, none) }
}

extension Literal {
  var spanless: Literal { Literal(kind, none) }
}

extension TextOperand {
  var spanless: TextOperand {
    var plain = kind
    if case .call(let values) = kind { plain = .call(values.map(\.spanless)) }
    return TextOperand(plain, text, isExact: isExact, none)
  }
}

extension Search {
  var spanless: Search {
    let plain: Kind =
      switch kind {
      case .everything, .inResult: kind
      case .text(let operand): .text(operand.spanless)
      case .defined(let use, let inner): .defined(use, inner.spanless)
      case .and(let items): .and(items.map(\.spanless))
      case .or(let items): .or(items.map(\.spanless))
      case .not(let inner): .not(inner.spanless)
      case .field(let name, let inner): .field(name.spanless, inner.spanless)
      case .chain(let chain):
        .chain(
          Chain(
            first: chain.first.spanless,
            links: chain.links.map { link in
              var link = link
              link.operand = link.operand.spanless
              return link
            }))
      case .atLeast(let count, let inner): .atLeast(count, inner.spanless)
      case .first(let count, let inner): .first(count, inner.spanless)
      case .counted(let isFirst, let argument, let inner):
        .counted(isFirst: isFirst, argument: argument, inner.spanless)
      case .compare(let name, let comparison, let value): .compare(name.spanless, comparison, value.spanless)
      case .range(let name, let low, let high): .range(name.spanless, low?.spanless, high?.spanless)
      case .valueIs(let name, let value, let negated): .valueIs(name.spanless, value.spanless, negated: negated)
      case .isEmpty(let name, let negated): .isEmpty(name.spanless, negated: negated)
      }
    return Search(plain, none)
  }
}

extension Expression {
  var spanless: Expression {
    let plain: Kind =
      switch kind {
      case .literal(let literal): .literal(literal.spanless)
      case .column(let name): .column(name.spanless)
      case .not(let inner): .not(inner.spanless)
      case .negate(let inner): .negate(inner.spanless)
      case .and(let items): .and(items.map(\.spanless))
      case .or(let items): .or(items.map(\.spanless))
      case .compare(let comparison, let left, let right): .compare(comparison, left.spanless, right.spanless)
      case .matches(let left, let search, let negated): .matches(left.spanless, search.spanless, negated: negated)
      case .isIn(let left, let items, let negated): .isIn(left.spanless, items.map(\.spanless), negated: negated)
      case .valueIs(let left, let value, let negated): .valueIs(left.spanless, value.spanless, negated: negated)
      case .isEmpty(let left, let negated): .isEmpty(left.spanless, negated: negated)
      case .arithmetic(let sign, let left, let right): .arithmetic(sign, left.spanless, right.spanless)
      case .call(let name, let arguments): .call(name: name.spanless, arguments: arguments.map(\.spanless))
      case .regex(let operand): .regex(operand.spanless)
      case .search(let search): .search(search.spanless)
      }
    return Expression(plain, none)
  }
}

extension StageCall {
  var spanless: StageCall {
    StageCall(name: name, nameSpan: none, arguments: arguments.map(\.spanless), span: none, isDefined: isDefined)
  }
}

extension Argument {
  var spanless: Argument {
    switch self {
    case .count(let count, _): .count(count, none)
    case .choice(let word, _): .choice(word, none)
    case .column(let name): .column(name.spanless)
    case .pattern(let pattern): .pattern(pattern.spanless)
    case .table(let table): .table(TableReference(table.kind, none))
    case .values(let values, _): .values(values.map(\.spanless), none)
    case .expression(let expression): .expression(expression.spanless)
    case .items(let items):
      .items(
        items.map {
          Item(
            name: $0.name?.spanless, expression: $0.expression.spanless, condition: $0.condition?.spanless)
        })
    case .sortKeys(let keys):
      .sortKeys(keys.map { SortKey(expression: $0.expression.spanless, isDescending: $0.isDescending) })
    case .search(let search): .search(search.spanless)
    case .clause(let keyword, let arguments, _): .clause(keyword, arguments.map(\.spanless), none)
    case .afterComma(let inner): .afterComma(inner.spanless)
    case .path(let path, _): .path(path, none)
    case .parameter(let name, let place, _): .parameter(name, place, none)
    }
  }
}
