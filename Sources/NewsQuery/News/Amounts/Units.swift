/// Units of measure as newspapers print them, and the symbol each is given.
enum Units {
  /// The symbols, in the order of their numbers.
  static let symbols: [String] = [
    "km", "m", "cm", "mm", "mi", "ft", "in", "yd", "km²", "m²", "mi²", "ft²", "ha", "acre", "kg", "g", "mg", "t", "lb",
    "oz", "l", "ml", "gal", "bbl", "bu", "m³", "ft³", "kW", "MW", "GW", "TW", "kWh", "MWh", "GWh", "TWh", "W", "V",
    "°C",
    "°F", "°", "km/h", "mph", "kn", "Hz", "kHz", "MHz", "GHz", "B", "KB", "MB", "GB", "TB", "kbit/s", "Mbit/s",
    "Gbit/s",
    "ppm", "ppb", "mu", "jin", "px", "nmi", "dwt", "kt", "Mt", "J", "kcal", "oz t", "bag", "bale", "sh", "b/d", "h",
    "min", "people", "nm", "µm",
  ]

  private static let numbers: [String: Int] = Dictionary(uniqueKeysWithValues: symbols.enumerated().map { ($1, $0) })

  /// The number of a symbol of the list.
  static func number(_ symbol: String) -> Int {
    guard let number = numbers[symbol] else { preconditionFailure("\(symbol) is not among the units") }
    return number
  }

  /// Names in English, and abbreviations that every language uses.
  static let english: [(String, String)] = [
    ("km", "km"), ("kms", "km"), ("kilometer", "km"), ("kilometers", "km"), ("kilometre", "km"), ("kilometres", "km"),
    ("meter", "m"), ("meters", "m"), ("metre", "m"), ("metres", "m"), ("cm", "cm"), ("centimeters", "cm"),
    ("centimetres", "cm"), ("centimeter", "cm"), ("centimetre", "cm"), ("mm", "mm"), ("millimeters", "mm"),
    ("millimetres", "mm"), ("millimeter", "mm"), ("millimetre", "mm"), ("mile", "mi"), ("miles", "mi"), ("feet", "ft"),
    ("foot", "ft"), ("ft", "ft"), ("inch", "in"), ("inches", "in"), ("yard", "yd"), ("yards", "yd"), ("sqm", "m²"),
    ("hectare", "ha"), ("hectares", "ha"), ("acre", "acre"), ("acres", "acre"), ("kg", "kg"), ("kgs", "kg"),
    ("kilo", "kg"), ("kilos", "kg"), ("kilogram", "kg"), ("kilograms", "kg"), ("kilogramme", "kg"),
    ("kilogrammes", "kg"), ("gram", "g"), ("grams", "g"), ("gramme", "g"), ("grammes", "g"), ("milligrams", "mg"),
    ("mg", "mg"), ("ton", "t"), ("tons", "t"), ("tonne", "t"), ("tonnes", "t"), ("lb", "lb"), ("lbs", "lb"),
    ("ounce", "oz"), ("ounces", "oz"), ("oz", "oz"), ("liter", "l"), ("liters", "l"), ("litre", "l"), ("litres", "l"),
    ("milliliters", "ml"), ("millilitres", "ml"), ("ml", "ml"), ("gallon", "gal"), ("gallons", "gal"),
    ("barrel", "bbl"), ("barrels", "bbl"), ("bbl", "bbl"), ("bbls", "bbl"), ("bpd", "b/d"), ("bushel", "bu"),
    ("bushels", "bu"), ("kilowatts", "kW"), ("kilowatt", "kW"), ("kw", "kW"), ("megawatts", "MW"), ("megawatt", "MW"),
    ("mw", "MW"), ("gigawatts", "GW"), ("gigawatt", "GW"), ("gw", "GW"), ("kwh", "kWh"), ("mwh", "MWh"), ("gwh", "GWh"),
    ("twh", "TWh"), ("watts", "W"), ("watt", "W"), ("volts", "V"), ("volt", "V"), ("mph", "mph"), ("kph", "km/h"),
    ("kmh", "km/h"), ("knots", "kn"), ("hertz", "Hz"), ("hz", "Hz"), ("khz", "kHz"), ("mhz", "MHz"), ("ghz", "GHz"),
    ("bytes", "B"), ("kilobytes", "KB"), ("kb", "KB"), ("megabytes", "MB"), ("megabyte", "MB"), ("mb", "MB"),
    ("gigabytes", "GB"), ("gigabyte", "GB"), ("gb", "GB"), ("terabytes", "TB"), ("terabyte", "TB"), ("tb", "TB"),
    ("pixels", "px"), ("megapixels", "px"), ("dwt", "dwt"), ("kilotons", "kt"), ("kilotonnes", "kt"),
    ("megatons", "Mt"), ("joules", "J"), ("calories", "kcal"), ("bags", "bag"), ("bales", "bale"), ("shares", "sh"),
    ("shrs", "sh"), ("people", "people"), ("persons", "people"), ("mbps", "Mbit/s"), ("gbps", "Gbit/s"),
    ("nanometers", "nm"), ("nanometres", "nm"), ("µm", "µm"), ("μm", "µm"), ("micron", "µm"), ("microns", "µm"),
    ("micrometers", "µm"),
    ("micrometres", "µm"), ("celsius", "°C"), ("fahrenheit", "°F"), ("degc", "°C"), ("degf", "°F"),
  ]

  /// Units with `square` or `cubic` before them.
  static func squared(_ symbol: String) -> String? {
    ["km": "km²", "m": "m²", "mi": "mi²", "ft": "ft²"][symbol]
  }

  /// Units with `cubic` before them.
  static func cubed(_ symbol: String) -> String? {
    ["m": "m³", "ft": "ft³"][symbol]
  }
}
