/// Languages as inputs write them, made tags (BCP 47): `ENGLISH`, `eng` and `EN` are `en`, `pt_br` is `pt-BR`.
enum LanguageNames {
  /// The tag of a name in English or in the language itself, of `GERMAN; DEUTSCH` too, or of another spelling of a tag;
  /// anything else stays as it is.
  static func tag(of printed: String) -> String {
    let name = printed.lowercased()
    return tags[name] ?? tags[ListText.trimmed(name.prefix { $0 != ";" && $0 != "," })] ?? spelled(printed)
  }

  /// Whether a tag can stay as it is, which is so for nearly all: two small letters.
  static func isPlain(_ tag: [UInt8]) -> Bool {
    tag.isEmpty || tag.count == 2 && tag[0] &- 0x61 < 26 && tag[1] &- 0x61 < 26
  }

  /// `PT_br` is `pt-BR`, `ZH-hans` is `zh-Hans`.
  private static func spelled(_ printed: String) -> String {
    let parts = printed.split(whereSeparator: { $0 == "-" || $0 == "_" })
    guard let first = parts.first, parts.count <= 4, printed.utf8.count <= 20,
      parts.allSatisfy({ $0.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 } }),
      first.utf8.count == 2 || first.utf8.count == 3 && parts.count > 1,
      parts.dropFirst().allSatisfy({ (2...8).contains($0.utf8.count) })
    else { return printed }
    let language = first.lowercased()
    let rest = parts.dropFirst().map { part in
      switch part.utf8.count {
      case 2: part.uppercased()
      case 4: part.prefix(1).uppercased() + part.dropFirst().lowercased()
      default: part.lowercased()
      }
    }
    return ([tags[language] ?? language] + rest).joined(separator: "-")
  }

  /// For each language its tag, then its names and codes of three letters (ISO 639-2).
  private static let languages = """
    en english eng englisch anglais inglés inglês inglese engels англійська английский
    fr french fra fre français franzosisch französisch francés francese frans французский
    de german deu ger deutsch allemand alemán tedesco duits немецкий
    es spanish spa español castilian spanisch espagnol spagnolo spaans испанский
    pt portuguese por português portugiesisch portugais portugués portoghese
    it italian ita italiano italienisch italien
    nl dutch nld dut nederlands flemish niederländisch néerlandais
    ru russian rus русский russisch russe ruso russo
    ar arabic ara العربية arabisch arabe árabe arabo
    zh chinese zho chi 中文 mandarin chinesisch chinois chino cinese
    ja japanese jpn 日本語 japanisch japonais japonés
    ko korean kor 한국어 koreanisch coréen coreano
    pl polish pol polski polnisch polonais polaco polacco
    tr turkish tur türkçe türkisch turc turco
    sv swedish swe svenska schwedisch suédois
    no norwegian nor norsk norwegisch norvégien
    nb nob bokmål
    nn nno nynorsk
    da danish dan dansk dänisch danois
    fi finnish fin suomi finnisch finnois
    is icelandic isl ice íslenska
    cs czech ces cze čeština tschechisch tchèque
    sk slovak slk slo slovenčina
    sl slovenian slv slovenščina slovene
    hu hungarian hun magyar ungarisch hongrois
    ro romanian ron rum română rumänisch roumain
    bg bulgarian bul български
    el greek ell gre ελληνικά griechisch grec
    he hebrew heb עברית
    fa persian fas per فارسی farsi
    uk ukrainian ukr українська
    be belarusian bel беларуская
    hr croatian hrv hrvatski
    sr serbian srp српски
    bs bosnian bos bosanski
    mk macedonian mkd mac македонски
    sq albanian sqi alb shqip
    lt lithuanian lit lietuvių
    lv latvian lav latviešu
    et estonian est eesti
    ga irish gle gaeilge
    cy welsh cym wel cymraeg
    ca catalan cat català
    eu basque eus baq euskara
    gl galician glg galego
    hi hindi hin हिन्दी
    bn bengali ben বাংলা bangla
    ur urdu urd اردو
    pa punjabi pan ਪੰਜਾਬੀ
    gu gujarati guj ગુજરાતી
    mr marathi mar मराठी
    ta tamil tam தமிழ்
    te telugu tel తెలుగు
    kn kannada kan ಕನ್ನಡ
    ml malayalam mal മലയാളം
    si sinhala sin සිංහල
    ne nepali nep नेपाली
    my burmese mya bur
    km khmer khm
    lo lao
    th thai tha ไทย
    vi vietnamese vie tiếng
    id indonesian ind indonesia
    ms malay msa may melayu
    tl tagalog tgl
    fil filipino
    sw swahili swa kiswahili
    am amharic amh አማርኛ
    so somali som soomaali
    ha hausa hau
    yo yoruba yor yorùbá
    ig igbo ibo
    zu zulu zul
    xh xhosa xho
    af afrikaans afr
    rw kinyarwanda kin
    rn kirundi run rundi
    ln lingala lin
    lg luganda lug ganda
    sn shona sna
    ti tigrinya tir ትግርኛ
    om oromo orm
    pcm pidgin
    ka georgian kat geo ქართული
    hy armenian hye arm հայերեն
    az azerbaijani aze azərbaycan
    kk kazakh kaz қазақ
    ky kyrgyz kir
    uz uzbek uzb oʻzbek
    tg tajik tgk
    tk turkmen tuk
    mn mongolian mon монгол
    ps pashto pus پښتو
    ku kurdish kur kurdî
    mt maltese mlt malti
    lb luxembourgish ltz lëtzebuergesch
    la latin lat
    eo esperanto epo
    """

  private static let tags: [String: String] = {
    var tags: [String: String] = [
      "chinese - simplified": "zh-Hans", "chinese - traditional": "zh-Hant", "chinese (simplified)": "zh-Hans",
      "chinese (traditional)": "zh-Hant", "simplified chinese": "zh-Hans", "traditional chinese": "zh-Hant",
      "nigerian pidgin": "pcm", "scottish gaelic": "gd", "brazilian portuguese": "pt-BR", "haitian creole": "ht",
    ]
    for line in languages.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let tag = words.first else { continue }
      for name in words.dropFirst() { tags[String(name)] = String(tag) }
    }
    return tags
  }()
}
