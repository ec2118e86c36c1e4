/// The words around quotes in German and French news.
extension QuoteWord {
  static let germanSay = """
    sagte sagten erklärte erklärten betonte betonten meinte teilte kritisierte kündigte berichtete ergänzte schrieb fügte \
    forderte warnte räumte versicherte behauptete äußerte bekräftigte begründete fragte antwortete unterstrich twitterte \
    hieß bilanzierte verkündete konstatierte
    """

  static let germanWords: [(category: UInt8, words: String)] = [
    (
      say.rawValue,
      germanSay + " sagt sagen gesagt bezeichnete nannte " + germanVerbs
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

  /// Verbs in the past, the present and as participles.
  static let germanVerbs =
    forms("sag erklär beton mein kritisier ergänz forder versicher behaupt äußer bekräftig begründ", "te ten t")
    + forms(
      "bemerk erläuter mahn klag beklag resümier bilanzier argumentier konter scherz erzähl schilder lob", "te ten t")
    + forms("monier beteuer prophezei verteidig vermut frag twitter verkünd konstatier spekulier präzisier", "te ten t")
    + forms(
      "kommentier jubel schimpf wetter spott prognostizier signalisier attackier plädier appellier hoff", "te ten t")
    + forms("berichte antworte urteile warnte deute befürchte rechne fürchte bedauerte", ". n t ten")
      + """
      entgegnete erwiderte erwidert schrieb schrieben schreibt schreiben rief riefen ruft gestand gestanden gesteht verriet \
      verraten verrät warnte warnten warnt teilte teilten teilt kündigte kündigten kündigt räumte räumten räumt fügte fügten \
      fügt hob hoben hebt stellte stellten stellt fasste fassten fasst gab gaben gibt hieß heißt unterstrich widersprach sprach \
      befand fand findet glaubt glaubte mitteilte mitteilten mitteilt ankündigte ankündigten hinzufügte einräumte hervorhob \
      klarstellte ausführte führte erinnerte erinnert versprach verspricht bestätigte bestätigten bestätigt wies weist merkte

      """

  static let frenchSay = """
    déclaré affirmé expliqué assuré estimé indiqué précisé ajouté souligné annoncé répondu dénoncé rappelé lancé confié \
    raconté écrit tweeté martelé insisté déploré regretté commenté poursuivi reconnu prévenu admis averti résumé \
    déclare affirme explique estime précise ajoute souligne indique raconte répond lance assure déplore prévient \
    répond-il répond-elle demande-t-il demande-t-elle répondit demanda lança murmura s'exclame s’exclame \
    dit-il dit-elle explique-t-il explique-t-elle affirme-t-il affirme-t-elle ajoute-t-il ajoute-t-elle estime-t-il \
    estime-t-elle assure-t-il assure-t-elle déclare-t-il précise-t-il souligne-t-il poursuit-il poursuit-elle
    """

  static let frenchWords: [(category: UInt8, words: String)] = [
    (
      say.rawValue,
      frenchVerbs + frenchSay
        + " dit dits dite disait disent poursuit rappelle écrit admet reconnaît avertit conclu conclut promis promet réagi réagit"
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

  /// Verbs of the first group: participle, present and past.
  static let frenchVerbs =
    forms(
      """
      déclar affirm expliqu assur estim indiqu précis ajout soulign annonc dénonc rappel lanc confi racont martel insist \
      déplor regrett comment plaid fustig témoign gliss tempèr tempér résum s'insurg s’insurg insurg félicit not ironis \
      plaisant rétorqu répliqu réclam critiqu salu souhait soupir tonn constat analys observ détaill expos confess protest
      """, "é e ent ait aient a èrent")
}
