/// Languages as databases print them, as tags: `ENGLISH` is `en`, `Deutsch` is `de`.
enum LanguageNames {
  /// The tag (BCP 47) of a name in English or in the language itself, of `GERMAN; DEUTSCH` too; anything else as it stands.
  static func tag(of printed: String) -> String {
    let name = printed.lowercased()
    return tags[name] ?? tags[String(name.prefix { $0 != ";" })] ?? printed
  }

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
    "deutsch": "de", "français": "fr", "español": "es", "italiano": "it", "português": "pt", "nederlands": "nl",
    "polski": "pl", "türkçe": "tr", "русский": "ru", "svenska": "sv", "norsk": "no", "dansk": "da", "suomi": "fi",
    "العربية": "ar", "中文": "zh", "日本語": "ja", "한국어": "ko", "englisch": "en", "anglais": "en", "inglés": "en",
    "inglese": "en", "engels": "en",
    // Three letters, as some services have them (ISO 639-2).
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt", "nld": "nl",
    "dut": "nl", "rus": "ru", "ara": "ar", "zho": "zh", "chi": "zh", "jpn": "ja", "kor": "ko", "pol": "pl", "tur": "tr",
  ]
}
