/// Where an article's texts are in the section `text`, and how long each is.
struct ArticleRecord: BitwiseCopyable {
  var textStart: UInt64
  var headlineLength: UInt32 = 0
  var deckLength: UInt32 = 0
  var bodyLength: UInt32 = 0
  /// The byte of the body where the lead begins.
  var leadStart: UInt32 = 0
  /// Words of headline, deck and body.
  var wordCount: UInt32 = 0
  var bodyWordCount: UInt32 = 0

  init(textStart: UInt64) { self.textStart = textStart }
}
