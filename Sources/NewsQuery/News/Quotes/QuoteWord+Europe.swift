/// The words around quotes in German, French, Spanish and Russian news.
extension QuoteWord {
  /// The words for a language tag such as `de-AT`. Where the language is not known, English with the verbs of saying of
  /// the others; scripts and forms keep them apart.
  static func list(for language: String) -> WordList {
    var code = ""
    for letter in language.unicodeScalars {
      guard letter != "-", letter != "_" else { break }
      code.unicodeScalars.append(letter)
    }
    switch code.lowercased() {
    case "de", "deu", "ger": return german
    case "fr", "fra", "fre": return french
    case "es", "spa": return spanish
    case "ru", "rus": return russian
    default: return unknownLanguage
    }
  }

  /// Whether the words of a language are known and are not English ones.
  static func isForeign(_ language: String) -> Bool {
    ["de", "fr", "es", "ru"].contains { language.lowercased().hasPrefix($0) }
  }

  private static let german = WordList(germanWords, foldingCase: true)
  private static let french = WordList(frenchWords, foldingCase: true)
  private static let spanish = WordList(spanishWords, foldingCase: true)
  private static let russian = WordList(russianWords, foldingCase: true)
  private static let unknownLanguage = WordList(
    englishWords + russianWords + [(say.rawValue, germanSay), (say.rawValue, frenchSay), (say.rawValue, spanishSay)],
    foldingCase: true)

  private static let germanSay = """
    sagte sagten erklärte erklärten betonte betonten meinte teilte kritisierte kündigte berichtete ergänzte schrieb fügte \
    forderte warnte räumte versicherte behauptete äußerte bekräftigte begründete fragte antwortete unterstrich twitterte \
    hieß bilanzierte verkündete konstatierte
    """

  private static let germanWords: [(category: UInt8, words: String)] = [
    (
      say.rawValue,
      germanSay + " sagt sagen gesagt erklärt betont meint kritisiert fordert warnt schreibt bezeichnete nannte"
    ),
    (saying.rawValue, "sagend"),
    (utterance.rawValue, "mitteilung erklärung motto titel"),
    (according.rawValue, "laut zufolge"),
    (that.rawValue, "dass"),
    (pronoun.rawValue, "er sie es wir ich ihr"),
    (
      determiner.rawValue,
      "der die das des dem den ein eine einer eines einem einen sein seine ihre kein keine viele einige"
    ),
    (title.rawValue, "herr frau dr. prof. dr prof"),
    (
      role.rawValue,
      """
      sprecher sprecherin präsident präsidentin kanzler kanzlerin minister ministerin außenminister innenminister \
      finanzminister regierungschef bundeskanzler bundeskanzlerin vorsitzende vorsitzender chef chefin experte polizei \
      ministerium regierung behörde außenministerin generalsekretär ministerpräsident bürgermeister
      """
    ),
    (and.rawValue, "und aber oder sondern"),
    (
      preposition.rawValue,
      "von in im am an auf bei mit nach zu zum zur für über unter aus vor gegen um durch seit während"
    ),
    (auxiliary.rawValue, "hat haben hatte ist sind war waren wird werden wurde habe sei sich"),
    (adverb.rawValue, "auch dann noch später zuvor zugleich zudem jedoch weiter damals erneut nun"),
    (
      day.rawValue,
      "montag dienstag mittwoch donnerstag freitag samstag sonntag gestern heute morgen abend woche jahr"
    ),
    (subordinator.rawValue, "wenn als weil während obwohl ob wie wo was warum damit"),
  ]

  private static let frenchSay = """
    déclaré affirmé expliqué assuré estimé indiqué précisé ajouté souligné annoncé répondu dénoncé rappelé lancé confié \
    raconté écrit tweeté martelé insisté déploré regretté commenté poursuivi reconnu prévenu admis averti résumé \
    déclare affirme explique estime précise ajoute souligne indique raconte répond lance assure déplore prévient \
    répond-il répond-elle demande-t-il demande-t-elle répondit demanda lança murmura s'exclame s’exclame \
    dit-il dit-elle explique-t-il explique-t-elle affirme-t-il affirme-t-elle ajoute-t-il ajoute-t-elle estime-t-il \
    estime-t-elle assure-t-il assure-t-elle déclare-t-il précise-t-il souligne-t-il poursuit-il poursuit-elle
    """

  private static let frenchWords: [(category: UInt8, words: String)] = [
    (
      say.rawValue, frenchSay + " dit disait disent note confie poursuit rappelle écrit admet reconnaît insiste avertit"
    ),
    (tell.rawValue, "informé"),
    (according.rawValue, "selon d'après d’après"),
    (that.rawValue, "que qu'il qu’il qu'elle qu’elle"),
    (pronoun.rawValue, "il elle ils elles on nous je a-t-il a-t-elle ont-ils ont-elles"),
    (determiner.rawValue, "le la les l un une des du de ce cette ces son sa ses leur leurs plusieurs"),
    (title.rawValue, "m. mme mlle mm. dr"),
    (
      role.rawValue,
      """
      président présidente ministre porte-parole chef directeur directrice maire secrétaire députée député avocat avocate \
      procureur responsable sénateur sénatrice police gouvernement communiqué l'avocat l’avocat expert
      """
    ),
    (and.rawValue, "et mais ou"),
    (preposition.rawValue, "à au aux dans en par pour sur avec sans sous chez vers depuis lors auprès devant contre"),
    (auxiliary.rawValue, "a ont avait est sont était avoir être s'est s’est"),
    (adverb.rawValue, "aussi également ensuite encore puis alors notamment"),
    (day.rawValue, "lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd'hui matin soir"),
    (relative.rawValue, "qui"),
    (subordinator.rawValue, "quand lorsque si alors comme où parce puisque"),
  ]

  private static let spanishSay = """
    dijo dijeron afirmó aseguró explicó señaló indicó agregó añadió declaró manifestó sostuvo subrayó advirtió apuntó \
    comentó insistió reconoció destacó expresó respondió preguntó lamentó recordó escribió anunció concluyó admitió \
    precisó recalcó aclaró denunció enfatizó aseveró
    """

  private static let spanishWords: [(category: UInt8, words: String)] = [
    (
      say.rawValue,
      spanishSay + " dice dicen afirma asegura explica señala indica agrega añade sostiene subraya advierte dicho"
    ),
    (according.rawValue, "según"),
    (that.rawValue, "que"),
    (pronoun.rawValue, "él ella ellos ellas yo nosotros"),
    (determiner.rawValue, "el la los las un una unos unas su sus este esta estos estas ese esa"),
    (title.rawValue, "sr. sra. dr. dra. don doña señor señora"),
    (
      role.rawValue,
      """
      presidente presidenta ministro ministra portavoz vocero vocera director directora alcalde alcaldesa secretario \
      secretaria senador senadora diputado diputada abogado abogada líder jefe fiscal gobierno policía comunicado experto
      """
    ),
    (and.rawValue, "y e pero o"),
    (preposition.rawValue, "de del a al en por para con sin sobre tras ante desde hasta durante contra"),
    (auxiliary.rawValue, "ha han había es son era fue ser se lo le les"),
    (adverb.rawValue, "también luego después además entonces ayer hoy"),
    (day.rawValue, "lunes martes miércoles jueves viernes sábado domingo"),
    (relative.rawValue, "quien quienes"),
    (subordinator.rawValue, "cuando si mientras aunque como donde porque"),
  ]

  private static let russianWords: [(category: UInt8, words: String)] = [
    (
      say.rawValue,
      """
      сказал сказала сказали сказано заявил заявила заявили отметил отметила отметили сообщил сообщила сообщили сообщает \
      подчеркнул подчеркнула подчеркнули добавил добавила добавили пояснил пояснила пояснили рассказал рассказала рассказали \
      объяснил объяснила написал написала написали говорится говорит говорят ответил ответила спросил спросила считает \
      полагает уточнил уточнила напомнил напомнила указал указала признал признала признался призналась предупредил заверил \
      утверждает констатировал прокомментировал прокомментировала воскликнул цитирует цитируют передает передаёт пишет \
      заключил резюмировал пообещал посетовал
      """
    ),
    (according.rawValue, "словам мнению данным"),
    (that.rawValue, "что"),
    (pronoun.rawValue, "он она они оно мы я"),
    (
      role.rawValue,
      """
      президент премьер премьер-министр министр пресс-секретарь представитель представительница глава директор депутат \
      сенатор губернатор мэр посол эксперт адвокат чиновник политик лидер секретарь председатель источник собеседник \
      замминистра вице-премьер политолог аналитик генерал заявлении сообщении ведомстве пресс-служба пресс-службе
      """
    ),
    (and.rawValue, "и но а или"),
    (preposition.rawValue, "в во на по с со к ко о об от до из за для при под над у через между после перед"),
    (auxiliary.rawValue, "был была были было будет быть"),
    (adverb.rawValue, "также затем позже ранее тогда потом"),
    (relative.rawValue, "который которая которые"),
    (
      day.rawValue,
      "понедельник вторник среду четверг пятницу субботу воскресенье сегодня вчера завтра"
    ),
    (subordinator.rawValue, "когда если хотя пока чтобы где как поскольку"),
  ]
}
