/// What a word may do in and around a name.
enum NameWord: UInt8 {
  case none = 0
  /// `The`, `But`, `Yesterday`: capital at a sentence's beginning, and no name.
  case common
  /// Days, months and feasts.
  case calendar
  /// `Russian`, `Republicans`, `Muslim`: of a people or creed, no name by itself.
  case people
  /// `Mr.`, `Sen.`: a person follows.
  case title
  /// `President`, `spokesman`, `CEO`: a person follows, or nobody does.
  case role
  /// `Prime`, `Deputy`: belongs to the role that follows.
  case modifier
  /// `Ministry`, `University`: the last word of an organisation's name, or the first before `of`.
  case organisation
  /// `Inc.`, `GmbH`: what ends a company's name and is left out when the name is said again.
  case corporate
  /// `Street`, `County`: the last word of a place's name.
  case placeEnd
  /// `Lake`, `Mount`: the first one, or the last.
  case placeHead
  /// `Jr.`
  case suffix
  /// `North`, `State`: part of many names, none alone.
  case loose

  /// The words for a language tag; English and Russian, which their letters keep apart, where nothing else is told.
  static func list(for language: String) -> WordList {
    switch language.prefix(2).lowercased() {
    case "de": german
    case "fr": french
    case "es": spanish
    default: english
    }
  }

  private static let english = WordList(
    englishWords + contractions + russianWords + sharedWords, foldingCase: true)
  private static let german = WordList(germanWords + sharedWords, foldingCase: true)
  private static let french = WordList(frenchWords + sharedWords, foldingCase: true)
  private static let spanish = WordList(spanishWords + sharedWords, foldingCase: true)

  /// What stands between the words of one name: `University of Texas`, `Ludwig van Beethoven`.
  static let connectors = WordList(
    [
      (1, "of für des de_la de_los"), (2, "and & und et y"),
      (3, "de da di van von der den bin ibn al la le du dos das del della ter zu y e ben"), (4, "the for"),
    ])

  /// Members that parties, unions and councils are called after: `Kurdistan Workers Party`, `National Union of Teachers`.
  static let members = WordList([
    (
      1,
      """
      Workers Voters Teachers Students Women Men Children People Families Doctors Scientists Police Experts Investigators \
      Prosecutors Supporters Researchers Reporters Residents Witnesses Lawmakers Automakers Carmakers Retailers Farmers \
      Miners Players Owners Veterans Pensioners Journalists Writers Actors Nurses Employees Firefighters Consumers \
      Taxpayers Parents Lawyers Engineers Pilots Drivers Authors Publishers Producers Manufacturers Mothers Patients
      """
    )
  ])

  private static let sharedWords: [(category: UInt8, words: String)] = [
    (title.rawValue, "mr. mrs. ms. dr. prof. mr mrs ms dr prof m. mme"),
    (suffix.rawValue, "jr. sr. jr sr"),
    (
      corporate.rawValue,
      "inc. inc corp. corp co. ltd. ltd llc llp plc ag gmbh kg se sa s.a. s.p.a. spa nv n.v. ab asa oyj oy kk lp l.p."
    ),
  ]

  /// `I’m` as `I'm`.
  private static let contractions = englishWords.map { group in
    let words = group.words.split(whereSeparator: { $0 == " " || $0 == "\n" }).filter { $0.contains("'") }
    return (group.category, words.joined(separator: " ").split(separator: "'").joined(separator: "’"))
  }

  private static let englishWords: [(category: UInt8, words: String)] = [
    (
      common.rawValue,
      """
      the a an this that these those there here it its it's he she they we you i i'm i've i'd i'll we're we've you're they're \
      he's she's that's there's let's don't doesn't didn't isn't can't won't his her their our your my one two three four five six seven eight nine ten \
      some many most several few all both each every another other others any no not none nobody nothing everyone \
      everybody someone anyone everything something what who whom whose which when where why how if in on at by for with from \
      to of about into over after before during under against between among through without since until despite amid \
      because although though while whereas as like unlike near inside outside above below behind beyond across along \
      around per via upon than then now today tomorrow yesterday tonight later earlier recently meanwhile however moreover \
      furthermore nevertheless nonetheless still yet also too even only just once again perhaps maybe indeed instead \
      otherwise therefore thus hence so and but or nor yes no well oh ok okay please thanks thank sorry dear \
      is are was were be been being am do does did has have had can could may might must shall should will would \
      asked according added last next first second third fourth finally eventually initially originally overall \
      additionally similarly likewise further more less much little such same former late early current previous \
      back off up down out away former ex-president breaking update updated watch read more related photo photos video videos caption exclusive opinion editorial analysis \
      police officials experts critics analysts investigators authorities prosecutors supporters opponents lawmakers researchers \
      scientists doctors teachers students workers voters reporters people women men children families residents witnesses \
      automaker automakers carmaker carmakers drugmaker drugmakers planemaker planemakers retailer retailers \
      so-called dear god internet web tv television gdp ceo's covid covid-19 dna aids hiv english born published
      """
    ),
    (
      calendar.rawValue,
      """
      monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays \
      sundays january february march april june july august september october november december jan. feb. mar. apr. aug. \
      sept. sep. oct. nov. dec. jan feb mar apr aug sept sep oct nov dec christmas easter thanksgiving ramadan halloween \
      hanukkah passover gmt est edt pst pdt cst cet utc a.m. p.m. am pm bc ad
      """
    ),
    (
      people.rawValue,
      """
      american americans british briton britons english french german germans russian russians chinese japanese indian indians \
      italian italians spanish mexican mexicans canadian canadians australian australians israeli israelis palestinian \
      palestinians arab arabs iranian iranians iraqi iraqis syrian syrians afghan afghans turkish turks kurdish kurds \
      egyptian egyptians saudi saudis pakistani pakistanis ukrainian ukrainians polish poles greek greeks dutch belgian swiss \
      swedish swede swedes norwegian danish danes finnish irish scottish scots welsh portuguese brazilian brazilians argentine \
      cuban cubans venezuelan colombian african africans asian asians european europeans latino latinos hispanic hispanics \
      korean koreans vietnamese thai filipino indonesian malaysian austrian hungarian czech slovak romanian bulgarian \
      serbian serb serbs croatian bosnian albanian georgian armenian azerbaijani chechen kenyan nigerian ethiopian somali \
      libyan tunisian algerian moroccan lebanese jordanian yemeni qatari western eastern northern southern soviet nazi nazis \
      african-american african-americans native jewish jews jew muslim muslims islamic islamist islamists christian \
      christians catholic catholics protestant protestants sunni sunnis shiite shiites shia hindu hindus buddhist \
      republican republicans democrat democrats democratic conservative conservatives labour liberal liberals tory tories \
      communist communists socialist socialists marxist texan texans californian hawaiian
      """
    ),
    (
      title.rawValue,
      """
      sen. sens. rep. reps. gov. gen. lt. lt col. maj. sgt. cpl. pvt. capt. cmdr. adm. rev. hon. sir dame lord lady sheik sheikh \
      imam rabbi pope prince princess king queen emperor duke duchess baron count justice judge father sister saint \
      st. fr. msgr. del. atty. supt. det. insp. pres. ayatollah archbishop cardinal bishop pastor reverend madam miss
      """
    ),
    (
      role.rawValue,
      """
      president vice-president senator representative congressman congresswoman governor mayor chancellor premier minister \
      secretary chairman chairwoman chair ceo cfo coo cto director commissioner ambassador spokesman spokeswoman spokesperson \
      general colonel major sergeant captain commander admiral lieutenant officer detective sheriff marshal attorney \
      prosecutor lawyer professor doctor coach manager leader speaker whip analyst economist strategist adviser advisor \
      historian author writer journalist reporter correspondent columnist actor actress singer rapper comedian \
      director-general founder co-founder co-author activist candidate nominee lawmaker legislator councilman councilwoman \
      councillor alderman deputy-mayor mp mep editor striker goalkeeper midfielder defender quarterback pitcher midfielder \
      businessman businesswoman billionaire entrepreneur investor scientist researcher physicist psychologist surgeon \
      astronaut architect artist painter photographer filmmaker producer novelist poet playwright composer chef \
      administrator superintendent chairperson undersecretary treasurer comptroller teammate member members counsel brother sister-in-law wife husband son daughter mother co-host host anchor moderator dictator
      """
    ),
    (
      modifier.rawValue,
      """
      prime vice deputy assistant associate special acting interim foreign defense defence interior finance chief executive \
      financial operating marketing \
      majority minority senior junior lead managing attorney-general press national homeland federal district lieutenant-governor co-chair \
      opposition party campaign team police fire
      """
    ),
    (
      organisation.rawValue,
      """
      university college school institute academy bank banks group holdings company corporation corps airlines airways air \
      industries systems technologies motors pharmaceuticals laboratories labs partners capital ventures securities insurance \
      energy petroleum oil gas electric telecom communications media pictures studios records entertainment networks network \
      times post journal gazette herald tribune guardian telegraph chronicle news press magazine daily weekly radio \
      committee commission council ministry department agency bureau administration authority office service services \
      court tribunal parliament assembly congress senate house cabinet government board party union unions association \
      federation confederation foundation fund trust society club league alliance coalition organization organisation \
      institution center centre project initiative campaign movement front brigade army navy guard force forces patrol command \
      church cathedral mosque temple synagogue hospital clinic museum theatre theater library orchestra stores markets foods \
      partnership brothers associates consulting solutions software united rangers wanderers rovers albion hotspur exchange
      """
    ),
    (
      placeEnd.rawValue,
      """
      street avenue road boulevard lane square plaza park river sea ocean straits canal mountain \
      mountains hills hill valley desert forest island islands peninsula coast beach county parish province prefecture \
      oblast region territory city town village airport station bridge harbor harbour stadium heights springs falls creek \
      canyon tower palace castle
      """
    ),
    (
      loose.rawValue,
      """
      north south east west northeast northwest southeast southwest state states nation nations amendment chapter super black \
      white supreme new old great little big day week war act bill law plan deal game cup award prize
      """
    ),
    (placeHead.rawValue, "lake mount mt. port fort cape camp gulf bay strait isle"),
  ]

  private static let russianWords: [(category: UInt8, words: String)] = [
    (
      common.rawValue,
      """
      сам сама сами в во на по с со к ко о об от до из за для при под над у через между после перед и но а или он она они оно мы вы я это этот \
      эта эти тот та те так как что кто где когда если хотя пока чтобы поскольку также однако кроме ранее сейчас сегодня вчера \
      завтра теперь затем потом уже ещё еще все всё весь вся его её ее их наш ваш мой свой один два три не нет да лишь только \
      более менее согласно напомним отметим вместе среди около без против вслед несмотря благодаря именно там здесь тем например член члены население журнал газета детей дети различают архитектура концепция \
      крупнейший основной главный первый второй третий последний каждый многие
      """
    ),
    (
      role.rawValue,
      """
      глава главы главе главой главу \
      президент президента президенту президентом премьер премьер-министр премьер-министра министр министра пресс-секретарь \
      депутат депутата сенатор губернатор губернатора мэр мэра посол режиссер режиссёр актер актёр писатель тренер генерал \
      полковник адвокат политолог экономист эксперт канцлер канцлера спикер журналист журналистка \
      историк поэт композитор певец певица художник профессор академик сын дочь брат сестра отец мать внук внучка жена муж \
      император императора императрица царь царя король короля королева князь князя принц папа султан префект архиепископ \
      епископ митрополит патриарх
      """
    ),
  ]

  private static let germanWords: [(category: UInt8, words: String)] = [
    (
      common.rawValue,
      """
      der die das des dem den ein eine einer eines einem einen er sie es wir ich ihr und aber oder doch denn in im am an auf \
      bei mit nach zu zum zur für über unter aus vor gegen um durch seit während auch dann noch so wie wenn als weil dass ob \
      was wer wo warum damit diese dieser dieses jetzt heute gestern morgen laut sein seine ihre kein keine nicht nur \
      mrd mio mhz khz ghz kwh isbn issn ebit dvd cd pc usb tv ii iii iv vi vii viii ix xi xii nr chr allgemeinen jugendliche \
      jugendlichen erwachsene erwachsenen angeklagte angeklagten jährige jähriger jährigen
      """
    ),
    (
      calendar.rawValue,
      """
      montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni juli august september \
      oktober november dezember weihnachten ostern
      """
    ),
    (title.rawValue, "herr frau herrn papst könig königin prinz prinzessin"),
    (
      role.rawValue,
      """
      präsident präsidentin präsidenten kanzler kanzlerin bundeskanzler bundeskanzlerin minister ministerin ministerpräsident \
      außenminister außenministerin innenminister finanzminister finanzministerin verteidigungsminister sprecher sprecherin \
      regierungssprecher bürgermeister bürgermeisterin vorsitzende vorsitzender parteichef parteichefin chef chefin trainer \
      generalsekretär bundespräsident us-präsident premierminister premierministerin staatschef richter anwalt
      """
    ),
    (
      organisation.rawValue,
      "universität ministerium bank partei verband gewerkschaft zeitung konzern gericht stiftung verein bund"
    ),
    (placeEnd.rawValue, "straße platz allee flughafen see"),
  ]

  private static let frenchWords: [(category: UInt8, words: String)] = [
    (
      common.rawValue,
      """
      le la les l un une des du de ce cette ces cet il elle ils elles on nous vous je tu et mais ou donc or ni car à au aux dans \
      en par pour sur avec sans sous chez vers depuis lors après avant pendant selon si quand lorsque alors comme où parce \
      puisque son sa ses leur leurs mon ma mes notre votre plusieurs tout toute tous toutes aucun aussi ainsi enfin hier \
      aujourd'hui demain c'est d'après quant face malgré entre outre plus moins très ne pas qui que quoi
      """
    ),
    (title.rawValue, "m. mme mlle mm. maître sir saint sainte pape roi reine prince princesse"),
    (
      role.rawValue,
      """
      président présidente ministre premier chancelier chancelière porte-parole directeur directrice maire sénateur sénatrice \
      député députée procureur juge avocat avocate général colonel capitaine professeur docteur secrétaire ambassadeur \
      acteur actrice chanteur chanteuse réalisateur réalisatrice entraîneur écrivain journaliste candidat candidate
      """
    ),
    (
      organisation.rawValue,
      "université ministère banque parti syndicat assemblée tribunal conseil comité commission institut"
    ),
    (placeHead.rawValue, "rue avenue boulevard place lac mont île port"),
  ]

  private static let spanishWords: [(category: UInt8, words: String)] = [
    (
      common.rawValue,
      """
      el la los las un una unos unas de del al a en por para con sin sobre tras ante desde hasta durante contra según entre y e \
      pero o u ni que quien cuando si mientras aunque como donde porque su sus este esta estos estas ese esa esto eso él ella \
      ellos ellas yo nosotros se lo le no sí también luego después además entonces ayer hoy mañana así más menos muy ya todo \
      toda todos todas cada otro otra otros otras mi tu
      """
    ),
    (title.rawValue, "sr. sra. dr. dra. don doña señor señora papa rey reina príncipe princesa san santa"),
    (
      role.rawValue,
      """
      presidente presidenta ministro ministra canciller portavoz vocero vocera director directora alcalde alcaldesa \
      secretario secretaria senador senadora diputado diputada gobernador gobernadora fiscal juez jueza abogado abogada \
      general coronel capitán profesor doctor entrenador actor actriz cantante escritor periodista candidato candidata \
      expresidente
      """
    ),
    (
      organisation.rawValue,
      "universidad ministerio banco partido sindicato asamblea tribunal consejo comité comisión instituto"
    ),
    (placeHead.rawValue, "calle avenida plaza lago monte isla puerto"),
  ]
}
