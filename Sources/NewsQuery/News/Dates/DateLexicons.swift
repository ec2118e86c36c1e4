/// The words of the languages beside English.
enum DateLexicons {
  private typealias Kind = DateLexicon.Kind

  /// The lexicon of another language; nil where there is none and English must do.
  static func other(_ language: String) -> Lexicon? {
    switch language.prefix(2) {
    case "de": german
    case "fr": french
    case "es": spanish
    case "ru": russian
    case "zh", "ja": chinese
    case "it": italian
    case "pt": portuguese
    case "nl": dutch
    case "pl", "tr", "ar", "sv", "da", "nb", "no", "fi", "cs", "ro", "hu", "uk", "el", "id", "ca": anyMonths
    default: nil
    }
  }

  private static let german = lexicon(
    months: "januar februar marz april mai juni juli august september oktober november dezember",
    days: "montag dienstag mittwoch donnerstag freitag samstag sonntag", deictic: "gestern heute morgen",
    numbers: "null ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf",
    last: "letzten letzte letztes letzter vergangenen vergangene vergangenes vergangener vorigen",
    this: "diesen diese dieses dieser diesem", next: "nachsten nachste nachstes nachster kommenden kommende kommendes",
    agoBefore: "vor", of: "", article: "einem einer eine einen",
    unit: [
      ("minute", .minute), ("stunde", .hour), ("tag", .day), ("woche", .week), ("monat", .month), ("quartal", .quarter),
      ("jahr", .year), ("jahres", .year), ("monats", .month), ("jahrzehnt", .decade), ("wochenende", .weekend),
      ("jahrhundert", .century),
    ],
    units: [
      ("minuten", .minute), ("stunden", .hour), ("tage", .day), ("tagen", .day), ("wochen", .week), ("monate", .month),
      ("monaten", .month), ("jahre", .year), ("jahren", .year), ("quartale", .quarter), ("jahrzehnten", .decade),
    ], vague: "einigen mehreren wenigen einige mehrere", now: "derzeit jetzt aktuell", lately: "kurzlich neulich",
    the: "der die das den dem des",
    more: Holidays.german + DateLexicon.words("ubernachste ubernachsten ubernachstes ubernachster", Kind.next, 2)
      + DateLexicon.words("vorletzte vorletzten vorletztes vorletzter", Kind.last, -2)
      + DateLexicon.words("anderthalb eineinhalb", Kind.halves, 3) + DateLexicon.words("zweieinhalb", Kind.halves, 5)
      + DateLexicon.words("dreieinhalb", Kind.halves, 7) + DateLexicon.words("viereinhalb", Kind.halves, 9)
      + DateLexicon.words("halbe halbes halber halben", Kind.half) + DateLexicon.words("und", Kind.joint)
      + DateLexicon.words("alle", Kind.each) + DateLexicon.words("pro", Kind.per) + germanMonthParts
      + DateLexicon.words("fast etwa rund knapp ungefahr", Kind.approximately)
      + DateLexicon.numbered(
        "zwanziger dreisiger vierziger funfziger sechziger siebziger achtziger neunziger", Kind.decade, from: 2)
      + DateLexicon.numbered(
        "zwanzig dreisig vierzig funfzig sechzig siebzig achtzig neunzig", Kind.cardinal, from: 20, by: 10)
      + DateLexicon.numbered("funften sechsten siebten achten neunten zehnten elften zwolften", Kind.ordinal, from: 5)
      + DateLexicon.words("uhr", Kind.oclock) + DateLexicon.words("vorgestern", Kind.deictic, -2)
      + DateLexicon.words("ubermorgen", Kind.deictic, 2)
      + DateLexicon.words("anfang mitte ende", Kind.position) + DateLexicon.words("jeden jede jedes", Kind.each)
      + DateLexicon.numbered("fruhling sommer herbst winter", Kind.season, from: 0)
      + DateLexicon.numbered("vormittag nachmittag abend nacht", Kind.dayPart, from: 0)
      + DateLexicon.numbered("ersten zweiten dritten vierten", Kind.ordinal, from: 1)
      + DateLexicon.numbered(
        "montags dienstags mittwochs donnerstags freitags samstags sonntags", Kind.weekdays, from: 1)
      + DateLexicon.words("halbjahr", Kind.halfOfYear)
      + DateLexicon.units(
        [("taglich", .day), ("wochentlich", .week), ("monatlich", .month), ("jahrlich", .year)], Kind.frequency))

  /// `Juliwoche`, `Maihälfte`
  private static let germanMonthParts: [(String, Meaning)] = {
    let months = "januar februar marz april mai juni juli august september oktober november dezember".split(
      separator: " ")
    return months.enumerated().flatMap { number, month in
      ["woche", "wochen", "wochenende", "halfte", "tage", "tagen", "drittel"].map {
        (month + $0, Meaning(Kind.monthPart, number + 1))
      }
    }
  }()

  private static let french = lexicon(
    months: "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    days: "lundi mardi mercredi jeudi vendredi samedi dimanche", deictic: "hier aujourd demain",
    numbers: "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze", last: "",
    this: "ce cette cet", next: "", agoBefore: "", of: "de", article: "une un",
    unit: [
      ("minute", .minute), ("heure", .hour), ("jour", .day), ("semaine", .week), ("mois", .month),
      ("trimestre", .quarter), ("an", .year), ("annee", .year), ("siecle", .century),
    ],
    units: [
      ("minutes", .minute), ("heures", .hour), ("jours", .day), ("semaines", .week), ("ans", .year), ("annees", .year),
      ("siecles", .century),
    ], vague: "quelques plusieurs", now: "actuellement maintenant", lately: "recemment", the: "le la les l",
    following: ("dernier derniere passe passee", "prochain prochaine"),
    more: Holidays.french + DateLexicon.words("h", Kind.oclock) + DateLexicon.words("midi", Kind.noon, 12)
      + DateLexicon.words("minuit", Kind.noon, 24) + DateLexicon.words("et", Kind.joint)
      + DateLexicon.words("demie demi", Kind.half) + DateLexicon.words("environ presque pres", Kind.approximately)
      + DateLexicon.words("ete", Kind.season, 1) + DateLexicon.words("premiers premieres", Kind.more)
      + DateLexicon.numbered("vingt trente quarante cinquante soixante", Kind.cardinal, from: 20, by: 10)
      + DateLexicon.words("er", Kind.suffix) + DateLexicon.words("debut fin mi", Kind.position)
      + DateLexicon.words("chaque", Kind.each) + DateLexicon.words("par", Kind.per)
      + DateLexicon.words("derniers dernieres", Kind.last, -1) + DateLexicon.words("prochains prochaines", Kind.next, 1)
      + DateLexicon.numbered("printemps _ automne hiver", Kind.season, from: 0).filter { $0.0 != "_" }
      + DateLexicon.words("matin", Kind.dayPart, 0) + DateLexicon.words("soir", Kind.dayPart, 2)
      + DateLexicon.numbered("premier deuxieme troisieme quatrieme", Kind.ordinal, from: 1)
      + DateLexicon.words("second", Kind.ordinal, 2) + DateLexicon.words("semestre", Kind.halfOfYear))

  private static let spanish = lexicon(
    months: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    days: "lunes martes miercoles jueves viernes sabado domingo", deictic: "ayer hoy manana",
    numbers: "cero un dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince",
    last: "pasado pasada ultimo ultima",
    this: "este esta", next: "proximo proxima", agoBefore: "hace", of: "de del", article: "una un",
    unit: [
      ("minuto", .minute), ("hora", .hour), ("dia", .day), ("semana", .week), ("mes", .month), ("trimestre", .quarter),
      ("ano", .year), ("siglo", .century), ("decada", .decade),
    ],
    units: [
      ("minutos", .minute), ("horas", .hour), ("dias", .day), ("semanas", .week), ("meses", .month), ("anos", .year),
      ("siglos", .century), ("decadas", .decade),
    ], vague: "varios varias algunos pocos", now: "actualmente ahora", lately: "recientemente", the: "el la los las",
    following: ("pasado pasada", "proximo proxima"),
    more: Holidays.spanish + DateLexicon.words("h", Kind.oclock) + DateLexicon.words("por", Kind.per)
      + DateLexicon.words("noche", Kind.dayPart, 3) + DateLexicon.words("tarde", Kind.dayPart, 1)
      + DateLexicon.words("media medio", Kind.half) + DateLexicon.words("y", Kind.joint)
      + DateLexicon.words("casi unos unas aproximadamente", Kind.approximately)
      + DateLexicon.words("primeros primeras", Kind.more)
      + DateLexicon.numbered("dieciseis diecisiete dieciocho diecinueve", Kind.cardinal, from: 16)
      + DateLexicon.numbered(
        "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa", Kind.cardinal, from: 20, by: 10)
      + DateLexicon.numbered(
        "veintiuno veintidos veintitres veinticuatro veinticinco veintiseis", Kind.cardinal, from: 21)
      + DateLexicon.words("primera", Kind.ordinal, 1)
      + DateLexicon.words("anteayer antier", Kind.deictic, -2) + DateLexicon.words("anoche", Kind.tonight, -1)
      + DateLexicon.words("principios mediados finales fines inicios", Kind.position)
      + DateLexicon.words("cada", Kind.each)
      + DateLexicon.words("ultimos ultimas pasados pasadas", Kind.last, -1)
      + DateLexicon.words("proximos proximas", Kind.next, 1)
      + DateLexicon.numbered("primavera verano otono invierno", Kind.season, from: 0)
      + DateLexicon.numbered("primer segundo tercer cuarto", Kind.ordinal, from: 1)
      + DateLexicon.words("semestre", Kind.halfOfYear))

  private static let italian = lexicon(
    months: "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    days: "lunedi martedi mercoledi giovedi venerdi sabato domenica", deictic: "ieri oggi domani",
    numbers: "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici",
    last: "scorso scorsa ultimo ultima passato passata",
    this: "questo questa quest", next: "prossimo prossima", agoBefore: "", of: "di del dell", article: "un una",
    unit: [
      ("minuto", .minute), ("ora", .hour), ("giorno", .day), ("settimana", .week), ("mese", .month),
      ("trimestre", .quarter), ("anno", .year), ("secolo", .century), ("decennio", .decade),
    ],
    units: [
      ("minuti", .minute), ("ore", .hour), ("giorni", .day), ("settimane", .week), ("mesi", .month), ("anni", .year),
      ("secoli", .century), ("decenni", .decade),
    ], vague: "alcuni alcune diversi parecchi", now: "attualmente adesso", lately: "recentemente",
    the: "il lo la i gli le l",
    following: ("scorso scorsa passato passata", "prossimo prossima"), ago: "fa",
    more: Holidays.italian + DateLexicon.words("altroieri", Kind.deictic, -2)
      + DateLexicon.words("dopodomani", Kind.deictic, 2)
      + DateLexicon.words("stasera stanotte", Kind.tonight, 0) + DateLexicon.words("inizio meta fine", Kind.position)
      + DateLexicon.words("ogni", Kind.each) + DateLexicon.words("scorsi scorse ultimi ultime", Kind.last, -1)
      + DateLexicon.words("prossimi prossime", Kind.next, 1) + DateLexicon.words("e", Kind.joint)
      + DateLexicon.words("mezzo mezza", Kind.half) + DateLexicon.words("circa quasi", Kind.approximately)
      + DateLexicon.words("primi prime", Kind.more) + DateLexicon.words("mattina mattino", Kind.dayPart, 0)
      + DateLexicon.words("pomeriggio", Kind.dayPart, 1) + DateLexicon.words("sera", Kind.dayPart, 2)
      + DateLexicon.words("notte", Kind.dayPart, 3) + DateLexicon.words("mezzogiorno", Kind.noon, 12)
      + DateLexicon.words("mezzanotte", Kind.noon, 24)
      + DateLexicon.numbered("primavera estate autunno inverno", Kind.season, from: 0)
      + DateLexicon.numbered("primo secondo terzo quarto", Kind.ordinal, from: 1)
      + DateLexicon.numbered("venti trenta quaranta cinquanta", Kind.cardinal, from: 20, by: 10)
      + DateLexicon.words("semestre", Kind.halfOfYear))

  private static let portuguese = lexicon(
    months: "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    days: "segunda terca quarta quinta sexta sabado domingo", deictic: "ontem hoje amanha",
    numbers: "zero um dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze",
    last: "passado passada ultimo ultima", this: "este esta neste nesta", next: "proximo proxima", agoBefore: "ha",
    of: "de do da", article: "uma um",
    unit: [
      ("minuto", .minute), ("hora", .hour), ("dia", .day), ("semana", .week), ("mes", .month), ("trimestre", .quarter),
      ("ano", .year), ("seculo", .century), ("decada", .decade),
    ],
    units: [
      ("minutos", .minute), ("horas", .hour), ("dias", .day), ("semanas", .week), ("meses", .month), ("anos", .year),
      ("seculos", .century), ("decadas", .decade),
    ], vague: "varios varias alguns algumas", now: "atualmente agora", lately: "recentemente", the: "o a os as",
    following: ("passado passada", "proximo proxima"),
    more: DateLexicon.words("anteontem", Kind.deictic, -2) + DateLexicon.words("inicio meados fim final", Kind.position)
      + DateLexicon.words("cada", Kind.each) + DateLexicon.words("ultimos ultimas", Kind.last, -1)
      + DateLexicon.words("proximos proximas", Kind.next, 1) + DateLexicon.words("h", Kind.oclock)
      + DateLexicon.words("duas", Kind.cardinal, 2) + DateLexicon.words("noite", Kind.dayPart, 3)
      + DateLexicon.words("tarde", Kind.dayPart, 1) + DateLexicon.words("semestre", Kind.halfOfYear))

  private static let dutch = lexicon(
    months: "januari februari maart april mei juni juli augustus september oktober november december",
    days: "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag", deictic: "gisteren vandaag morgen",
    numbers: "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf",
    last: "vorige vorig afgelopen laatste", this: "deze dit", next: "volgende volgend komende komend", agoBefore: "",
    of: "van", article: "",
    unit: [
      ("minuut", .minute), ("uur", .hour), ("dag", .day), ("week", .week), ("maand", .month), ("kwartaal", .quarter),
      ("jaar", .year), ("eeuw", .century), ("weekend", .weekend), ("decennium", .decade),
    ],
    units: [
      ("minuten", .minute), ("uren", .hour), ("dagen", .day), ("weken", .week), ("maanden", .month), ("jaren", .year),
      ("eeuwen", .century),
    ], vague: "enkele meerdere", now: "momenteel nu", lately: "onlangs", the: "de het", ago: "geleden",
    more: DateLexicon.words("eergisteren", Kind.deictic, -2) + DateLexicon.words("overmorgen", Kind.deictic, 2)
      + DateLexicon.words("vanavond vannacht", Kind.tonight, 0)
      + DateLexicon.words("begin midden eind einde", Kind.position)
      + DateLexicon.words("elke elk iedere ieder", Kind.each)
      + DateLexicon.numbered("ochtend middag avond nacht", Kind.dayPart, from: 0)
      + DateLexicon.numbered("eerste tweede derde vierde", Kind.ordinal, from: 1))

  private static let russian = lexicon(
    months: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    moreMonths: [
      "январь январе", "февраль феврале", "март марте", "апрель апреле", "май мае", "июнь июне", "июль июле",
      "август августе", "сентябрь сентябре", "октябрь октябре", "ноябрь ноябре", "декабрь декабре",
    ],
    days: "понедельник вторник среда четверг пятница суббота воскресенье", deictic: "вчера сегодня завтра",
    moreDays: [(3, "среду"), (5, "пятницу"), (6, "субботу"), (4, "четверга"), (1, "понедельника"), (2, "вторника")],
    numbers: "ноль один два три четыре пять шесть семь восемь девять десять",
    last: "прошлый прошлой прошлом прошлого прошлую минувший минувшей минувшем минувшую",
    this: "этот этой этом этого эту нынешнем нынешнего нынешней текущего текущем",
    next: "следующий следующей следующем следующего следующую будущем будущий", agoBefore: "", of: "", article: "",
    unit: [
      ("минуту", .minute), ("час", .hour), ("день", .day), ("неделе", .week), ("неделю", .week), ("неделя", .week),
      ("месяц", .month), ("месяце", .month), ("месяца", .month), ("квартал", .quarter), ("квартале", .quarter),
      ("год", .year), ("году", .year), ("года", .year), ("века", .century), ("веке", .century),
    ],
    units: [
      ("минут", .minute), ("минуты", .minute), ("часов", .hour), ("часа", .hour), ("дней", .day), ("годах", .year),
      ("годов", .year), ("дня", .day),
      ("недели", .week), ("недель", .week), ("месяцев", .month), ("лет", .year), ("годы", .year),
    ], vague: "несколько", now: "сейчас теперь ныне", lately: "недавно", the: "", ago: "назад",
    more: DateLexicon.words("век веком", Kind.unit, TimeUnit.century.rawValue)
      + DateLexicon.words("полтора полторы полутора", Kind.halves, 3)
      + DateLexicon.words("последняя последней последнюю последний последнем", Kind.last, -1)
      + DateLexicon.numbered("первая вторая третья четвертая", Kind.ordinal, from: 1)
      + DateLexicon.numbered("первую вторую третью четвертую", Kind.ordinal, from: 1)
      + DateLexicon.numbered("двадцать тридцать сорок пятьдесят", Kind.cardinal, from: 20, by: 10)
      + DateLexicon.words("позавчера", Kind.deictic, -2) + DateLexicon.words("послезавтра", Kind.deictic, 2)
      + DateLexicon.words("две двух", Kind.cardinal, 2) + DateLexicon.words("трех", Kind.cardinal, 3)
      + DateLexicon.words("четырех", Kind.cardinal, 4) + DateLexicon.words("пяти", Kind.cardinal, 5)
      + DateLexicon.words("одну одного одной", Kind.cardinal, 1)
      + DateLexicon.words("начале начала начало середине середины конце конца конец", Kind.position)
      + DateLexicon.words("каждый каждую каждое", Kind.each)
      + DateLexicon.numbered("весной летом осенью зимой", Kind.season, from: 0)
      + DateLexicon.numbered("утром днем вечером ночью", Kind.dayPart, from: 0)
      + DateLexicon.numbered("первом втором третьем четвертом", Kind.ordinal, from: 1)
      + DateLexicon.numbered("первый второй третий четвертый", Kind.ordinal, from: 1)
      + DateLexicon.words("полугодии полугодие", Kind.halfOfYear)
      + DateLexicon.units(
        [("ежедневно", .day), ("еженедельно", .week), ("ежемесячно", .month), ("ежегодно", .year)], Kind.frequency))

  private static let chinese: Lexicon = {
    var words: [(String, Meaning)] = []
    words += DateLexicon.words("年", Kind.yearMark) + DateLexicon.words("月 月份", Kind.monthMark)
    words += DateLexicon.words("日 号 號", Kind.dayMark) + DateLexicon.words("时 時 点", Kind.hourMark)
    words += DateLexicon.words("分", Kind.minuteMark) + DateLexicon.words("年代", Kind.decadeMark)
    words += DateLexicon.words("半", Kind.half)
    words += DateLexicon.numbered("零 一 二 三 四 五 六 七 八 九", Kind.cardinal, from: 0)
    words += DateLexicon.words("〇", Kind.cardinal, 0) + DateLexicon.words("两 兩", Kind.cardinal, 2)
    words += DateLexicon.words("十", Kind.scale, 1) + DateLexicon.words("百", Kind.scale, 2)
    words += DateLexicon.units(
      [
        ("天", .day), ("个月", .month), ("個月", .month), ("周", .week), ("星期", .week), ("个星期", .week), ("小时", .hour),
        ("个小时", .hour), ("小時", .hour), ("分钟", .minute), ("分鐘", .minute), ("秒", .second), ("世纪", .century),
        ("世紀", .century), ("季度", .quarter),
      ], Kind.unit)
    words += DateLexicon.words("前 以前 之前", Kind.ago, -1) + DateLexicon.words("后 以后 之后 後", Kind.later, 1)
    words += DateLexicon.units(
      [
        ("每年", .year), ("每月", .month), ("每个月", .month), ("每周", .week), ("每星期", .week), ("每天", .day), ("每日", .day),
        ("每小时", .hour),
      ], Kind.frequency)
    words += DateLexicon.words("凌晨 早晨 早上 上午 清晨", Kind.dayPart, 0) + DateLexicon.words("下午", Kind.dayPart, 1)
    words += DateLexicon.words("傍晚 晚上 晚间", Kind.dayPart, 2) + DateLexicon.words("深夜 夜间", Kind.dayPart, 3)
    words += DateLexicon.words("中午", Kind.dayPart, 4)
    for (index, season) in "春 夏 秋 冬".split(separator: " ").enumerated() {
      words += DateLexicon.words("\(season)天 \(season)季", Kind.season, index)
    }
    words += DateLexicon.words("昨天 昨日", Kind.deictic, -1) + DateLexicon.words("今天 今日 本日", Kind.deictic, 0)
    words += DateLexicon.words("明天 明日", Kind.deictic, 1) + DateLexicon.words("今晚", Kind.tonight, 0)
    func shift(_ text: String, _ unit: TimeUnit, _ count: Int) -> [(String, Meaning)] {
      DateLexicon.words(text, Kind.shifted, unit.rawValue * 16 + count + 8)
    }
    words += shift("去年 昨年", .year, -1) + shift("今年 本年", .year, 0) + shift("明年 来年", .year, 1) + shift("前年", .year, -2)
    words += shift("上月 上个月 先月", .month, -1) + shift("本月 这个月 今月", .month, 0) + shift("下月 下个月 来月", .month, 1)
    words += shift("上周 上星期 先週", .week, -1) + shift("本周 这周 今週", .week, 0) + shift("下周 来週", .week, 1)
    words += shift("上上周 上上星期", .week, -2) + shift("下下周 下下星期", .week, 2) + shift("上上个月", .month, -2)
    words += shift("下下个月", .month, 2) + shift("大前年", .year, -3) + shift("后年", .year, 2)
    words += shift("前天", .day, -2) + shift("后天", .day, 2)
    words += DateLexicon.words("目前 现在", Kind.now) + DateLexicon.words("最近 近日 近年来 近年 近来", Kind.lately)
    for (index, day) in "一 二 三 四 五 六 日".split(separator: " ").enumerated() {
      words.append(("星期\(day)", Meaning(Kind.weekday, index + 1)))
      words.append(("周\(day)", Meaning(Kind.weekday, index + 1)))
    }
    for (index, day) in "月 火 水 木 金 土 日".split(separator: " ").enumerated() {
      words.append(("\(day)曜日", Meaning(Kind.weekday, index + 1)))
    }
    words.append(("星期天", Meaning(Kind.weekday, 7)))
    words += DateLexicon.words("昨晚", Kind.tonight, -1)
    // Halves of the year are 1 and 2, quarters 11 to 14.
    words += DateLexicon.words("上半年", Kind.halfOfYear, 1) + DateLexicon.words("下半年", Kind.halfOfYear, 2)
    for (index, number) in "一 二 三 四".split(separator: " ").enumerated() {
      words += DateLexicon.words("\(number)季度 第\(number)季度", Kind.halfOfYear, 11 + index)
    }
    return Lexicon(words, hasDecimalComma: true, hasWideDigits: true)
  }()

  /// Months by name in every language that `MonthNames` has, for dates that name their year or day.
  private static let anyMonths = Lexicon(
    MonthNames.allMonths.map { ($0.0, Meaning(Kind.month, $0.1)) } + DateLexicon.words("de di del do", Kind.of),
    hasDecimalComma: true)

  private static func lexicon(
    months: String, moreMonths: [String] = [], days: String, deictic: String, moreDays: [(Int, String)] = [],
    numbers: String, last: String, this: String, next: String, agoBefore: String, of: String, article: String,
    unit: [(String, TimeUnit)], units: [(String, TimeUnit)], vague: String, now: String, lately: String, the: String,
    following: (last: String, next: String)? = nil, ago: String = "", more: [(String, Meaning)] = []
  ) -> Lexicon {
    var words = more
    words += DateLexicon.numbered(months, Kind.month, from: 1)
    for (index, names) in moreMonths.enumerated() { words += DateLexicon.words(names, Kind.month, index + 1) }
    words += DateLexicon.numbered(days, Kind.weekday, from: 1)
    for (day, names) in moreDays { words += DateLexicon.words(names, Kind.weekday, day) }
    words += DateLexicon.numbered(deictic, Kind.deictic, from: -1)
    words += DateLexicon.words(article, Kind.article) + DateLexicon.numbered(numbers, Kind.cardinal, from: 0)
    words += DateLexicon.words(last, Kind.last, -1) + DateLexicon.words(this, Kind.this, 0)
    words += DateLexicon.words(next, Kind.next, 1) + DateLexicon.words(agoBefore, Kind.agoBefore)
    words += DateLexicon.words(of, Kind.of) + DateLexicon.units(unit, Kind.unit) + DateLexicon.units(units, Kind.units)
    words += DateLexicon.words(vague, Kind.vague) + DateLexicon.words(now, Kind.now)
    words +=
      DateLexicon.words(lately, Kind.lately) + DateLexicon.words(the, Kind.the) + DateLexicon.words(ago, Kind.ago, -1)
    if let following {
      words += DateLexicon.words(following.last, Kind.last, -1) + DateLexicon.words(following.next, Kind.next, 1)
    }
    return Lexicon(words, hasDecimalComma: true)
  }
}

extension DateReader {
  /// `la semaine dernière`, `el año pasado`, `lundi prochain`: the adjective comes after what it is of. `first` is where
  /// the expression begins, with its article.
  func postposed(_ index: Int, from first: Int) -> Found? {
    // `la semana que viene`
    if lexicon.hasDecimalComma, let word = lexeme(index), word.kind == Kind.unit,
      tailStands(" que viene", at: word.end),
      let unit = TimeUnit(rawValue: word.value), unit >= .week, let reference = context.reference,
      let value = moved(reference, by: 1, unit)
    {
      return Found(value: value, first: first, next: index + 1)
    }
    guard lexicon.hasDecimalComma, let word = lexeme(index),
      word.kind == Kind.unit || word.kind == Kind.weekday || word.kind == Kind.month || word.kind == Kind.season,
      let opener = near(index + 1), opener.kind == Kind.last || opener.kind == Kind.next,
      // в мае прошлого года
      near(index + 2)?.kind != Kind.unit, let reference = context.reference
    else { return nil }
    if word.kind == Kind.weekday {
      let ahead = (word.value - reference.weekday + 6) % 7 + 1
      let back = (reference.weekday - word.value + 6) % 7 + 1
      let day = reference.adding(days: opener.kind == Kind.next ? ahead : -back)
      return Found(value: .day(day), first: first, next: index + 2)
    }
    if word.kind == Kind.season {
      return Found(value: season(word.value, opener.kind, reference), first: first, next: index + 2)
    }
    if word.kind == Kind.month {
      // en septembre dernier
      let isBehind = word.value < reference.month
      let year = opener.kind == Kind.next ? reference.year + (isBehind ? 1 : 0) : reference.year - (isBehind ? 0 : 1)
      return Found(value: .month(year, word.value), first: first, next: index + 2)
    }
    guard let unit = TimeUnit(rawValue: word.value), unit >= .week else { return nil }
    return moved(reference, by: Double(opener.value), unit).map { Found(value: $0, first: first, next: index + 2) }
  }

  /// The decade that a number word names after `años` or `los`: `los años noventa`.
  private func spelledDecade(_ index: Int) -> Found? {
    guard let tens = near(index + 1), tens.kind == Kind.cardinal, tens.value >= 20, tens.value % 10 == 0,
      lexemes[index].kind == Kind.units && lexemes[index].value == TimeUnit.year.rawValue
        || lexemes[index].kind == Kind.the && isUnitAt(index - 2, .decade)
    else { return nil }
    return Found(value: .decade(190 + tens.value / 10), first: index, next: index + 2)
  }

  /// `années 1990`, `años 90`, `1990-х годах`, `90er Jahre`.
  func foreignDecade(_ index: Int) -> Found? {
    guard lexicon.hasDecimalComma else { return nil }
    if let found = spelledDecade(index) { return found }
    if lexemes[index].kind == Kind.units, lexemes[index].value == TimeUnit.year.rawValue, let number = near(index + 1),
      let decade = decade(number)
    {
      return Found(value: .decade(decade), first: index, next: index + 2)
    }
    guard lexemes[index].kind == Lexeme.number, let decade = decade(lexemes[index]) else { return nil }
    for mark in ["er ", "er-", "-х ", "-е "] {
      let start = lexemes[index].end + mark.utf8.count
      guard let years = lexeme(index + 1), years.start == start, years.kind == Kind.units || years.kind == Kind.unit,
        years.value == TimeUnit.year.rawValue, text[lexemes[index].end..<start].elementsEqual(mark.utf8)
      else { continue }
      return Found(value: .decade(decade), first: index, next: index + 2)
    }
    return nil
  }

  /// The decade that a year ending in zero begins: `1990`, or `90` for one of the twentieth century.
  private func decade(_ number: Lexeme) -> Int? {
    guard let value = integer(number, most: 4), value % 10 == 0 else { return nil }
    let length = number.end - number.start
    return length == 4 && (1400...2150).contains(value)
      ? value / 10 : length == 2 && value >= 20 ? 190 + value / 10 : nil
  }

  /// `vor zwei Wochen`, `hace tres años`.
  func agoBefore(_ index: Int) -> Found? {
    // `hace casi 100 días`, `vor rund zwei Wochen`
    let start = near(index + 1)?.kind == Kind.approximately ? index + 2 : index + 1
    guard let reference = context.reference, near(start)?.gap == .blank, let length = length(start) else {
      return nil
    }
    guard let count = length.count, let value = moved(reference, by: -count, length.unit) else {
      return Found(value: .past, first: index, next: length.next)
    }
    return Found(value: value, first: index, next: length.next)
  }
}
