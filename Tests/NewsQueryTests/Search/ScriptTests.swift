import Testing

@testable import NewsQuery

/// Words as readers of other scripts type them.
@Suite struct ScriptTests {
  static let fixture = SearchFixture(bodies: [
    "قال الرئيس المُرسي إنّ الأزمة ستنتهي قريبًا",
    "中国国家主席习近平在北京会见了俄罗斯总统普京。",
    "安倍首相はモスクワでプーチン大統領と会談した。",
    "นายกรัฐมนตรีเดินทางไปกรุงเทพมหานคร",
    "प्रधानमंत्री नरेंद्र मोदी ने दिल्ली में कहा",
    "ጠቅላይ ሚኒስትር ዐቢይ አሕመድ በአዲስ አበባ ተናገሩ",
    "Ёлка стоит в Москве. Łukasz œuvre Straße İstanbul façade naïve",
  ])

  @Test(arguments: [
    ("المرسي", "a"), ("الازمة", "a"), ("قريبا", "a"), ("\"ان الازمة\"", "a"),
    ("北京", "b"), ("国家主席", "b"), ("京北", ""), ("习近平 near/3 北京", "b"), ("北京*", "b"), ("\"在北京\"", "b"),
    ("首相", "c"), ("プーチン", "c"), ("会談", "c"), ("モスクワ", "c"), ("ブーチン", ""),
    ("กรุงเทพ", "d"), ("นายกรัฐมนตรี", "d"), ("मोदी", "e"), ("मोदि", ""), ("\"नरेंद्र मोदी\"", "e"), ("दिल्*", "e"),
    ("አበባ", "f"), ("\"አዲስ አበባ\"", ""), ("በአዲስ", "f"), ("ዐቢይ near/1 አሕመድ", "f"),
    ("елка", "g"), ("ёлка", "g"), ("москве", "g"), ("lukasz", "g"), ("oeuvre", "g"), ("strasse", "g"),
    ("istanbul", "g"),
    ("facade", "g"), ("naive", "g"), ("=naive", ""), ("=naïve", "g"),
  ])
  func finds(_ search: String, _ ids: String) throws {
    #expect(try ScriptTests.fixture.find(search) == ids, "\(search)")
  }
}
