/// Who or what a name is of.
public enum NameKind: String, Sendable {
  case person, organisation, place
}

/// A name as it stands in a text.
///
///     Mr. Smith of the Red Cross flew to Oslo.     words: Smith   name: Jane Smith   kind: person
public struct NameMention: Sendable, Equatable {
  /// The words as they stand, in bytes; titles and the possessive are left out.
  public var span: Range<Int>
  /// Which paragraph it stands in, from 0.
  public var paragraph: Int
  /// Nil where neither form nor context tell.
  public var kind: NameKind?
  /// The fullest form that the text gives this name.
  public var name: String
}

/// Finds the names of a text by their form and what stands beside them.
///
///     let names = NameFinder().names(in: body, language: "en")
///
/// A name begins with a capital; so scripts without capitals have none here, and German, which gives every noun one, only
/// those that their form or neighbours prove. What a name is of is told by titles and roles (`Sen.`, `spokesman`), by given
/// names, by the ends of companies' and institutions' names (`Inc.`, `Ministry`), by apposition (`, 43,`, `, who`,
/// `, Ohio`) and by a small gazetteer. All mentions of one name speak for its kind, and where they disagree the kind stays
/// empty. Takes time in proportion to the text.
public struct NameFinder: Sendable {
  /// A finder keeps nothing between texts and may be shared by threads.
  public init() {}

  /// The names of `text` in their order. `language` is a tag such as `en` or `ru-RU`; empty means that it is not known.
  /// Any bytes are accepted.
  public func names(in text: UnsafeRawBufferPointer, language: String = "") -> [NameMention] {
    guard text.count < Int(Int32.max) else { return [] }
    let code = language.prefix(2).lowercased()
    var scanner = NameScanner(
      text: text, words: NameWord.list(for: code), hasElision: code == "fr" || code == "it" || code == "ca")
    var paragraph = 0
    Paragraphs.forEach(in: text) { range in
      if !Boilerplate.isBoilerplate(range, in: text) { scanner.scan(range, paragraph: paragraph) }
      paragraph += 1
    }
    var judge = NameJudge(text: text, scanned: scanner, isGerman: code == "de")
    judge.read()
    return NameJoiner(drafts: judge.drafts, text: text).mentions()
  }
}
