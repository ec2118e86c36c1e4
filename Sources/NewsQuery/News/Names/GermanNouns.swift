/// What a German word with a capital is when it is not a name: every noun has one.
enum GermanNouns {
  enum Kind: UInt8 {
    /// `Regierung`, `Jahre`
    case common = 1
    /// `Politikwissenschaftler`: a person's name may follow.
    case role
    /// `Volkstheater`: with a name before it the name of an institution.
    case organisation
    /// `Stadt`, `Fluss`: a place's name may follow.
    case place
    /// `Bahnhofstraße`: a place's name by itself.
    case street
  }

  /// What the word's end tells; nil when it may be a name. Compounds end in the noun that they are.
  static func kind(of range: Range<Int>, in text: UnsafeRawBufferPointer) -> Kind? {
    if let kind = Kind(rawValue: whole.category(of: range, in: text)) { return kind }
    for cut in endings {
      let upper = range.upperBound - cut.count
      guard upper - range.lowerBound >= 3, text[upper..<range.upperBound].elementsEqual(cut) else { continue }
      if cut.count > 0, let kind = Kind(rawValue: whole.category(of: range.lowerBound..<upper, in: text)) {
        return kind
      }
      var start = range.lowerBound
      while upper - start >= 3 {
        if upper - start <= 16, text[start] & 0xC0 != 0x80,
          let kind = Kind(rawValue: heads.category(of: start..<upper, in: text))
        {
          return kind
        }
        start += 1
      }
    }
    return nil
  }

  /// Endings of the plural and the cases, the longest last.
  private static let endings: [[UInt8]] = ["", "s", "e", "n", "es", "en", "er", "ern", "in", "innen", "ns"].map {
    Array($0.utf8)
  }

  /// Words that are nouns by themselves, and ends of place names or surnames in compounds.
  private static let whole = WordList(
    [
      (
        Kind.place.rawValue,
        "stadt fluss berg see burg dorf insel gemeinde kreis ort land provinz bucht tal region raum ortsteil stadtteil bezirk"
      ),
      (
        Kind.role.rawValue,
        "frau herr mann graf gräfin herzog könig kaiser fürst papst bischof pater doktor genosse pfarrer bruder schwester vater mutter sohn tochter freund sänger maler dichter rapper coach ritter baron prinz prinzessin"
      ),
      (
        Kind.common.rawValue,
        """
        haus feld bach wald hof stein tag kind tor weg dach bad mond sonne erde welt himmel gott gold silber eisen holz kraft \
        macht nacht recht schule garten markt turm kirche schloss brücke hafen wasser ufer quelle mühle straßen bahn post \
        geld euro dollar mark franken prozent meter kilometer liter uhr ehe ei eis arm hand fuß kopf herz auge ohr blut \
        ja nein ende teil teile paar art weise fall fälle mal male zeit seite seiten rede reden ziel ziele rolle sache \
        norden süden osten westen ton töne hit song rang bass reis rest bims auen hütte fett blick lager riese genie neues \
        städte städten höfe bögen bogen räder bäder wälder felder gräser dörfer dächer schlösser märkte nächte tage stunden \
        kino gelb rot grün blau weiß schwarz zivil dauer takt tour touren hobby show star stars fans fan boss job jobs party \
        web blog chat mail seele sinne sorge zoo zaun zinn zucker salz eier mehl korn heu huhn kuh kalb lamm schaf ziege esel \
        sohle sieg siege pause panne pech pflicht pfeil pfund post puls punkt rate rauch raub reihe riff rille riss roh ruf \
        samt schar schatz schau scheibe schein schicht schild schub schwung segel siegel sitz spott spalt steg stich stil \
        strick sumpf tanz tau teich trieb trupp tuch ufer wache waage wachs wanne watte welle wicht wiege wolle wonne wucht \
        wunde wunder würde wut zange zahn zähne zehe zehen zelt zorn zug zunge zweck zwang zwerg zahlen werften reiter
        """
      ),
    ], foldingCase: true)

  private static let heads = WordList(
    [
      (Kind.street.rawValue, "straße strasse gasse allee chaussee"),
      (
        Kind.organisation.rawValue,
        """
        bank zeitung universität verein verband partei ministerium gericht institut theater museum orchester verlag \
        akademie hochschule stiftung gewerkschaft konzern klub club kammer agentur behörde union bibliothek werke institutes
        """
      ),
      (
        Kind.role.rawValue,
        """
        minister präsident kanzler sprecher chef chefin trainer meister führer leiter direktor autor experte wissenschaftler \
        forscher künstler schauspieler regisseur politiker professor sekretär vorsitzende vorsitzender anwalt richter \
        historiker komponist pianist gitarrist journalist reporter redakteur manager berater musiker schriftsteller ökonom \
        soziologe psychologe biologe theologe philosoph architekt ingenieur physiker chemiker stürmer torwart torhüter \
        verteidiger spieler läufer fahrer sieger kapitän general oberst offizier botschafter senator abgeordnete bischof \
        kommissar inspektor sänger produzent gründer unternehmer kollege nachfolger vorgänger kandidat könig kaiser herzog
        """
      ),
      (
        Kind.common.rawValue,
        """
        ung heit keit schaft tion sion ismus ität nis tum ment enz anz eur ist ling erei ade age ik iker ologe ologie grafie \
        jahr monat woche stunde minute zeit tag abend morgen montag dienstag mittwoch donnerstag freitag samstag sonntag \
        spiel spiele sport verein liga saison runde punkt platz sieg niederlage tor treffer mannschaft team partie finale \
        mensch leute volk bürger einwohner bewohner kinder familie eltern männer frauen person personen leben tod geburt \
        arbeit arbeiter arbeitsplatz beruf beamte angestellte firma betrieb werk fabrik industrie wirtschaft handel markt \
        preis kosten geld summe betrag umsatz gewinn verlust steuer zoll bankier kredit schuld haushalt etat konto kasse \
        gesetz recht vertrag regel ordnung verfahren prozess urteil strafe antrag beschluss plan programm projekt konzept \
        problem frage antwort thema idee gedanke meinung ansicht grund ursache folge wirkung erfolg fehler risiko gefahr \
        krieg frieden kampf angriff waffe armee heer truppe soldat bombe rakete feuer brand unfall opfer täter polizist \
        polizei mord dieb raub gewalt terror anschlag haft gefängnis verdacht beweis zeuge spur \
        regierung parlament opposition koalition wahl wähler stimme mehrheit minderheit staat staaten republik monarchie \
        reich kolonie grenze hauptstadt kreisstadt altstadt innenstadt großstadt kleinstadt hafenstadt ausland inland bundesland umland flachland \
        haus häuser gebäude wohnung zimmer dach wand tür fenster garten park brücke bahnhof flughafen hotel restaurant laden \
        schule schüler lehrer student studium klasse kurs unterricht prüfung buch bücher roman gedicht text wort wörter satz \
        sprache schrift brief artikel kapitel band bände ausgabe auflage titel namen name begriff wort bild bilder foto film \
        serie sendung sender radio fernsehen musik lied lieder album stück oper konzert bühne tanz kunst malerei gemälde \
        auto wagen bus zug züge flugzeug schiff boot rad fahrrad motor strecke linie verkehr straßenbahn eisenbahn reise fahrt flug \
        wasser luft boden stein gestein metall öl gas strom energie licht wärme kälte regen schnee wind sturm wetter klima \
        tier tiere hund katze pferd vogel vögel fisch pflanze baum bäume blume blatt blätter frucht obst gemüse fleisch brot bier wein \
        körper kopf gesicht auge hand hände fuß füße herz blut krankheit krebs arzt ärzte patient klinik krankenhaus medikament therapie \
        zahl zahlen anzahl menge größe länge höhe breite tiefe fläche gewicht grad stufe reihe gruppe kreis form art typ modell \
        system methode technik gerät maschine computer software daten netz netzwerk programm telefon handy karte \
        anfang beginn ende mitte seite rand spitze teil hälfte rest stück ganze richtung weg ziel ort stelle raum gebiet bereich gegend \
        kirche kloster gott glaube religion gemeinde priester mönch heilige bibel dom kapelle pfarrei bistum orden \
        hilfe schutz sorge angst freude liebe hass wunsch hoffnung traum spaß glück ruhe kraft mut wille sinn geist seele \
        gesellschaft kultur tradition geschichte entwicklung bewegung zusammenhang verhältnis vergleich unterschied beispiel \
        fest feier messe tagung konferenz treffen besuch gast gäste termin urlaub ferien reise tourist \
        bau umbau ausbau aufbau abbau anbau lage aussage anlage auflage einlage zulage absatz einsatz ersatz umfang empfang \
        nummer paragraf angabe aufgabe ausgabe rückgabe übergabe nachfrage umfrage anfrage absage zusage bericht nachricht \
        gespräch rede vortrag debatte diskussion kritik streit konflikt krise lösung vorschlag forderung entscheidung \
        kollektion ware produkt produktion angebot kunde kauf verkauf geschäft laden unternehmen zentrale filiale \
        jugend alter kindheit generation jahrgang jahrhundert jahrzehnt epoche ära mittelalter antike neuzeit gegenwart zukunft vergangenheit \
        rekord meisterschaft medaille pokal turnier wettbewerb weltmeister olympia gegner konkurrent fan zuschauer publikum \
        ausstellung sammlung galerie archiv fund funde grab gräber denkmal ruine turm türme mauer tor tore schloss festung \
        fassung version variante aspekt faktor element merkmal eigenschaft qualität kapazität vorteil nachteil interesse \
        einfluss ausdruck eindruck druck abschluss anschluss ausschluss bezug einzug umzug entzug auftrag beitrag ertrag \
        auftritt rücktritt eintritt austritt schritt fortschritt schnitt abschnitt abstand zustand bestand widerstand \
        verlauf ablauf lauf kreislauf aufstieg abstieg anstieg einstieg ausstieg start halt aufenthalt inhalt gehalt \
        versuch vorgang zugang ausgang eingang umgang übergang rückgang gang gänge wechsel handlung rolle figur held \
        hinweis nachweis ausweis kreis umkreis landkreis zweig bezirk vorort ortschaft siedlung viertel quartier gelände \
        quelle mündung ufer küste strand meer ozean teich kanal becken damm hang hügel gipfel höhle schlucht wüste \
        zeug werkzeug fahrzeug spielzeug material stoff faser papier glas holz kunststoff leder farbe muster \
        rat räte stadtrat gemeinderat bundesrat aufsichtsrat vorstand ausschuss gremium kommission mitglied chance möglichkeit \
        prozent promille tonne kilo gramm liter meter kilometer hektar watt volt dollar euro cent franken mark milliarde million \
        länder ländern gremium gremien kurve lösung mittelwert wert werte sommer winter frühling herbst frühjahr heimat planet stern \
        molekül erblasser ring häuschen verlust stahl mathe aussprüche ausspruch bewusstsein sein wesen zweck kenntnis bestand \
        touren bakterie rinde kämpfe gourmet zettel zentrum päckchen erwachsene jugendliche sprint soße format aktie besitzer \
        analyst analysten bögen töne betrieb vertrieb vortrieb händler adjutant literatur natur altar funktionär zeichen gerücht \
        gerüchte violine chlorid gehörlose vorgeschmack geschmack kerne kern neige stärke schwäche nähe ferne eile weile meile \
        keule säule schleife pfeife reife streife stelle zelle quelle hölle kelle delle schwelle gabel fabel kabel nebel \
        hebel möbel säbel giebel kübel übel adel handel wandel tadel nadel mantel hantel viertel drittel gürtel kittel titel \
        artikel onkel winkel henkel sockel deckel wechsel achsel kessel sessel fessel schlüssel rüssel bissen kissen wissen \
        gewissen rissen pfosten kosten kasten posten brunnen rahmen namen samen daumen kuchen knochen wochen rachen drachen \
        sachen lachen zeichen streich teppich kranich bottich fittich häftling säugling schützling zwilling lehrling \
        eifer ziffer treffer koffer schiffer opfer kupfer ufer käufer läufer helfer träger schläger bürger sänger anhänger \
        gänger fänger empfänger bringer zeiger sieger flieger ärger lager schwager manager \
        messer fresser besser wasser nässe masse kasse rasse gasse tasse klasse presse messe interesse kompresse adresse \
        hebung senkung hälfte kräfte säfte lüfte düfte schäfte geschäft geschäfte kraft saft schaft haft gift schrift trift stift \
        gerät geräte räte drähte nähte städte stätte stätten werkstatt statt blätter wetter retter vetter gitter mutter \
        futter butter kutter luft duft kluft gruft hüfte lüftung stufe schlaufe taufe traufe knopf kopf zopf topf tropf \
        gepäck besteck versteck zweck schreck dreck fleck speck reck trick blick strick knick glück stück druck schmuck \
        rock block stock schock rücken brücken lücken stücke decke hecke schnecke ecke zecke strecke \
        bäume räume träume schäume zäune wände hände brände stände gründe hunde kunde stunde runde wunde gebinde winde rinde \
        binde linde gemälde wälder felder gelder bilder schilder länder ränder bänder pfänder kinder rinder zylinder \
        wärme lärm schwarm alarm charme form norm reform uniform sturm wurm turm helm film schirm \
        stoff stoffe rohstoff griff begriff angriff schiff riff kniff pfiff tarif motiv archiv stativ adjektiv detektiv \
        dichte höhe breite weite leute seite reite ernte rente ente quote note bote pfote rakete tapete pakete paket budget ticket \
        rettungspaket markise krise brise reise preise kreise speise weise waise meise schneise ameise gleis eis beweis verweis \
        erlöse erlös umsätze sätze plätze schätze netze gesetze spitze hitze witze mütze stütze pfütze kreuz \
        festnahme maßnahmen einsätze einsätzen vorsitz besitz sitz witz blitz schlitz geiz reiz weiz kreis \
        diagnose prognose hypothese these prothese synthese dosis basis praxis krisis analyse lyse skepsis \
        tragweite kapsel insel deichsel schnipsel rätsel gestell modell hotel duell quell appell bordell karussell \
        akte fakten fakt takt kontakt pakt effekt defekt insekt objekt subjekt projekt dialekt sekt architekt konflikt \
        delikt edikt produkt konstrukt instinkt distrikt symptom syndrom strom atom diplom chromosom mikroskop teleskop \
        thermometer barometer tachometer zentimeter millimeter quadratmeter gigabyte megabyte terabyte byte pixel \
        trainerin chefin stunden tabelle novelle forelle libelle kapelle frikadelle bagatelle parzelle zitadelle \
        anlass ablass einlass erlass nachlass verlass pass kompass spaß fass bass maß ausmaß gefäß gesäß floß stoß kloß \
        bewerber werber erwerb gewerbe wettbewerb verderb korb kork bezirk werk netzwerk kraftwerk stockwerk bergwerk \
        rundgang jahresausklang klang gesang rang drang zwang empfang umfang hang anhang vorhang zusammenhänge \
        fundament dokument instrument argument moment experiment element segment pigment sakrament testament \
        publikum studium gymnasium aquarium ministerium kriterium territorium laboratorium zentren museen \
        brille pille stille grille rille quelle falle kralle qualle schnalle halle hallen metalle zahlen \
        wurzel würfel zwiebel kartoffel löffel stiefel teufel zweifel tafel schaufel waffel \
        einwand aufwand vorwand verband bestand umstand notstand gegenstand gegenstände umstände zustände \
        sünde gründe befund verbund schund schlund grund hintergrund vordergrund abgrund \
        anblick augenblick rückblick einblick ausblick überblick durchblick \
        urheber gebühr gebühren wohlstand kulisse thema themen hemd verträge einkünfte palme überschuss überschüsse praxis praxen \
        prämie schlacht hornisse märtyrer graben gräben szene fußball zufall partner dekret gitarre behinderte sicht kneipe \
        verbrechen architektur spiegel pfleger kanton zähler schaden schäden forum foren medien medizin branche rundfunk \
        verzicht schmerz feind linke tempel staffel sturz statue kamera vermögen sportler inhaber referent mieter vermieter \
        anbieter antrieb fieber fokus klammer rendite mangel blöcke risiken kläger klägerin platte büro boxer flagge \
        alternative kommune prozedur festival magazin eintrag einträge götter tote spots kongress sponsor natrium matrix \
        gewölbe freistil chemie methan oxid säure base lauge metalle mineral kristall erz kohle torf asche rauch dampf nebel \
        bundeswehr feuerwehr notwehr abwehr leitartikler kommentator moderator diktator senator vektor motor faktor sektor \
        reaktor doktor autor rotor sensor korridor tresor humor tumor export import transport sport hort bord rekord akkord \
        anwälte rechtsanwälten beschäftigte vorgesetzte strafgefangene leichtverletzte verletzte flüchtige kranke schuldige \
        gleichgesinnte adelige heilige einwanderer zuwanderer auswanderer wanderer opferer ausrufer anrufer betrachter \
        eigentümer altertümer reichtümer irrtümer weltcup cup pokale sieger verlierer gewinner förderer spender \
        kollektiv objektiv perspektive initiative offensive defensive detektive lokomotive archive motive \
        verdienst dienst gottesdienst genuss fluss kuss schuss guss hälfte dutzend hundert tausend bevölkerung übernahme aufnahme \
        ausnahme einnahme maßnahme teilnahme annahme abnahme zunahme bedarf erbe not kür sprung wurf schlag stoß tritt schuss pass flanke
        """
      ),
    ], foldingCase: true)

  /// Words before a noun that are not prepositions: an article, a pronoun, a number.
  static let determiners = WordList(
    [
      (
        1,
        """
        der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines dieser diese dieses \
        diesen diesem jener jene jenes jenen jenem jeder jede jedes jeden jedem mancher manche welche welcher welches solche \
        sein seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres mein meine meinen meinem meiner unser unsere \
        unseren unserem unserer dein deine euer eure im zum zur am beim vom ins ans aufs fürs alle allen aller alles beide \
        beiden viele vielen vieler mehrere mehreren einige einigen einiger wenige wenigen zwei drei vier fünf sechs sieben acht \
        neun zehn elf zwölf viel mehr weniger etwas kaum ohne pro per dessen deren als
        """
      ),
      // Prepositions that a place's name follows without an article.
      (2, "in aus nach bei nahe um bis über zwischen"),
      (
        3,
        "von mit für gegen durch an auf zu und oder wie seit vor wegen laut während neben dass wenn weil ob auch so nur schon noch nicht"
      ),
      (4, "sagte sagt erklärte betonte meinte so trifft traf besiegte gewann"),
    ], foldingCase: true)

  /// What opens a sentence and is neither noun nor name.
  static let openers = WordList(
    [
      (
        1,
        """
        allerdings außerdem dabei dadurch dafür dagegen daher dahinter damals danach daneben dann daran darauf daraufhin daraus darin \
        darüber darum darunter dazu deshalb deswegen dennoch derzeit dort dorthin ebenso ebenfalls einst einmal erst erstmals \
        etwa fast ferner früher ganz genau gerade gegenüber gemeinsam gleichzeitig heute heutzutage hier hierbei hierzu hingegen immer \
        insgesamt inzwischen jedoch jetzt kurz lange langsam lediglich letztlich manchmal mehr meist meistens mittlerweile nachdem \
        natürlich neben niemand obwohl offenbar oft plötzlich schließlich schon sehr seitdem selbst sogar somit sonst sowohl später \
        spätestens stattdessen trotz trotzdem teilweise überall übrigens ursprünglich viele vielleicht vielmehr vor vorher weder weil weiter \
        weitere weiterhin weiters wegen weitgehend welche wieder wir wohl zudem zuerst zuletzt zunächst zurück zusätzlich zusammen zuvor zwar \
        zwischen man mein sie es dies jene einige alle beide anders besonders bereits bisher da denn doch eher eigentlich ein entlang \
        entsprechend innerhalb außerhalb oberhalb unterhalb angesichts aufgrund anhand mithilfe ungeachtet hinsichtlich bezüglich darin \
        früh früher dank quer schwer leicht politisch sonstige sonstiges analog gegen gibt hat ist war wird kann soll muss sind waren haben hatte wurde wurden ab anstatt ja nein nun ob ohne rund so \
        sondern statt unter von was wenn wer wie wieso will wo während zu zum zur jeder jede jedes kein keine mit nach nur oder samt seit \
        als am an auf aus außer bei beim bis dank das dass durch en et für im in ins laut nahe per pro vom zwei drei vier fünf
        """
      )
    ], foldingCase: true)

  /// Clubs begin so: `FC Bayern München`, `SG 01 Höchst`.
  static let clubs = WordList([
    (
      1,
      "FC SV TSV SG SC VfB VfL TuS TSG BSG AC AS AV FSV TV HSV BVB SpVgg VfR ASV RB AEK EHC ERC TU FH AG BG HC UHC SSV MSV KSV THW ESV SK HSG Eintracht Borussia Hertha Dynamo Werder Fortuna Arminia Hansa Lokomotive"
    )
  ])

  /// Clubs of a town whose first word is something else elsewhere.
  static let clubsOfTowns = WordList([
    (
      1,
      """
      Bayern Bayer Energie Preußen Alemannia Ajax Inter Union Rot-Weiß Rot-Weiss Blau-Weiß Schwarz-Weiß Viktoria Germania \
      Concordia Wacker Kickers Hansa Lokomotive Lok Real Atlético Olympique Sporting Austria Rapid Sturm Grasshoppers \
      Partizan Spartak Lokomotiv Slavia Sparta Racing Standard Celtic Panathinaikos Jahn Carl-Zeiss Teutonia
      """
    )
  ])
}
