/// Currencies by ISO 4217 code, and how newspapers name them.
enum Currencies {
  /// The codes, in the order of their numbers.
  static let codes: [String] = [
    "USD", "EUR", "GBP", "JPY", "CNY", "RUB", "INR", "AUD", "CAD", "CHF", "HKD", "NZD", "SGD", "TWD", "BRL", "ZAR",
    "KRW", "SEK", "NOK", "DKK", "PLN", "TRY", "MXN", "ILS", "SAR", "AED", "THB", "IDR", "MYR", "PHP", "VND", "PKR",
    "BDT", "LKR", "EGP", "NGN", "KES", "GHS", "UAH", "KZT", "CZK", "HUF", "RON", "BGN", "ARS", "CLP", "COP", "PEN",
    "DEM", "FRF", "ITL", "ESP", "NLG", "BEF", "ATS", "IEP", "PTE", "GRD", "FIM", "XEU", "IRR", "IQD", "KWD", "QAR",
    "JOD", "LBP", "SYP", "MAD", "TND", "DZD", "BYN", "GEL", "AMD", "AZN", "UZS", "BTC", "ETB", "TZS", "UGX", "ZWD",
    "VEB", "AFN", "NPR", "MMK", "ISK", "RSD", "SDG", "XOF",
  ]

  private static let numbers: [String: Int] = Dictionary(
    uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })

  /// The number of a code of the list.
  static func number(_ code: String) -> Int {
    guard let number = numbers[code] else { preconditionFailure("\(code) is not among the currencies") }
    return number
  }

  /// Signs: `$` is the US dollar unless letters before it say otherwise.
  static let signs: [(Unicode.Scalar, String)] = [
    ("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("¥", "JPY"), ("￥", "CNY"), ("₽", "RUB"), ("₹", "INR"), ("₩", "KRW"),
    ("₪", "ILS"), ("₺", "TRY"), ("₴", "UAH"), ("₦", "NGN"), ("₱", "PHP"), ("฿", "THB"), ("₫", "VND"), ("₸", "KZT"),
    ("₿", "BTC"), ("₨", "INR"),
  ]

  /// What stands before `$`, `£` or `¥` glued to it, or before `dollars`.
  static let dollarPrefixes: [(String, String)] = [
    ("us", "USD"), ("usd", "USD"), ("u", "USD"), ("a", "AUD"), ("au", "AUD"), ("aus", "AUD"), ("aud", "AUD"),
    ("c", "CAD"), ("ca", "CAD"), ("can", "CAD"), ("cad", "CAD"), ("hk", "HKD"), ("nz", "NZD"), ("s", "SGD"),
    ("sg", "SGD"), ("nt", "TWD"), ("r", "BRL"), ("z", "ZWD"), ("gb", "GBP"), ("mex", "MXN"), ("mx", "MXN"),
    ("rmb", "CNY"), ("cn", "CNY"), ("uk", "GBP"), ("e", "EGP"), ("canadian", "CAD"), ("australian", "AUD"),
    ("singapore", "SGD"), ("american", "USD"), ("british", "GBP"), ("hong", "HKD"), ("zealand", "NZD"),
    ("egyptian", "EGP"), ("swiss", "CHF"), ("french", "FRF"), ("belgian", "BEF"), ("japanese", "JPY"),
    ("chinese", "CNY"), ("indian", "INR"), ("pakistani", "PKR"), ("lankan", "LKR"), ("turkish", "TRY"),
    ("mexican", "MXN"), ("argentine", "ARS"), ("chilean", "CLP"), ("colombian", "COP"), ("philippine", "PHP"),
    ("swedish", "SEK"), ("norwegian", "NOK"), ("danish", "DKK"), ("irish", "IEP"), ("lebanese", "LBP"),
    ("syrian", "SYP"), ("kuwaiti", "KWD"), ("iraqi", "IQD"), ("jordanian", "JOD"), ("iranian", "IRR"),
    ("saudi", "SAR"), ("qatari", "QAR"), ("ukrainian", "UAH"), ("kenyan", "KES"), ("taiwan", "TWD"),
    ("russian", "RUB"), ("german", "DEM"), ("west", "DEM"), ("zimbabwe", "ZWD"),
  ]

  /// Codes and abbreviations that stand before or after a number, written in capitals.
  static let capitals: [(String, String)] =
    codes.map { ($0.lowercased(), $0) } + [
      ("rmb", "CNY"), ("rm", "MYR"), ("cfa", "XOF"), ("ecu", "XEU"), ("ecus", "XEU"),
    ]

  /// Names in English, written after a number. Several are shared by many countries; the one newspapers mean without
  /// an adjective is given, or none where there is none: `pesos`, `dinars`.
  static let englishNames: [(String, String)] = [
    ("dollar", "USD"), ("dollars", "USD"), ("dlr", "USD"), ("dlrs", "USD"), ("buck", "USD"), ("bucks", "USD"),
    ("euro", "EUR"), ("euros", "EUR"), ("pound", "GBP"), ("pounds", "GBP"), ("stg", "GBP"), ("sterling", "GBP"),
    ("quid", "GBP"), ("yen", "JPY"), ("yuan", "CNY"), ("renminbi", "CNY"), ("rouble", "RUB"), ("roubles", "RUB"),
    ("ruble", "RUB"), ("rubles", "RUB"), ("rupee", "INR"), ("rupees", "INR"), ("rs", "INR"), ("won", "KRW"),
    ("francs", "CHF"), ("franc", "CHF"), ("mark", "DEM"), ("marks", "DEM"), ("dm", "DEM"), ("lira", "ITL"),
    ("lire", "ITL"), ("guilders", "NLG"), ("guilder", "NLG"), ("pesetas", "ESP"), ("schillings", "ATS"),
    ("escudos", "PTE"), ("drachmas", "GRD"), ("rand", "ZAR"), ("krona", "SEK"), ("kronor", "SEK"), ("crowns", "SEK"),
    ("krone", "DKK"), ("kroner", "DKK"), ("zloty", "PLN"), ("zlotys", "PLN"), ("forints", "HUF"), ("forint", "HUF"),
    ("koruna", "CZK"), ("shekel", "ILS"), ("shekels", "ILS"), ("riyals", "SAR"), ("riyal", "SAR"), ("dirhams", "AED"),
    ("dirham", "AED"), ("baht", "THB"), ("rupiah", "IDR"), ("ringgit", "MYR"), ("peso", "MXN"), ("pesos", "MXN"),
    ("reais", "BRL"), ("real", "BRL"), ("cruzados", "BRL"), ("naira", "NGN"), ("hryvnia", "UAH"), ("hryvnias", "UAH"),
    ("tenge", "KZT"), ("dinars", "IQD"), ("taka", "BDT"), ("cedis", "GHS"), ("bitcoin", "BTC"), ("bitcoins", "BTC"),
    ("dong", "VND"), ("rials", "IRR"), ("rial", "IRR"), ("birr", "ETB"), ("bolivars", "VEB"), ("australs", "ARS"),
  ]

  /// A hundredth of a currency, in English.
  static let englishMinorNames: [(String, String)] = [
    ("cent", "USD"), ("cents", "USD"), ("ct", "USD"), ("cts", "USD"), ("pence", "GBP"), ("penny", "GBP"),
    ("paise", "INR"), ("kopecks", "RUB"), ("pfennigs", "DEM"), ("p", "GBP"),
  ]
}
