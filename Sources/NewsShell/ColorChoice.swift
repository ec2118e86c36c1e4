/// Whether results are coloured: `--color auto|always|never`.
///
/// `auto` colours on a terminal that can, unless `NO_COLOR` is set to anything (no-color.org). Colour never carries what
/// the text does not say: a hit is also marked in its own way where colour is off.
enum ColorChoice: String, CaseIterable, Sendable {
  case auto, always, never

  /// Whether to colour what goes to `descriptor`.
  func isOn(for descriptor: Int32) -> Bool {
    isOn(isTerminal: Terminal.isTerminal(descriptor), term: Environment["TERM"], noColor: Environment["NO_COLOR"])
  }

  func isOn(isTerminal: Bool, term: String?, noColor: String?) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      guard isTerminal, noColor == nil, let term else { return false }
      return term != "dumb" && term != "unknown"
    }
  }
}
