/// Countries, their capitals, large cities and regions, and institutions that a name alone tells: what `names` may know
/// without being told. Names that more often mean somebody or something else (`Jordan Rivera`) count only when they stand
/// alone.
enum Gazetteer {
  /// The kind of a whole name, words apart by one blank; nil where it is not listed.
  static func kind(of range: Range<Int>, in text: UnsafeRawBufferPointer) -> NameKind? {
    switch list.category(of: range, in: text) {
    case 1: .place
    case 2: .organisation
    default: nil
    }
  }

  static var countryNames: [String] {
    countries.split { $0 == " " || $0 == "\n" }.map { $0.split(separator: "_").joined(separator: " ") }
  }

  private static let list = WordList(
    [
      (1, countries), (1, capitals), (1, cities), (1, regions), (1, europe), (1, russian), (2, institutions),
    ], foldingCase: false)

  private static let countries = """
    Afghanistan Albania Algeria Andorra Angola Antigua_and_Barbuda Argentina Armenia Australia Austria Azerbaijan Bahamas \
    Bahrain Bangladesh Barbados Belarus Belgium Belize Benin Bhutan Bolivia Bosnia Bosnia_and_Herzegovina Botswana Brazil \
    Brunei Bulgaria Burkina_Faso Burma Burundi Cambodia Cameroon Canada Cape_Verde Chad Chile China Colombia Comoros Congo \
    Costa_Rica Croatia Cuba Cyprus Czech_Republic Czechia Denmark Djibouti Dominica Dominican_Republic East_Timor Ecuador \
    Egypt El_Salvador England Equatorial_Guinea Eritrea Estonia Eswatini Ethiopia Fiji Finland France Gabon Gambia Georgia \
    Germany Ghana Great_Britain Britain Greece Grenada Guatemala Guinea Guinea-Bissau Guyana Haiti Honduras Hong_Kong Hungary \
    Iceland India Indonesia Iran Iraq Ireland Israel Italy Ivory_Coast Jamaica Japan Jordan Kazakhstan Kenya Kiribati Kosovo \
    Kuwait Kyrgyzstan Laos Latvia Lebanon Lesotho Liberia Libya Liechtenstein Lithuania Luxembourg Macau Macedonia Madagascar \
    Malawi Malaysia Maldives Mali Malta Mauritania Mauritius Mexico Micronesia Moldova Monaco Mongolia Montenegro Morocco \
    Mozambique Myanmar Namibia Nauru Nepal Netherlands New_Zealand Nicaragua Niger Nigeria North_Korea North_Macedonia \
    Northern_Ireland Norway Oman Pakistan Palau Palestine Panama Papua_New_Guinea Paraguay Peru Philippines Poland Portugal \
    Puerto_Rico Qatar Romania Russia Rwanda Samoa San_Marino Saudi_Arabia Scotland Senegal Serbia Seychelles Sierra_Leone \
    Singapore Slovakia Slovenia Solomon_Islands Somalia South_Africa South_Korea South_Sudan Soviet_Union Spain Sri_Lanka \
    Sudan Suriname Swaziland Sweden Switzerland Syria Taiwan Tajikistan Tanzania Thailand Timor-Leste Togo Tonga \
    Trinidad_and_Tobago Tunisia Turkey Turkmenistan Tuvalu Uganda Ukraine United_Arab_Emirates UAE United_Kingdom UK U.K. \
    United_States United_States_of_America US USA U.S. U.S.A. Uruguay USSR Uzbekistan Vanuatu Venezuela Vietnam Wales Yemen \
    Yugoslavia Zaire Zambia Zimbabwe Greenland Crimea Chechnya Dagestan Tibet Xinjiang Kashmir Gaza Gaza_Strip West_Bank \
    Gibraltar Bermuda Guam
    """

  private static let capitals = """
    Abidjan Abu_Dhabi Abuja Accra Addis_Ababa Algiers Amman Amsterdam Ankara Antananarivo Ashgabat Asmara Astana Asuncion \
    Athens Baghdad Baku Bamako Bangkok Bangui Beijing Beirut Belfast Belgrade Belmopan Berlin Bern Bishkek Bissau Bogota \
    Bogotá Brasilia Brasília Bratislava Brazzaville Bridgetown Brussels Bucharest Budapest Buenos_Aires Cairo Canberra \
    Caracas Cardiff Chisinau Colombo Conakry Copenhagen Dakar Damascus Dhaka Dodoma Doha Dublin Dushanbe Edinburgh Freetown \
    Gaborone Georgetown Guatemala_City Hanoi Harare Havana Helsinki Islamabad Jakarta Jerusalem Juba Kabul Kampala Kathmandu \
    Khartoum Kiev Kyiv Kigali Kingston Kinshasa Kuala_Lumpur Kuwait_City La_Paz Libreville Lilongwe Lima Lisbon Ljubljana \
    Lome Lomé London Luanda Lusaka Madrid Malabo Managua Manama Manila Maputo Maseru Mexico_City Minsk Mogadishu Monrovia \
    Montevideo Moscow Muscat Nairobi Nassau Naypyidaw New_Delhi Delhi Niamey Nicosia Nouakchott Nur-Sultan Oslo Ottawa \
    Ouagadougou Panama_City Paramaribo Paris Phnom_Penh Podgorica Port-au-Prince Prague Praia Pretoria Pristina Pyongyang \
    Quito Rabat Reykjavik Reykjavík Riga Riyadh Rome San_Jose San_José San_Salvador Sana'a Sanaa Santiago Santo_Domingo \
    Sarajevo Seoul Skopje Sofia Stockholm Suva Taipei Tallinn Tashkent Tbilisi Tegucigalpa Tehran Teheran The_Hague Thimphu \
    Tirana Tokyo Tripoli Tunis Ulaanbaatar Ulan_Bator Vaduz Valletta Vatican_City Vienna Vientiane Vilnius Warsaw \
    Washington_D.C. Windhoek Yaounde Yaoundé Yerevan Zagreb Washington
    """

  private static let cities = """
    Aleppo Alexandria Amritsar Antwerp Atlanta Auckland Austin Baltimore Bangalore Barcelona Basra Benghazi Bilbao \
    Birmingham Bologna Bombay Bonn Bordeaux Boston Bristol Brisbane Brooklyn Buffalo Calcutta Calgary Cambridge Cape_Town \
    Casablanca Chennai Chicago Cincinnati Cleveland Cologne Dallas Dar_es_Salaam Denver Detroit Donetsk Dresden Dubai Durban \
    Düsseldorf Fallujah Frankfurt Geneva Genoa Glasgow Gothenburg Guangzhou Hamburg Hiroshima Ho_Chi_Minh_City Homs Houston \
    Hyderabad Indianapolis Istanbul Jeddah Johannesburg Kandahar Kansas_City Karachi Kharkiv Kolkata Krakow Lagos Lahore \
    Las_Vegas Leeds Leipzig Liverpool Los_Angeles Luhansk Lviv Lyon Macau Manchester Manhattan Mariupol Marseille \
    Marrakesh Mecca Medina Melbourne Memphis Miami Milan Milwaukee Minneapolis Mombasa Montreal Mosul Mumbai Munich Nagasaki \
    Naples New_Orleans New_York New_York_City Newcastle Nice Nuremberg Oakland Odessa Omaha Orlando Osaka Oxford Palermo \
    Perth Peshawar Philadelphia Phoenix Pittsburgh Portland Queens Raqqa Rio_de_Janeiro Rotterdam Saint_Petersburg \
    Salt_Lake_City Salzburg San_Antonio San_Diego San_Francisco Sao_Paulo São_Paulo Sacramento Seattle Seville Shanghai \
    Sheffield Shenzhen Sochi St._Louis St._Petersburg Strasbourg Stuttgart Sydney Tampa Tel_Aviv Tijuana Toronto Toulouse \
    Tulsa Turin Utrecht Valencia Vancouver Venice Vladivostok Volgograd Winnipeg Wuhan Yangon Yokohama Zurich
    """

  private static let regions = """
    America Americas Africa Asia Europe North_America South_America Latin_America Central_America Antarctica Oceania Eurasia Middle_East \
    Far_East Near_East Balkans Caucasus Caribbean Scandinavia Siberia Central_Asia Southeast_Asia East_Asia South_Asia \
    Eastern_Europe Western_Europe Central_Europe North_Africa West_Africa East_Africa Sub-Saharan_Africa Arctic Atlantic \
    Pacific Atlantic_Ocean Pacific_Ocean Indian_Ocean Arctic_Ocean Mediterranean Mediterranean_Sea Black_Sea Red_Sea \
    Baltic_Sea North_Sea Caspian_Sea South_China_Sea East_China_Sea Persian_Gulf Suez_Canal Panama_Canal Sahara Sahel Amazon_River \
    Himalayas Alps Pyrenees Andes Rhine Danube Volga Thames Mississippi_River Catalonia Bavaria Saxony Brittany Sicily \
    Sardinia Corsica Andalusia Lombardy Tuscany Donbas Donbass Punjab Kurdistan Quebec Ontario Alberta British_Columbia \
    Nova_Scotia Manitoba Saskatchewan New_South_Wales Queensland Tasmania Victoria Darfur Tigray Balochistan Sindh \
    Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho Illinois Indiana Iowa \
    Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada \
    New_Hampshire New_Jersey New_Mexico North_Carolina North_Dakota Ohio Oklahoma Oregon Pennsylvania Rhode_Island \
    South_Carolina South_Dakota Tennessee Texas Utah Vermont Virginia West_Virginia Wisconsin Wyoming District_of_Columbia \
    D.C. DC Calif. Fla. Conn. Mass. Pa. Va. Md. Ill. Mich. Minn. Tenn. Wis. Ariz. Colo. Ore. Okla. Ky. Ala. N.Y. N.J. \
    N.C. S.C. N.H. N.M. N.D. S.D. R.I. W.Va. Capitol_Hill Wall_Street Silicon_Valley Long_Island Cape_Cod
    """

  /// The same places in German, French and Spanish, where they are written otherwise.
  private static let europe = """
    Deutschland Frankreich Großbritannien Italien Spanien Österreich Schweiz Niederlande Belgien Dänemark Schweden Norwegen \
    Finnland Polen Tschechien Ungarn Rumänien Bulgarien Griechenland Türkei Russland Ukraine Weißrussland Georgien Armenien \
    Israel Syrien Irak Ägypten Libyen Marokko Algerien Tunesien Äthiopien Südafrika Brasilien Argentinien Mexiko Kanada \
    Australien Neuseeland Indien Nordkorea Südkorea Saudi-Arabien Vereinigte_Staaten Europa Afrika Asien München Köln Wien \
    Zürich Genf Rom Mailand Venedig Moskau Kiew Warschau Prag Brüssel Kopenhagen Lissabon Athen Peking Bagdad Kairo Bayern \
    Slowenien Slowakei Kroatien Serbien Bosnien Albanien Mazedonien Montenegro Moldawien Estland Lettland Litauen Kolumbien \
    Bolivien Kambodscha Kasachstan Usbekistan Jordanien Libanon Jemen Kenia Tansania Nigeria Kroatien Belarus Kosovo \
    Nordamerika Südamerika Lateinamerika Mittelamerika Osteuropa Westeuropa Vorderasien Zentralasien Südostasien \
    Nürnberg Hannover Leipzig Bremen Bremerhaven Lübeck Kiel Rostock Schwerin Mainz Wiesbaden Saarbrücken Erfurt Weimar Jena \
    Magdeburg Halle Potsdam Cottbus Chemnitz Aachen Bochum Duisburg Dortmund Essen Gelsenkirchen Wuppertal Krefeld Münster \
    Bielefeld Osnabrück Oldenburg Braunschweig Göttingen Kassel Koblenz Trier Mannheim Heidelberg Karlsruhe Freiburg Ulm \
    Augsburg Regensburg Würzburg Bamberg Ingolstadt Passau Graz Linz Innsbruck Klagenfurt Basel Bern Luzern Lausanne \
    Florenz Neapel Turin Straßburg Posen Danzig Breslau Krakau Budapest Bukarest Belgrad Sofia Elsass Lothringen Kärnten \
    Steiermark Tirol Vorarlberg Burgenland Oberösterreich Niederösterreich Wallis Saarland Harz Schwarzwald Bodensee \
    Vereinigten_Staaten Den_Haag Schleswig-Holstein Mecklenburg-Vorpommern Sachsen-Anhalt Westfalen Pfalz \
    Sachsen Hessen Thüringen Brandenburg Niedersachsen Nordrhein-Westfalen Baden-Württemberg Rheinland-Pfalz \
    Allemagne Royaume-Uni Angleterre Italie Espagne Autriche Suisse Pays-Bas Belgique Danemark Suède Norvège Finlande \
    Pologne Hongrie Roumanie Bulgarie Grèce Turquie Russie Biélorussie Géorgie Arménie Israël Syrie Irak Égypte Libye Maroc \
    Algérie Tunisie Éthiopie Afrique_du_Sud Brésil Argentine Mexique Canada Australie Nouvelle-Zélande Inde Chine Japon \
    Corée_du_Nord Corée_du_Sud Arabie_saoudite États-Unis Etats-Unis Afrique Asie Londres Bruxelles Genève Moscou Varsovie \
    Lisbonne Athènes Pékin Le_Caire Téhéran Mali Sénégal Côte_d'Ivoire Cameroun Tchad Liban Jordanie Palestine Iran \
    Alemania Francia Reino_Unido Inglaterra Italia España Suiza Países_Bajos Bélgica Dinamarca Suecia Noruega Finlandia \
    Polonia Hungría Rumanía Grecia Turquía Rusia Ucrania Bielorrusia Siria Egipto Libia Marruecos Argelia Túnez Sudáfrica \
    Brasil México Canadá Nueva_Zelanda Japón Corea_del_Norte Corea_del_Sur Arabia_Saudita Estados_Unidos EEUU EE.UU. África \
    Perú Panamá Haití Nueva_York Moscú Pekín Bruselas Ginebra Berlín París Roma Varsovia El_Cairo Teherán Cataluña Andalucía \
    Madrid Barcelona Sevilla Bogotá Caracas La_Habana Ciudad_de_México
    """

  /// Russian ones in the forms that news puts them in.
  private static let russian = """
    Россия России Россию Россией Украина Украины Украине Украину Украиной Белоруссия Белоруссии Беларусь Беларуси Казахстан \
    Казахстана Казахстане Грузия Грузии Грузию Армения Армении Армению Азербайджан Азербайджана Азербайджане США Германия \
    Германии Германию Франция Франции Францию Великобритания Великобритании Великобританию Италия Италии Испания Испании Польша \
    Польши Польше Польшу Турция Турции Турцию Турцией Китай Китая Китае Китаю Китаем Япония Японии Японию Индия Индии Индию Иран \
    Ирана Иране Ирак Ирака Ираке Сирия Сирии Сирию Израиль Израиля Израиле Египет Египта Египте Афганистан Афганистана \
    Афганистане Пакистан Пакистана Пакистане Ливия Ливии КНДР Куба Кубы Кубе Венесуэла Венесуэлы Канада Канады Канаде Эстония \
    Эстонии Латвия Латвии Литва Литвы Литве Молдавия Молдавии Киргизия Киргизии Таджикистан Таджикистана Таджикистане Узбекистан \
    Узбекистана Узбекистане Европа Европы Европе Европу Азия Азии Африка Африки Африке Москва Москвы Москве Москву Москвой \
    Санкт-Петербург Санкт-Петербурга Санкт-Петербурге Петербург Петербурга Петербурге Киев Киева Киеве Минск Минска Минске \
    Вашингтон Вашингтона Вашингтоне Лондон Лондона Лондоне Париж Парижа Париже Берлин Берлина Берлине Брюссель Брюсселя Брюсселе \
    Пекин Пекина Пекине Токио Анкара Анкары Анкаре Тегеран Тегерана Тегеране Женева Женевы Женеве Вена Вены Вене Рим Рима Риме \
    Варшава Варшавы Варшаве Тбилиси Ереван Ереване Баку Астана Астаны Астане Крым Крыма Крыму Чечня Чечни Чечне Дагестан \
    Дагестана Дагестане Сибирь Сибири Донецк Донецка Донецке Луганск Луганска Луганске Нью-Йорк Нью-Йорка Нью-Йорке
    """

  private static let institutions = """
    NATO EU E.U. UN U.N. UNICEF UNESCO UNHCR OPEC IMF WTO WHO IAEA OSCE ASEAN BRICS G7 G8 G20 FBI CIA NSA IRS EPA FDA \
    NASA FCC SEC NAACP ACLU NRA GOP DNC RNC BBC CNN NBC CBS ABC MSNBC PBS NPR AP AFP UPI IBM BMW FIFA UEFA NFL NBA MLB \
    NHL IOC ICC Hamas Hezbollah Taliban Al-Qaeda al-Qaeda al-Qaida Al_Qaeda Al_Qaida ISIS ISIL Islamic_State Boko_Haram Kremlin Pentagon \
    White_House Congress Senate House_of_Representatives House_of_Commons House_of_Lords Supreme_Court Bundestag Bundesrat \
    Knesset Duma State_Duma Interpol Europol Mossad KGB FSB MI5 MI6 Scotland_Yard Downing_Street United_Nations European_Union \
    European_Commission European_Parliament World_Bank Red_Cross Amnesty_International Human_Rights_Watch Greenpeace \
    Federal_Reserve Security_Council General_Assembly Reuters Bloomberg Associated_Press Google Microsoft Facebook Amazon \
    Apple Twitter Boeing Airbus Toyota Volkswagen Siemens Samsung Gazprom Rosneft Lukoil ExxonMobil Exxon_Mobil Chevron \
    Wal-Mart Walmart McDonald's Coca-Cola General_Motors General_Electric Goldman_Sachs Morgan_Stanley Citigroup Vatican \
    Interfax TASS Itar-Tass Xinhua Al_Jazeera Fox_News Netflix Uber Tesla YouTube \
    НАТО ООН ЕС ОБСЕ ОПЕК МВФ ВТО МАГАТЭ ШОС БРИКС ФСБ МВД МИД МИДа МЧС ФБР ЦРУ ЦБ РФ Госдума Госдумы Госдуме Кремль Кремля \
    Кремле Пентагон Пентагона Конгресс Конгресса Совфед Совет_Федерации Газпром Газпрома Роснефть Роснефти Лукойл Сбербанк \
    Сбербанка РИА_Новости Интерфакс ТАСС ИТАР-ТАСС Интерпол Еврокомиссия Еврокомиссии Еврокомиссию Евросоюз Евросоюза Евросоюзе \
    Sheffield_Wednesday SPD CDU CSU FDP Bundesbank Deutsche_Bank EZB EU-Kommission ONU UE OTAN PP PSOE Élysée
    """
}
