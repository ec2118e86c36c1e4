/// The words around quotes in Spanish, Italian, Portuguese and Dutch news.
extension QuoteWord {
  static let spanishSay = """
    dijo dijeron afirmó aseguró explicó señaló indicó agregó añadió declaró manifestó sostuvo subrayó advirtió apuntó \
    comentó insistió reconoció destacó expresó respondió preguntó lamentó recordó escribió anunció concluyó admitió \
    precisó recalcó aclaró denunció enfatizó aseveró
    """

  static let spanishWords: [(category: UInt8, words: String)] = [
    (
      say.rawValue,
      spanishVerbs + spanishSay
        + " dice dicen afirma asegura explica señala indica agrega añade sostiene subraya advierte dicho"
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

  /// Regular verbs: past, present, imperfect and participle.
  static let spanishVerbs =
    forms(
      """
      afirm asegur señal declar manifest subray apunt coment destac expres pregunt lament record anunci precis recalc aclar \
      denunci enfatiz asever relat reclam celebr brome zanj sentenci opin argument reiter puntualiz inform critic contest \
      explic indic agreg adelant defend ironiz bromea resalt remarc matiz valor alert acus exclam
      """, "ó aron aban aba ado an")
    + forms("añad sostuv insist reconoc advirt respond escrib conclu admit promet exig dij", "ió ieron ía ían ido")
      + """
      afirma asegura señala declara manifiesta subraya apunta comenta destaca expresa lamenta recuerda anuncia precisa recalca \
      explica indica agrega añade añaden sostiene sostienen insiste insisten reconoce reconocen advierte advierten responde \
      escribe concluye concluyó admite opina argumenta reitera informa critica contó cuenta cuentan contaba prometió exigió \
      sostuvieron mantiene mantuvo insistió dicho dicen decía decían sentencia zanja celebra exige promete

      """

  private static let italianVerbs =
    forms(
      """
      dichiar afferm spieg sottoline annunci racconte raccont ricord precis assicur conferm comment osserv rivel rimarc \
      ribatt denunci replic ironizz tuon lament critic not rassicur esclam
      """, "ato a ano ò arono ava")
      + """
      detto dice dicono disse dissero diceva aggiunto aggiunge aggiunse concluso conclude concluse scritto scrive scrisse \
      risposto risponde rispose chiesto chiede promesso promette ammesso ammette avvertito avverte riferito riferisce sostenuto \
      sostiene ribadito ribadisce ribadì chiarito chiarisce attacca attaccato

      """

  static let italianWords: [(category: UInt8, words: String)] = [
    (say.rawValue, italianVerbs),
    (according.rawValue, "secondo"),
    (that.rawValue, "che"),
    (pronoun.rawValue, "lui lei egli ella loro noi io"),
    (determiner.rawValue, "il lo la i gli le un uno una l questo questa suo sua loro alcuni"),
    (title.rawValue, "sig. dott. prof. on. signor signora dottor"),
    (
      role.rawValue,
      """
      presidente ministro ministra premier portavoce direttore direttrice sindaco sindaca segretario segretaria senatore \
      senatrice deputato deputata avvocato leader capo procuratore governo polizia comunicato esperto assessore
      """
    ),
    (and.rawValue, "e ed ma o"),
    (
      preposition.rawValue,
      """
      di del dello della dei degli delle a al allo alla ai agli alle da dal dalla in nel nella nei per con su sul sulla tra \
      fra durante dopo prima
      """
    ),
    (auxiliary.rawValue, "ha hanno aveva è sono era si"),
    (adverb.rawValue, "anche poi inoltre ancora oggi ieri invece quindi"),
    (day.rawValue, "lunedì martedì mercoledì giovedì venerdì sabato domenica"),
    (relative.rawValue, "chi cui"),
    (subordinator.rawValue, "quando se mentre come dove perché"),
  ]

  private static let portugueseVerbs =
    forms(
      """
      afirm declar explic coment destac ressalt anunci cont lembr critic lament acrescent indic inform assegur alert \
      argument avali relat revel reforç enfatiz apont garant pergunt
      """, "ou aram a am ado ava")
      + """
      disse disseram diz dizem dito escreveu escreve respondeu responde concluiu conclui admitiu admite defendeu defende \
      prometeu reconheceu advertiu garantiu sustentou reiterou

      """

  static let portugueseWords: [(category: UInt8, words: String)] = [
    (say.rawValue, portugueseVerbs),
    (according.rawValue, "segundo conforme"),
    (that.rawValue, "que"),
    (pronoun.rawValue, "ele ela eles elas nós eu"),
    (determiner.rawValue, "o a os as um uma uns umas seu sua seus suas este esta esse essa"),
    (title.rawValue, "sr. sra. dr. dra. senhor senhora"),
    (
      role.rawValue,
      """
      presidente ministro ministra porta-voz diretor diretora prefeito prefeita secretário secretária senador senadora \
      deputado deputada advogado advogada líder chefe procurador governo polícia governador especialista
      """
    ),
    (and.rawValue, "e mas ou"),
    (
      preposition.rawValue,
      "de do da dos das ao à aos em no na nos nas por pelo pela para com sem sobre após desde até durante contra nesta neste"
    ),
    (auxiliary.rawValue, "tem têm tinha é são foi ser se"),
    (adverb.rawValue, "também ainda depois hoje ontem"),
    (
      day.rawValue,
      "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo"
    ),
    (relative.rawValue, "quem"),
    (subordinator.rawValue, "quando se enquanto embora como onde porque"),
  ]

  static let dutchWords: [(category: UInt8, words: String)] = [
    (
      say.rawValue,
      """
      zei zeiden zegt zeggen gezegd vertelde vertelden vertelt schreef schrijft meldde melden meldt stelde stelt verklaarde \
      verklaart voegde voegt benadrukte benadrukt reageerde reageert waarschuwde waarschuwt antwoordde antwoordt vroeg vraagt \
      noemde noemt vindt vond denkt liet laat beweerde beweert erkende erkent riep concludeerde bevestigde bevestigt aldus
      """
    ),
    (according.rawValue, "volgens"),
    (that.rawValue, "dat"),
    (pronoun.rawValue, "hij zij ze het wij we ik"),
    (determiner.rawValue, "de het een zijn haar hun deze die dit"),
    (title.rawValue, "dhr. mevr. dr. prof. meneer mevrouw"),
    (
      role.rawValue,
      """
      president minister premier woordvoerder woordvoerster burgemeester directeur voorzitter staatssecretaris politie leider \
      advocaat deskundige
      """
    ),
    (and.rawValue, "en maar of"),
    (preposition.rawValue, "van in op aan bij met naar voor over onder uit tegen door tijdens na"),
    (auxiliary.rawValue, "heeft hebben had is zijn was waren wordt worden zich"),
    (adverb.rawValue, "ook dan nog later eerder vandaag gisteren"),
    (day.rawValue, "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"),
    (subordinator.rawValue, "als terwijl omdat hoewel toen waar"),
  ]
}
