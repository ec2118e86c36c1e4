/// What the words in an element's class, id, role and itemprop say that it is for.
struct PageMarks: OptionSet {
  let rawValue: UInt32

  /// The story itself: `articleBody`, `entry-content`.
  static let story = PageMarks(rawValue: 1)
  static let comments = PageMarks(rawValue: 2)
  /// Buttons for sharing.
  static let share = PageMarks(rawValue: 4)
  /// Other stories.
  static let related = PageMarks(rawValue: 8)
  /// Newsletters, subscriptions, advertisements, notices about cookies.
  static let promo = PageMarks(rawValue: 16)
  /// Menus, footers, sidebars.
  static let chrome = PageMarks(rawValue: 32)
  static let byline = PageMarks(rawValue: 64)
  static let date = PageMarks(rawValue: 128)
  static let caption = PageMarks(rawValue: 256)
  /// Keywords, categories, other lines about the story.
  static let tags = PageMarks(rawValue: 512)
  /// Not shown by a browser.
  static let hidden = PageMarks(rawValue: 1024)
  /// For screen readers and printers only.
  static let unseen = PageMarks(rawValue: 2048)
  static let title = PageMarks(rawValue: 4096)
  /// A box about the author.
  static let bio = PageMarks(rawValue: 8192)
  static let deck = PageMarks(rawValue: 16384)
  /// The end of a page or of a part of it.
  static let footer = PageMarks(rawValue: 32768)

  /// Marks of what does not belong to a story.
  static let furniture: PageMarks = [.comments, .share, .related, .promo, .chrome, .unseen, .bio]
}

/// The table of words behind `PageMarks`. Words are found in `camelCase`, `kebab-case` and `snake_case`; a word of
/// two parts is found in all of them and run together.
struct PageMarkTable {
  // Open addressing; zero is an empty slot. words are kept as FNV-1a hashes: a clash would only add a mark.
  private var hashes = [UInt64](repeating: 0, count: 2048)
  private var marks = [UInt32](repeating: 0, count: 2048)

  static let shared = PageMarkTable()

  static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  private init() {
    for (mark, words) in PageMarkTable.words {
      for word in words.split(separator: " ") {
        var hash = PageMarkTable.seed
        for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var slot = Int(truncatingIfNeeded: hash >> 40) & 2047
        while hashes[slot] != 0, hashes[slot] != hash { slot = (slot + 1) & 2047 }
        hashes[slot] = hash
        marks[slot] |= mark.rawValue
      }
    }
  }

  private func mark(_ hash: UInt64) -> UInt32 {
    var slot = Int(truncatingIfNeeded: hash >> 40) & 2047
    while hashes[slot] != 0 {
      if hashes[slot] == hash { return marks[slot] }
      slot = (slot + 1) & 2047
    }
    return 0
  }

  /// Longer values are cut: they come from programs.
  private static let maximumLength = 400

  /// The marks of one attribute's value.
  func marks(of value: UnsafePointer<CChar>) -> PageMarks {
    var found: UInt32 = 0
    var at = 0
    var hash = PageMarkTable.seed
    // The word before, without end, so that two words can be looked up as one.
    var pair: UInt64 = 0
    var count = 0
    var wasSmall = false
    while at < PageMarkTable.maximumLength {
      let byte = UInt8(bitPattern: value[at])
      at += 1
      let lower = byte | 0x20
      let isLetter = lower &- 0x61 < 26
      let isUpper = isLetter && byte & 0x20 == 0
      if count > 0, !isLetter && byte < 0x80 || isUpper && wasSmall {
        found |= mark(hash)
        if pair != 0 { found |= mark(pair) }
        // The next word continues this one; a blank begins another name.
        pair = byte == 0x20 || byte == 0 ? 0 : hash
        hash = PageMarkTable.seed
        count = 0
      }
      if byte == 0 { break }
      if byte == 0x20 { pair = 0 }
      if isLetter || byte >= 0x80 {
        let folded = UInt64(isLetter ? lower : byte)
        hash = (hash ^ folded) &* 0x100_0000_01B3
        if pair != 0 { pair = (pair ^ folded) &* 0x100_0000_01B3 }
        count += 1
      }
      wasSmall = isLetter && !isUpper
    }
    return PageMarks(rawValue: found)
  }

  private static let words: [(PageMarks, String)] = [
    (
      .story,
      """
      articlebody articlecontent articletext articlecopy storybody storycontent storytext entrycontent postcontent \
      postbody posttext entrytext bodycopy bodytext newstext newsbody newscontent contentbody textbody articledetail \
      articlemain articulo cuerpo noticia artikeltext storycopy singlecontent blogcontent
      """
    ),
    (
      .comments,
      """
      comment comments disqus respond commentlist commentform livefyre kommentare kommentar comentarios \
      comentario commentaires commentaire replies reactions komentarze commenti reacties kommentarer diskussion
      """
    ),
    (
      .share,
      "share sharing social socials addthis sharedaddy shariff sharebar socialmedia teilen compartir partager"
    ),
    (
      .related,
      """
      related recommended recommendation recommendations recirc recirculation morefrom readmore readalso mostread \
      mostpopular popular trending alsoread alsolike seealso outbrain taboola teaser teasers relacionadas relacionados \
      similar youmaylike upnext furtherreading jprelatedposts relatedposts zergnet moreon latest lireaussi weiterlesen \
      next prev previous nextarticle prevarticle nextprev prevnext nextpost previouspost postnavigation navlinks
      """
    ),
    (
      .promo,
      """
      newsletter newsletters subscribe subscription signup promo promotion promotions paywall ad ads adv advert adverts \
      advertisement advertising advertorial sponsored sponsor banner cookie cookies consent gdpr donate donation cta \
      werbung anzeige anzeigen publicidad publicite optin mailchimp affiliate dfp googleads adsense adslot
      """
    ),
    (
      .chrome,
      """
      nav navbar navigation menu breadcrumb breadcrumbs footer sidebar toolbar masthead pagination pager skip login \
      print copyright widget widgets modal popup overlay topbar header search topnav subnav sitenav offcanvas \
      complementary contentinfo dialog toc tooltip lightbox
      """
    ),
    (
      .byline,
      "byline bylines author authors autor autoren autore auteur verfasser writer reporter firma journalist vcard"
    ),
    (
      .date,
      """
      date dates datum fecha data published publish pubdate timestamp datetime posted postdate publishdate published \
      datepublished dateline time updated entrydate datecreated
      """
    ),
    (
      .caption,
      """
      caption captions credits credit figcaption wpcaption imagecaption photocaption bildunterschrift legende \
      bildnachweis photocredit imagecredit copyrightholder mediacaption galleria
      """
    ),
    (
      .tags,
      """
      tags taglist tagcloud keywords filedunder topics posttags entrymeta postmeta metadata articlemeta articleinfo \
      categories category kicker entryfooter postfooter entryutility rubrik postinfo entryinfo
      """
    ),
    (
      .unseen,
      "sr sronly srtext screenreader visuallyhidden visualhide offscreen noprint printonly invisible"
    ),
    (.footer, "footer"),
    (.title, "headline title entrytitle posttitle articletitle"),
    (
      .bio,
      "authorbox authorbio aboutauthor abouttheauthor authorinfo bio biography authordescription authorprofile authorcard"
    ),
    (
      .deck,
      "deck dek standfirst subtitle subheadline subhead teasertext intro lead lede vorspann entradilla summary"
    ),
  ]
}
