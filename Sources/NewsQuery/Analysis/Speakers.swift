/// The names that a text gives, so that `Smith` and `he` lead to the fullest one.
struct SpeakerNames {
  mutating func note(_ tokens: [QuoteToken], in text: UnsafeRawBufferPointer) {}

  func resolve(_ mention: Mention, in text: UnsafeRawBufferPointer) -> Speaker {
    let words = String(decoding: text[mention.range], as: UTF8.self)
    switch mention.form {
    case .name: return .named(words, mention.range)
    case .role: return .role(words, mention.range)
    case .pronoun: return .unknown
    }
  }
}
