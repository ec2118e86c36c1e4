// The names of fields and columns that a query reads, as they are written.

extension Search {
  func forEachName(_ body: (FieldName) -> Void) {
    switch kind {
    case .everything, .text, .inResult: break
    case .and(let parts), .or(let parts): for part in parts { part.forEachName(body) }
    case .not(let part), .atLeast(_, let part), .first(_, let part), .counted(_, _, let part), .defined(_, let part):
      part.forEachName(body)
    case .field(let name, let part):
      body(name)
      part.forEachName(body)
    case .chain(let chain):
      chain.first.forEachName(body)
      for link in chain.links { link.operand.forEachName(body) }
    case .compare(let name, _, _), .range(let name, _, _), .valueIs(let name, _, _), .isEmpty(let name, _): body(name)
    }
  }
}

extension Expression {
  func forEachName(_ body: (FieldName) -> Void) {
    switch kind {
    case .literal, .regex: break
    case .search(let search): search.forEachName(body)
    case .column(let name): body(name)
    case .not(let part), .negate(let part), .valueIs(let part, _, _), .isEmpty(let part, _): part.forEachName(body)
    case .and(let parts), .or(let parts), .call(_, let parts): for part in parts { part.forEachName(body) }
    case .compare(_, let left, let right), .arithmetic(_, let left, let right):
      left.forEachName(body)
      right.forEachName(body)
    case .matches(let part, let search, _):
      part.forEachName(body)
      search.forEachName(body)
    case .isIn(let part, let others, _):
      part.forEachName(body)
      for other in others { other.forEachName(body) }
    }
  }
}

extension Argument {
  func forEachName(_ body: (FieldName) -> Void) {
    switch self {
    case .count, .choice, .path, .parameter, .values, .table, .pattern: break
    case .column(let name): body(name)
    case .expression(let expression): expression.forEachName(body)
    case .items(let items):
      for item in items {
        item.expression.forEachName(body)
        item.condition?.forEachName(body)
      }
    case .sortKeys(let keys): for key in keys { key.expression.forEachName(body) }
    case .search(let search): search.forEachName(body)
    case .clause(_, let inner, _): for argument in inner { argument.forEachName(body) }
    case .afterComma(let argument): argument.forEachName(body)
    }
  }
}

// The words, phrases, lists and patterns that a query looks for.

extension Search {
  func forEachText(_ body: (TextOperand) -> Void) {
    switch kind {
    case .text(let operand): body(operand)
    case .and(let parts), .or(let parts): for part in parts { part.forEachText(body) }
    case .not(let part), .atLeast(_, let part), .first(_, let part), .field(_, let part), .counted(_, _, let part),
      .defined(_, let part):
      part.forEachText(body)
    case .chain(let chain):
      chain.first.forEachText(body)
      for link in chain.links { link.operand.forEachText(body) }
    case .everything, .inResult, .compare, .range, .valueIs, .isEmpty: break
    }
  }
}

extension Expression {
  func forEachText(_ body: (TextOperand) -> Void) {
    switch kind {
    case .literal, .regex, .column: break
    case .search(let search): search.forEachText(body)
    case .not(let part), .negate(let part), .valueIs(let part, _, _), .isEmpty(let part, _): part.forEachText(body)
    case .and(let parts), .or(let parts), .call(_, let parts): for part in parts { part.forEachText(body) }
    case .compare(_, let left, let right), .arithmetic(_, let left, let right):
      left.forEachText(body)
      right.forEachText(body)
    case .matches(let part, let search, _):
      part.forEachText(body)
      search.forEachText(body)
    case .isIn(let part, let others, _):
      part.forEachText(body)
      for other in others { other.forEachText(body) }
    }
  }
}

extension Argument {
  func forEachText(_ body: (TextOperand) -> Void) {
    switch self {
    case .count, .choice, .path, .column, .parameter, .values, .table, .pattern: break
    case .expression(let expression): expression.forEachText(body)
    case .items(let items):
      for item in items {
        item.expression.forEachText(body)
        item.condition?.forEachText(body)
      }
    case .sortKeys(let keys): for key in keys { key.expression.forEachText(body) }
    case .search(let search): search.forEachText(body)
    case .clause(_, let inner, _): for argument in inner { argument.forEachText(body) }
    case .afterComma(let argument): argument.forEachText(body)
    }
  }
}
