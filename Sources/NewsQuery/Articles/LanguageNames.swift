/// Languages as databases print them, as tags: `ENGLISH` is `en`.
enum LanguageNames {
  /// The tag (BCP 47) of a name in English; anything else as it stands.
  static func tag(of printed: String) -> String { tags[printed.lowercased()] ?? printed }

  private static let tags: [String: String] = [
    "english": "en", "french": "fr", "german": "de", "spanish": "es", "russian": "ru", "arabic": "ar", "italian": "it",
    "portuguese": "pt", "dutch": "nl", "polish": "pl", "turkish": "tr", "chinese": "zh", "japanese": "ja",
    "korean": "ko",
    "swedish": "sv", "norwegian": "no", "danish": "da", "finnish": "fi", "czech": "cs", "slovak": "sk",
    "hungarian": "hu",
    "romanian": "ro", "bulgarian": "bg", "greek": "el", "hebrew": "he", "persian": "fa", "ukrainian": "uk",
    "hindi": "hi",
    "indonesian": "id", "malay": "ms", "vietnamese": "vi", "thai": "th", "catalan": "ca", "serbian": "sr",
    "croatian": "hr",
    "chinese - simplified": "zh-Hans", "chinese - traditional": "zh-Hant",
  ]
}
