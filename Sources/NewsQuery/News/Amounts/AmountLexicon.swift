/// The words that amounts are made of, for each language that newsq knows.
enum AmountLexicon {
  /// Classes beyond those of `AmountNumbers.Kind`.
  enum Kind {
    /// `$`; value is the currency.
    static let sign: UInt8 = 16
    /// `dollars`
    static let name: UInt8 = 17
    /// `cents`: a hundredth of the currency.
    static let minor: UInt8 = 18
    /// `USD`: before or after the number, in capitals only.
    static let code: UInt8 = 19
    /// `US` in `US$`, `Canadian` in `Canadian dollars`.
    static let prefix: UInt8 = 20
    static let percent: UInt8 = 21
    static let per: UInt8 = 22
    static let points: UInt8 = 23
    static let basis: UInt8 = 24
    static let percentage: UInt8 = 25
    /// Value is the unit.
    static let unit: UInt8 = 26
    static let square: UInt8 = 27
    static let cubic: UInt8 = 28
    /// `to`
    static let to: UInt8 = 29
    static let between: UInt8 = 30
    static let from: UInt8 = 31
    /// `m`, `b`, `k`: a scale where they are glued to a sum of money; value is the power of ten.
    static let letter: UInt8 = 32
    /// `Hong` in `Hong Kong dollars`.
    static let place: UInt8 = 33
    /// `百分之`
    static let percentBefore: UInt8 = 34
    /// `about`, before a range.
    static let about: UInt8 = 35
    static let or: UInt8 = 36
    /// `#`, which some wires send for the pound sign.
    static let hash: UInt8 = 37
    /// `won`, `crowns`: a currency only after large numbers.
    static let doubtfulName: UInt8 = 38
    /// `cent`
    static let cent: UInt8 = 39
    /// `Rs`: before the number.
    static let nameBefore: UInt8 = 40
    /// `pounds`: money or weight.
    static let pounds: UInt8 = 41
    /// `°`, `degrees`
    static let degrees: UInt8 = 42
    /// `third`, `Drittel`: value is the number below the line, with 100 added for the singular that may be an ordinal.
    static let fraction: UInt8 = 43
    /// `分之`
    static let ratio: UInt8 = 44
    /// `成`
    static let tenths: UInt8 = 45
    /// `N` of `N5bn`: a letter glued to a large number.
    static let letterBefore: UInt8 = 46
    /// `el` in `entre el 10 y el 15 por ciento`: passed over before a number.
    static let the: UInt8 = 47
    /// `auf` in `von 3,5 auf 4,2 Prozent`: leads to a second amount, not to the end of a range.
    static let onto: UInt8 = 48
    /// `con` in `tres euros con 99 céntimos`
    static let with: UInt8 = 49
  }

  /// The lexicon for a language, English where it is not known.
  static func lexicon(for language: String?) -> Lexicon {
    switch language?.prefix(2) {
    case "de": german
    case "fr": french
    case "es": spanish
    case "it": italian
    case "ru": russian
    case "zh": chinese
    default: english
    }
  }

  private static let english = Lexicon(englishWords + common, signs: signs)
  private static let german = Lexicon(germanWords + common, signs: signs, hasDecimalComma: true)
  private static let french = Lexicon(frenchWords + common, signs: signs, hasDecimalComma: true)
  private static let spanish = Lexicon(spanishWords + common, signs: signs, hasDecimalComma: true)
  private static let italian = Lexicon(italianWords + common, signs: signs, hasDecimalComma: true)
  private static let russian = Lexicon(russianWords + common, signs: signs, hasDecimalComma: true)
  private static let chinese = Lexicon(chineseWords + common, signs: signs, hasWideDigits: true)

  private typealias Number = AmountNumbers.Kind

  private static let signs: [UInt32: Meaning] = {
    var signs: [UInt32: Meaning] = [
      0x25: Meaning(Kind.percent), 0xFF05: Meaning(Kind.percent), 0x23: Meaning(Kind.hash),
      0xB0: Meaning(Kind.degrees), 0x2103: Meaning(Kind.unit, Units.number("°C")),
      0x2109: Meaning(Kind.unit, Units.number("°F")),
    ]
    for (sign, code) in Currencies.signs { signs[sign.value] = Meaning(Kind.sign, Currencies.number(code)) }
    return signs
  }()

  private static func currencies(_ names: [(String, String)], _ kind: UInt8) -> [(String, Meaning)] {
    names.map { ($0, Meaning(kind, Currencies.number($1))) }
  }

  private static func units(_ names: [(String, String)]) -> [(String, Meaning)] {
    names.map { ($0, Meaning(Kind.unit, Units.number($1))) }
  }

  private static func words(_ text: String, _ kind: UInt8, _ value: Int = 0) -> [(String, Meaning)] {
    text.split(separator: " ").map { (String($0), Meaning(kind, value)) }
  }

  private static func fractions(_ text: String, from first: Int, isSingular: Bool = false) -> [(String, Meaning)] {
    text.split(separator: " ").enumerated().map {
      (String($1), Meaning(Kind.fraction, first + $0 + (isSingular ? 100 : 0)))
    }
  }

  private static func cardinals(_ text: String, from first: Int, by step: Int = 1) -> [(String, Meaning)] {
    text.split(separator: " ").enumerated().map { (String($1), Meaning(Number.cardinal, first + $0 * step)) }
  }

  /// Codes and abbreviations that every language uses; a language's own words come before them.
  private static let common: [(String, Meaning)] =
    currencies(Currencies.capitals, Kind.code) + currencies(Currencies.dollarPrefixes, Kind.prefix)
    + words("bn bln mrd mia", Number.scale, 9) + words("mln mio mn", Number.scale, 6)
    + words("tn trn", Number.scale, 12)
    + words("bp bps", Kind.basis, 1) + words("pp ppt ppts", Kind.percentage, 1)
    + words("m", Kind.letter, 6) + words("b", Kind.letter, 9) + words("k", Kind.letter, 3)
    + units([
      ("km", "km"), ("cm", "cm"), ("mm", "mm"), ("kg", "kg"), ("kw", "kW"), ("mw", "MW"), ("gw", "GW"), ("kwh", "kWh"),
      ("mwh", "MWh"), ("gwh", "GWh"), ("twh", "TWh"), ("hz", "Hz"), ("mhz", "MHz"), ("ghz", "GHz"), ("gb", "GB"),
      ("mb", "MB"), ("tb", "TB"), ("ha", "ha"), ("ppm", "ppm"), ("ppb", "ppb"),
    ])

  /// What stands before a number below zero.
  static let minus = ["minus ", "moins ", "menos ", "минус ", "零下"]

  private static let englishWords: [(String, Meaning)] =
    cardinals(
      "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        + " eighteen nineteen", from: 0)
    + cardinals("twenty thirty forty fifty sixty seventy eighty ninety", from: 20, by: 10)
    + words("hundred", Number.scale, 2) + words("thousand thsd thous", Number.scale, 3)
    + words("million mil", Number.scale, 6) + words("billion", Number.scale, 9) + words("trillion", Number.scale, 12)
    + words("lakh lac lakhs", Number.scale, 5) + words("crore crores cr", Number.scale, 7)
    + words("tens", Number.plural, 1) + words("hundreds", Number.plural, 2) + words("thousands", Number.plural, 3)
    + words("millions", Number.plural, 6) + words("billions", Number.plural, 9) + words("trillions", Number.plural, 12)
    + words("a an", Number.article) + words("and", Number.and) + words("half", Number.half)
    + words("degree degrees", Kind.degrees)
    + fractions("third fourth fifth sixth seventh eighth ninth tenth", from: 3, isSingular: true)
    + fractions("thirds fourths fifths sixths sevenths eighths ninths tenths", from: 3)
    + fractions("quarter", from: 4, isSingular: true) + fractions("quarters", from: 4)
    + words("dozen", Number.group, 12) + words("several few many", Number.vague) + words("of", Number.of)
    + currencies(Currencies.englishMinorNames, Kind.minor)
    + words("percent pct percents pc", Kind.percent) + words("per", Kind.per) + words("point points pts", Kind.points)
    + words("basis", Kind.basis) + words("percentage pctage", Kind.percentage)
    + words("square sq", Kind.square) + words("cubic cu", Kind.cubic) + words("to", Kind.to)
    + words("between", Kind.between) + words("from", Kind.from) + words("or", Kind.or)
    + words("about around approximately roughly nearly some estimated at for cost costing", Kind.about)
    + words("hong kong new south sri", Kind.place)
    + currencies([("finnish", "FIM"), ("icelandic", "ISK"), ("czech", "CZK"), ("israeli", "ILS")], Kind.prefix)
    + currencies([("markka", "FIM"), ("markkas", "FIM"), ("markkaa", "FIM")], Kind.name)
    + currencies([("won", "KRW"), ("crowns", "SEK"), ("rand", "ZAR")], Kind.doubtfulName)
    + currencies(
      [
        ("rs", "INR"), ("dm", "DEM"), ("sfr", "CHF"), ("dlrs", "USD"), ("ksh", "KES"), ("kshs", "KES"),
        ("tsh", "TZS"), ("ush", "UGX"), ("rp", "IDR"),
      ], Kind.nameBefore)
    + currencies([("n", "NGN")], Kind.letterBefore)
    + currencies([("pounds", "GBP"), ("pound", "GBP")], Kind.pounds)
    + currencies(
      Currencies.englishNames.filter { !["mark", "real"].contains($0.0) }, Kind.name)
    + units(Units.english)

  private static let germanWords: [(String, Meaning)] =
    cardinals("null ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf", from: 0)
    + cardinals("dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn", from: 13)
    + words("dreisig", Number.cardinal, 30)
    + cardinals("zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig", from: 20, by: 10)
    + germanCompounds + words("halbe halben halber", Number.half) + words("eineinhalb anderthalb", Number.half, 15)
    + fractions("halfte", from: 2, isSingular: true) + fractions("drittel viertel funftel sechstel", from: 3)
    + fractions("zehntel", from: 10) + words("grad", Kind.degrees) + words("hundert", Number.group, 100)
    + currencies(
      adjectives(
        "CAD kanadisch AUD australisch USD amerikanisch CHF schweizerisch INR indisch JPY japanisch GBP britisch")
        + adjectives(
          "NOK norwegisch SEK schwedisch DKK danisch CZK tschechisch TRY turkisch RUB russisch CNY chinesisch")
        + adjectives(
          "MXN mexikanisch ARS argentinisch NZD neuseelandisch EGP agyptisch BRL brasilianisch KRW sudkoreanisch")
        + [("schweizer", "CHF"), ("us", "USD"), ("singapur", "SGD"), ("hongkong", "HKD")], Kind.prefix)
    + words("tausend", Number.group, 1000) + words("tsd", Number.scale, 3)
    + words("million millionen mill", Number.scale, 6) + words("milliarde milliarden", Number.scale, 9)
    + words("billion billionen", Number.scale, 12) + words("eine einen einer", Number.article)
    + words("dutzend", Number.group, 12) + words("mehrere einige", Number.vague)
    + currencies(
      [
        ("euro", "EUR"), ("euros", "EUR"), ("dollar", "USD"), ("pfund", "GBP"), ("franken", "CHF"), ("rubel", "RUB"),
        ("yen", "JPY"), ("yuan", "CNY"), ("mark", "DEM"), ("kronen", "SEK"), ("zloty", "PLN"), ("lira", "TRY"),
        ("rupien", "INR"), ("schilling", "ATS"), ("forint", "HUF"),
      ], Kind.name)
    + currencies([("cent", "EUR"), ("cents", "EUR"), ("pfennig", "DEM"), ("rappen", "CHF")], Kind.minor)
    + words("prozent", Kind.percent) + words("prozentpunkte prozentpunkten prozentpunkt", Kind.percentage, 1)
    + words("punkte punkten zahler", Kind.points) + words("basispunkte basispunkten", Kind.basis, 1)
    + words("auf", Kind.onto) + words("bis", Kind.to) + words("zwischen", Kind.between) + words("von", Kind.from)
    + words("und", Number.and)
    + words("oder", Kind.or) + words("rund etwa circa ca ungefahr", Kind.about)
    + units([
      ("kilometer", "km"), ("kilometern", "km"), ("meter", "m"), ("metern", "m"), ("zentimeter", "cm"),
      ("millimeter", "mm"), ("meilen", "mi"), ("hektar", "ha"), ("kilogramm", "kg"), ("kilo", "kg"), ("gramm", "g"),
      ("tonnen", "t"), ("tonne", "t"), ("liter", "l"), ("litern", "l"), ("barrel", "bbl"), ("megawatt", "MW"),
      ("gigawatt", "GW"), ("kilowattstunden", "kWh"), ("quadratmeter", "m²"), ("quadratkilometer", "km²"),
      ("kubikmeter", "m³"), ("stundenkilometer", "km/h"), ("stundenkilometern", "km/h"), ("menschen", "people"),
      ("personen", "people"),
    ])

  /// The adjectives of codes in the five endings of German: `CAD kanadisch` is kanadische, kanadischen …
  private static func adjectives(_ text: String) -> [(String, String)] {
    let words = text.split(separator: " ").map(String.init)
    return stride(from: 0, to: words.count - 1, by: 2).flatMap { place in
      ["e", "en", "er", "em", "es"].map { (words[place + 1] + $0, words[place]) }
    }
  }

  /// `einundzwanzig` to `neunundneunzig`, `einhundert` to `neunhundertneunundneunzig`.
  private static let germanCompounds: [(String, Meaning)] = {
    let units = ["ein", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun"]
    // A folded ß is one s.
    let tens = ["zwanzig", "dreisig", "vierzig", "funfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
    let teens = [
      "zehn", "elf", "zwolf", "dreizehn", "vierzehn", "funfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
    ]
    var compounds: [(String, Int)] = []
    for (ten, word) in tens.enumerated() {
      for (unit, name) in units.enumerated() { compounds.append((name + "und" + word, (ten + 2) * 10 + unit + 1)) }
    }
    var small = compounds + [("eins", 1)]
    for (place, word) in units.enumerated() { small.append((word, place + 1)) }
    for (place, word) in teens.enumerated() { small.append((word, place + 10)) }
    for (place, word) in tens.enumerated() { small.append((word, (place + 2) * 10)) }
    var all = compounds
    for hundred in 0...9 {
      // `hundert` alone is a group.
      let word = hundred == 0 ? "hundert" : units[hundred - 1] + "hundert"
      if hundred > 0 { all.append((word, hundred * 100)) }
      for (rest, value) in small { all.append((word + rest, max(1, hundred) * 100 + value)) }
    }
    return all.map { ($0.0, Meaning(Number.cardinal, $0.1)) }
  }()

  private static let frenchWords: [(String, Meaning)] =
    cardinals("zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize", from: 0)
    + cardinals("vingt trente quarante cinquante soixante", from: 20, by: 10)
    + fractions("tiers quarts cinquiemes", from: 3) + fractions("quart cinquieme", from: 4, isSingular: true)
    + fractions("moitie", from: 2, isSingular: true) + words("demi", Number.half) + words("degres degre", Kind.degrees)
    + words("cent cents", Number.scale, 2) + words("mille", Number.group, 1000)
    + words("million millions", Number.scale, 6) + words("milliard milliards md mds", Number.scale, 9)
    + words("billion billions", Number.scale, 12) + words("de d", Number.of)
    + words("une", Number.article) + words("douzaine", Number.group, 12) + words("dizaine", Number.group, 10)
    + words("plusieurs quelques", Number.vague)
    + currencies(
      [
        ("euro", "EUR"), ("euros", "EUR"), ("dollar", "USD"), ("dollars", "USD"), ("livre", "GBP"), ("livres", "GBP"),
        ("franc", "FRF"), ("francs", "FRF"), ("rouble", "RUB"), ("roubles", "RUB"), ("yen", "JPY"), ("yens", "JPY"),
        ("yuan", "CNY"), ("yuans", "CNY"), ("roupies", "INR"), ("dinars", "DZD"), ("dirhams", "MAD"),
        ("naira", "NGN"), ("nairas", "NGN"), ("fcfa", "XOF"),
      ], Kind.name)
    + currencies(
      [
        ("suisses", "CHF"), ("suisse", "CHF"), ("canadiens", "CAD"), ("australiens", "AUD"), ("americains", "USD"),
        ("tunisiens", "TND"), ("algeriens", "DZD"), ("koweitiens", "KWD"),
      ], Kind.prefix)
    + currencies([("centime", "EUR"), ("centimes", "EUR")], Kind.minor)
    + words("avec", Kind.with) + words("le les", Kind.the)
    + cardinals("vingts", from: 20) + words("septante", Number.cardinal, 70) + words("nonante", Number.cardinal, 90)
    + words("pour", Kind.per) + words("pourcent", Kind.percent) + words("pourcentage", Kind.percentage)
    + words("base", Kind.basis) + words("points point", Kind.points)
    + words("a", Kind.to) + words("entre", Kind.between) + words("et", Number.and) + words("ou", Kind.or)
    + words("environ quelque pres", Kind.about)
    + units([
      ("kilometre", "km"), ("kilometres", "km"), ("metre", "m"), ("metres", "m"), ("centimetres", "cm"),
      ("millimetres", "mm"), ("hectare", "ha"), ("hectares", "ha"), ("kilo", "kg"), ("kilos", "kg"),
      ("kilogrammes", "kg"), ("grammes", "g"), ("tonne", "t"), ("tonnes", "t"), ("litre", "l"), ("litres", "l"),
      ("baril", "bbl"), ("barils", "bbl"), ("megawatts", "MW"), ("gigawatts", "GW"),
      ("personnes", "people"),
    ])

  private static let spanishWords: [(String, Meaning)] =
    cardinals("cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince", from: 0)
    + cardinals("dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres", from: 16)
    + cardinals("veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve", from: 24)
    + cardinals("treinta cuarenta cincuenta sesenta setenta ochenta noventa", from: 30, by: 10)
    + fractions("tercios cuartos quintos", from: 3) + fractions("tercio cuarto quinto", from: 3, isSingular: true)
    + fractions("mitad", from: 2, isSingular: true) + words("medio", Number.half) + words("grados grado", Kind.degrees)
    + words("cientos", Number.scale, 2) + words("ciento", Number.cardinal, 100) + words("cien", Number.cardinal, 100)
    + words("mil", Number.group, 1000)
    + words("millon millones", Number.scale, 6) + words("billon billones", Number.scale, 12)
    + words("de", Number.of) + words("una", Number.article) + words("docena", Number.group, 12)
    + words("varios varias", Number.vague)
    + currencies(
      [
        ("euro", "EUR"), ("euros", "EUR"), ("dolar", "USD"), ("dolares", "USD"), ("libra", "GBP"), ("libras", "GBP"),
        ("peso", "MXN"), ("pesos", "MXN"), ("peseta", "ESP"), ("pesetas", "ESP"), ("rublos", "RUB"), ("yenes", "JPY"),
        ("yuanes", "CNY"), ("soles", "PEN"), ("reales", "BRL"), ("bolivares", "VEB"), ("francos", "CHF"),
      ], Kind.name)
    + currencies(
      [
        ("argentinos", "ARS"), ("chilenos", "CLP"), ("colombianos", "COP"), ("mexicanos", "MXN"), ("suizos", "CHF"),
        ("canadienses", "CAD"), ("australianos", "AUD"), ("estadounidenses", "USD"),
      ], Kind.prefix)
    + currencies([("centimo", "EUR"), ("centimos", "EUR"), ("centavos", "USD")], Kind.minor)
    + cardinals("doscientos trescientos cuatrocientos quinientos seiscientos", from: 200, by: 100)
    + cardinals("setecientos ochocientos novecientos", from: 700, by: 100)
    + cardinals("doscientas trescientas cuatrocientas quinientas seiscientas", from: 200, by: 100)
    + cardinals("setecientas ochocientas novecientas", from: 700, by: 100)
    + words("veintiun veintiuna", Number.cardinal, 21)
    + currencies([("penique", "GBP"), ("peniques", "GBP"), ("centavo", "USD")], Kind.minor)
    + words("del", Kind.from) + words("al", Kind.to) + words("el la los las", Kind.the) + words("con", Kind.with)
    + words("por", Kind.per) + words("porciento", Kind.percent) + words("puntos punto", Kind.points)
    + words("basicos", Kind.basis) + words("porcentuales porcentual", Kind.percentage)
    + words("a", Kind.to) + words("entre", Kind.between) + words("y", Number.and) + words("o", Kind.or)
    + words("unos unas cerca aproximadamente alrededor", Kind.about)
    + units([
      ("kilometro", "km"), ("kilometros", "km"), ("metro", "m"), ("metros", "m"), ("centimetros", "cm"),
      ("milimetros", "mm"), ("hectarea", "ha"), ("hectareas", "ha"), ("kilo", "kg"), ("kilos", "kg"),
      ("kilogramos", "kg"), ("gramos", "g"), ("tonelada", "t"), ("toneladas", "t"), ("litro", "l"), ("litros", "l"),
      ("barril", "bbl"), ("barriles", "bbl"), ("megavatios", "MW"), ("gigavatios", "GW"),
      ("personas", "people"),
    ])

  private static let russianWords: [(String, Meaning)] =
    cardinals("ноль один два три четыре пять шесть семь восемь девять десять", from: 0)
    + words("сто ста", Number.cardinal, 100) + words("тысячи тысяч тыс", Number.scale, 3)
    + words("тысяча тысячу", Number.group, 1000) + words("миллион", Number.group, 1_000_000)
    + words("миллиона миллионов млн", Number.scale, 6)
    + words("миллиард", Number.group, 1_000_000_000) + words("миллиарда миллиардов млрд", Number.scale, 9)
    + words("триллион триллиона триллионов трлн", Number.scale, 12) + words("полтора полторы полутора", Number.half, 15)
    + cardinals("одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать", from: 11)
    + cardinals("восемнадцать девятнадцать двадцать", from: 18)
    + cardinals("тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто", from: 30, by: 10)
    + cardinals("двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот", from: 200, by: 100)
    + cardinals("двадцати тридцати сорока пятидесяти шестидесяти семидесяти восьмидесяти девяноста", from: 20, by: 10)
    + currencies(russianAdjectives, Kind.prefix)
    + cardinals("двух трех четырех пяти шести семи восьми девяти десяти", from: 2) + words("две", Number.cardinal, 2)
    + words("одна одной одного", Number.cardinal, 1)
    + words("полмиллиона", Number.group, 500_000) + words("полмиллиарда", Number.group, 500_000_000)
    + fractions("трети четверти", from: 3) + words("половина половину половины половине", Kind.fraction, 102)
    + fractions("треть четверть", from: 3, isSingular: true) + words("градусов градуса градус", Kind.degrees)
    + words("несколько", Number.vague)
    + currencies(
      [
        ("рубль", "RUB"), ("рубля", "RUB"), ("рублей", "RUB"), ("рублях", "RUB"), ("руб", "RUB"), ("доллар", "USD"),
        ("доллара", "USD"), ("долларов", "USD"), ("долл", "USD"), ("евро", "EUR"), ("фунтов", "GBP"), ("фунта", "GBP"),
        ("иен", "JPY"), ("йен", "JPY"), ("юаней", "CNY"), ("юаня", "CNY"), ("гривен", "UAH"), ("гривны", "UAH"),
        ("тенге", "KZT"), ("франков", "CHF"), ("лир", "TRY"), ("крон", "SEK"), ("злотых", "PLN"), ("рупий", "INR"),
      ], Kind.name)
    + currencies([("копеек", "RUB"), ("копейки", "RUB"), ("центов", "USD"), ("цента", "USD")], Kind.minor)
    + words("процент процента процентов проц", Kind.percent) + words("пункт пункта пунктов", Kind.points)
    + words("процентных процентного процентный", Kind.percentage) + words("базисных базисного", Kind.basis)
    + words("до", Kind.to) + words("между", Kind.between) + words("от с", Kind.from) + words("и", Number.and)
    + words("или", Kind.or) + words("около примерно порядка почти", Kind.about)
    + units([
      ("кубометр", "m³"), ("кубометра", "m³"), ("кубометров", "m³"), ("километр", "km"), ("километра", "km"),
      ("километров", "km"), ("км", "km"), ("метр", "m"), ("метра", "m"),
      ("метров", "m"), ("м", "m"), ("см", "cm"), ("сантиметров", "cm"), ("мм", "mm"), ("га", "ha"), ("гектаров", "ha"),
      ("гектара", "ha"), ("килограммов", "kg"), ("килограмма", "kg"), ("кг", "kg"), ("граммов", "g"), ("тонна", "t"),
      ("тонны", "t"), ("тонн", "t"), ("литров", "l"), ("литра", "l"), ("баррель", "bbl"), ("баррелей", "bbl"),
      ("барреля", "bbl"), ("мвт", "MW"), ("гвт", "GW"), ("человек", "people"), ("человека", "people"),
    ])
    + words("кв", Kind.square) + words("куб", Kind.cubic) + words("квадратных", Kind.square)
    + words("кубических", Kind.cubic)

  private static let russianAdjectives: [(String, String)] = russianStems.flatMap { stem in
    ["их", "ий", "ого", "ая", "ую", "ими"].map { (stem.0 + $0, stem.1) }
  }

  private static let russianStems: [(String, String)] = [
    ("канадск", "CAD"), ("австралийск", "AUD"), ("американск", "USD"), ("швейцарск", "CHF"), ("гонконгск", "HKD"),
    ("сингапурск", "SGD"), ("новозеландск", "NZD"), ("шведск", "SEK"), ("норвежск", "NOK"), ("датск", "DKK"),
    ("чешск", "CZK"), ("турецк", "TRY"), ("индийск", "INR"), ("белорусск", "BYN"), ("японск", "JPY"),
    ("китайск", "CNY"),
    ("британск", "GBP"), ("египетск", "EGP"), ("тайваньск", "TWD"),
  ]

  private static let italianWords: [(String, Meaning)] =
    cardinals("zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici", from: 0)
    + cardinals("quindici sedici diciassette diciotto diciannove", from: 15)
    + cardinals("venti trenta quaranta cinquanta sessanta settanta ottanta novanta", from: 20, by: 10)
    + italianCompounds + fractions("terzi quarti quinti", from: 3)
    + fractions("terzo quarto quinto", from: 3, isSingular: true)
    + fractions("meta", from: 2, isSingular: true) + words("mezzo mezza", Number.half)
    + words("gradi grado", Kind.degrees)
    + words("cento", Number.cardinal, 100) + words("mille", Number.group, 1000) + words("mila", Number.scale, 3)
    + words("milione milioni mln", Number.scale, 6) + words("miliardo miliardi mld", Number.scale, 9)
    + words("bilione bilioni", Number.scale, 12) + words("di", Number.of) + words("un una", Number.article)
    + words("dozzina", Number.group, 12) + words("diversi parecchi alcuni", Number.vague)
    + currencies(
      [
        ("euro", "EUR"), ("dollaro", "USD"), ("dollari", "USD"), ("sterlina", "GBP"), ("sterline", "GBP"),
        ("lira", "ITL"),
        ("lire", "ITL"), ("franco", "CHF"), ("franchi", "CHF"), ("rublo", "RUB"), ("rubli", "RUB"), ("yen", "JPY"),
        ("yuan", "CNY"), ("rupie", "INR"), ("corone", "SEK"), ("pesos", "MXN"), ("marchi", "DEM"), ("zloty", "PLN"),
      ], Kind.name)
    + currencies(
      [
        ("svizzeri", "CHF"), ("canadesi", "CAD"), ("australiani", "AUD"), ("americani", "USD"), ("statunitensi", "USD"),
        ("svedesi", "SEK"), ("norvegesi", "NOK"), ("danesi", "DKK"), ("argentini", "ARS"), ("messicani", "MXN"),
        ("turche", "TRY"), ("indiane", "INR"), ("egiziane", "EGP"),
      ], Kind.prefix)
    + currencies([("centesimo", "EUR"), ("centesimi", "EUR"), ("cent", "EUR"), ("pence", "GBP")], Kind.minor)
    + words("per", Kind.per) + words("percento", Kind.percent) + words("percentuali percentuale", Kind.percentage)
    + words("base", Kind.basis) + words("punti punto", Kind.points) + words("a al", Kind.to)
    + words("tra fra", Kind.between) + words("da dal dai dalle", Kind.from) + words("e", Number.and)
    + words("o", Kind.or)
    + words("circa quasi oltre", Kind.about) + words("il lo i gli le la", Kind.the) + words("con", Kind.with)
    + units([
      ("chilometro", "km"), ("chilometri", "km"), ("metro", "m"), ("metri", "m"), ("centimetri", "cm"),
      ("millimetri", "mm"), ("ettaro", "ha"), ("ettari", "ha"), ("chilo", "kg"), ("chili", "kg"),
      ("chilogrammi", "kg"), ("grammi", "g"), ("tonnellata", "t"), ("tonnellate", "t"), ("litro", "l"), ("litri", "l"),
      ("barile", "bbl"), ("barili", "bbl"), ("megawatt", "MW"), ("gigawatt", "GW"), ("persone", "people"),
    ])
    + words("quadrati quadrato", Kind.square)

  /// `ventuno` to `novantanove`, `duecento` to `novecentonovantanove`, `duemila`.
  private static let italianCompounds: [(String, Meaning)] = {
    let units = ["uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"]
    let teens =
      "dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove".split(separator: " ")
      .map(String.init)
    let tens = ["venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"]
    var compounds: [(String, Int)] = []
    for (ten, word) in tens.enumerated() {
      for (unit, name) in units.enumerated() {
        // `ventuno`, `ventotto`: the vowel of the ten goes before another.
        let stem = name == "uno" || name == "otto" ? String(word.dropLast()) : word
        let value = (ten + 2) * 10 + unit + 1
        compounds.append((stem + name, value))
        if name == "uno" { compounds.append((stem + "un", value)) }
      }
    }
    var small = compounds
    for (place, word) in units.enumerated() { small.append((word, place + 1)) }
    for (place, word) in teens.enumerated() { small.append((word, place + 10)) }
    for (place, word) in tens.enumerated() { small.append((word, (place + 2) * 10)) }
    var all = compounds
    for hundred in 1...9 {
      let word = hundred == 1 ? "cento" : units[hundred - 1] + "cento"
      if hundred > 1 { all.append((word, hundred * 100)) }
      for (rest, value) in small { all.append((word + rest, hundred * 100 + value)) }
    }
    for thousand in 2...9 { all.append((units[thousand - 1] + "mila", thousand * 1000)) }
    return all.map { ($0.0, Meaning(Number.cardinal, $0.1)) }
  }()

  private static let chineseWords: [(String, Meaning)] =
    cardinals("零 一 二 三 四 五 六 七 八 九", from: 0) + words("两 兩", Number.cardinal, 2)
    + words("〇", Number.cardinal, 0) + words("点", Number.point) + words("多 余 餘", Number.more)
    + words("几 数", Number.vague) + words("分之", Kind.ratio) + words("成", Kind.tenths) + words("半", Number.half)
    + words("一半", Kind.fraction, 102) + words("十", Number.scale, 1) + words("百", Number.scale, 2)
    + words("千", Number.scale, 3)
    + words("万 萬", Number.scale, 4) + words("亿 億", Number.scale, 8) + words("兆", Number.scale, 12)
    + words("至 到", Kind.to) + words("百分之", Kind.percentBefore) + words("个百分点 百分点", Kind.percentage, 1)
    + words("个基点 基点", Kind.basis, 1)
    + currencies(
      [
        ("元", "CNY"), ("人民币", "CNY"), ("元人民币", "CNY"), ("美元", "USD"), ("美金", "USD"),
        ("欧元", "EUR"), ("英镑", "GBP"), ("日元", "JPY"), ("日圆", "JPY"), ("港元", "HKD"), ("港币", "HKD"),
        ("新台币", "TWD"), ("台币", "TWD"), ("臺幣", "TWD"), ("台幣", "TWD"), ("新臺幣", "TWD"), ("新台幣", "TWD"), ("卢布", "RUB"),
        ("韩元", "KRW"), ("澳元", "AUD"), ("加元", "CAD"), ("法郎", "CHF"),
        ("瑞郎", "CHF"), ("瑞士法郎", "CHF"), ("新元", "SGD"), ("印度卢比", "INR"),
      ], Kind.name)
    + units([
      ("公里", "km"), ("千米", "km"), ("米", "m"), ("厘米", "cm"), ("毫米", "mm"), ("公顷", "ha"), ("公斤", "kg"),
      ("千克", "kg"), ("克", "g"), ("吨", "t"), ("升", "l"), ("桶", "bbl"), ("千瓦", "kW"), ("千瓦时", "kWh"),
      ("兆瓦", "MW"), ("兆瓦时", "MWh"), ("吉瓦", "GW"), ("吉瓦时", "GWh"), ("亩", "mu"), ("斤", "jin"),
      ("平方米", "m²"), ("平方公里", "km²"), ("立方米", "m³"), ("人", "people"), ("摄氏度", "°C"), ("华氏度", "°F"),
    ])
    + words("度", Kind.degrees) + currencies([("块", "CNY")], Kind.doubtfulName)
}
