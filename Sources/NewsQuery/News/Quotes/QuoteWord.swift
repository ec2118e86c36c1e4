/// What a word may do around a quote. The listed words are those that newspapers use to say who said what.
enum QuoteWord: UInt8 {
  case none = 0
  /// `said`, `wrote`: takes the words said, before or after itself.
  case say
  /// `told`: takes whom, then the words said.
  case tell
  /// `called`, `denounced`: takes a thing and a quoted judgement on it.
  case judge
  /// `saying`, `adding`: like `say`, with the subject of the clause before.
  case saying
  /// `calling`, `accusing`: like `judge`, with the subject of the clause before.
  case judging
  /// `statement`, `slogan`: a noun that may stand before a colon.
  case utterance
  case according
  case that
  case pronoun
  case relative
  case determiner
  case title
  case role
  case and
  case preposition
  case auxiliary
  case adverb
  case day
  case subordinator
  case not
  case addressee

  /// The word of a list's category. Categories come from the raw values, and one call a word would cost too much.
  @inline(__always)
  static func of(_ category: UInt8) -> QuoteWord {
    category <= addressee.rawValue ? unsafeBitCast(category, to: QuoteWord.self) : .none
  }

  /// A verb of saying or judging, or "according".
  var mayTell: Bool {
    switch self {
    case .say, .tell, .judge, .saying, .judging, .according: true
    default: false
    }
  }

  static let englishWords: [(category: UInt8, words: String)] = [
    (
      say.rawValue,
      """
      said says say wrote writes write tweeted tweets added adds add asked asks ask replied replies noted notes argued \
      argues argue explained explains continued continues insisted insists insist declared declares announced announces \
      claimed claims claim remarked recalled recalls observed observes concluded concludes stated states responded \
      responds responding warned warns warn suggested suggests suggest admitted admits acknowledged acknowledges \
      shouted shouts yelled screamed cried exclaimed quipped joked jokes mused muses opined predicted predicts \
      contended contends contend maintained maintains asserted asserts countered counters retorted conceded concedes \
      confirmed confirms confessed testified boasted boasts complained complains alleged alleges alleging emphasized \
      emphasised emphasizes stressed stresses underscored underlined reiterated repeated repeats reads chanted chants \
      intoned vowed vows pledged promised promises thundered        \
       lamented chimed interjected posted commented pleaded begged urged demanded proclaimed proclaims fumed \
      cautioned cautions charged charges      pointed_out hinted whispered murmured muttered pointed points \
      reported reports      agreed agrees agree denied denies answered answers tweeting \
      ventured deadpanned offered went blasted snapped retweeted bragged scoffed sniffed marveled marvelled groused \
      summed gushed enthused advised advises assured sighed laughed barked hollered volunteered echoed
      """
    ),
    (tell.rawValue, "told tells tell informed reminded reminds assured warned_that persuaded convinced urging"),
    (
      judge.rawValue,
      """
      called calls call described describes describe accused accuses accuse denounced denounces dubbed labeled labelled \
      branded blasted blasts dismissed dismisses criticized criticised criticizes slammed slams praised praises praise \
      ripped mocked mocks characterized characterised characterizes compared compares declared deemed derided \
      condemned condemns credited cited cites citing referred refers touted touts expressed voiced termed portrayed \
      painted cast wants wanted promised pledged vowed highlighted highlights attacked attacks touting blamed blames \
      considers considered hailed lauded decried deplored likened lambasted titled entitled headlined rejected \
      read believe believes believed think thinks thought feared fears hopes hoped knows wondered wonders hears heard reasoned figured acknowledged argued favors supports endorsed proposed proposes advocated questioned urged ordered demanded \
      encouraged encourages exhorted exhorts bemoaned bemoans ridiculed ridicules rebuked chided admonished lauds decries deplores
      """
    ),
    (
      saying.rawValue,
      """
      saying adding noting pointing arguing claiming asking writing telling insisting warning declaring explaining suggesting \
      stating contending asserting stressing emphasizing emphasising tweeting responding replying concluding joking \
      quipping remarking admitting acknowledging announcing shouting yelling chanting screaming vowing predicting \
      alleging complaining boasting pointing_out recalling maintaining conceding promising pledging believing \
      reading commenting proclaiming exclaiming repeating reiterating
      """
    ),
    (
      judging.rawValue,
      """
      calling describing accusing denouncing dubbing labeling branding dismissing criticizing criticising slamming \
      praising mocking characterizing comparing condemning referring blaming blasting demanding urging deriding likening \
      encouraging exhorting bemoaning lamenting ridiculing rebuking chiding admonishing lauding decrying deploring hailing
      """
    ),
    (
      utterance.rawValue,
      """
      statement statements message messages slogan slogans tweet comment comments remark remarks quote motto mantra reply \
      response answer question headline caption refrain phrase words word warning letter email note post memo line op-ed \
      interview speech testimony release report chant
      """
    ),
    (according.rawValue, "according"),
    (that.rawValue, "that"),
    (
      pronoun.rawValue,
      """
      he she they it i we you himself herself he's she's it's they're i'm we're you're he'd she'd they'd he'll she'll they'll i've we've they've there's i'd we'd i'll \
      he’s she’s it’s they’re i’m we’re you’re he’d she’d they’d he’ll she’ll they’ll i’ve we’ve they’ve there’s i’d we’d i’ll
      """
    ),
    (relative.rawValue, "who which"),
    (
      determiner.rawValue,
      "the a an his her their its this these those our my your one some several many most other another no any each every both"
    ),
    (
      title.rawValue,
      """
      mr. mrs. ms. dr. sen. sens. rep. reps. gov. gen. lt. col. sgt. capt. adm. rev. hon. prof. mr mrs ms dr sir dame lord \
      lady sheik sheikh imam rabbi pope prince princess king queen judge justice
      """
    ),
    (
      role.rawValue,
      """
      spokesman spokeswoman spokesperson chancellor speaker premier pm spokesmen president vice-president senator congressman congresswoman governor \
      mayor secretary chairman chairwoman chair director manager official officials officer officers aide aides adviser \
      advisers advisor advisors strategist strategists analyst analysts professor expert experts critic critics supporter \
      supporters voter voters lawyer lawyers attorney attorneys leader leaders minister ministry ambassador police \
      prosecutors prosecutor reporter reporters campaign company government administration department agency committee \
      court group owner executive candidate candidates lawmaker lawmakers businessman billionaire mogul democrat democrats \
      republican republicans source sources man woman people student students author pollster judge doctor father mother \
      wife husband son daughter brother sister editor columnist host moderator delegate delegates member members \
      representative representatives activist activists economist economists scientist scientists researcher researchers \
      authorities organization union newspaper paper article report study ruling lawsuit complaint statement letter \
      memo poll ad nominee front-runner frontrunner congressmen veteran coordinator founder founders ceo historian scholar \
      resident residents neighbor witness witnesses crowd protesters protester fans employee employees worker workers
      """
    ),
    (and.rawValue, "and but or &"),
    (
      preposition.rawValue,
      """
      of in on at by for with from to about into over after before during under against between among through without \
      toward towards upon near like since until via despite regarding amid outside inside
      """
    ),
    (
      auxiliary.rawValue,
      """
      has have had is are was were be been being will would could should may might must can can't couldn't wouldn't won't \
      did does do didn't doesn't don't having get got
      """
    ),
    (
      adverb.rawValue,
      """
      also later then once again earlier recently previously repeatedly reportedly simply just only even still often \
      already always never now famously reportedly flatly bluntly publicly privately angrily quickly finally first \
      further back ever recently since too instead initially however meanwhile indeed nevertheless nonetheless moreover additionally yes well perhaps maybe yet there here
      """
    ),
    (
      day.rawValue,
      """
      monday tuesday wednesday thursday friday saturday sunday today yesterday tonight tomorrow january february march april \
      may june july august september october november december week month year morning afternoon evening night last \
      jan. feb. mar. apr. aug. sept. oct. nov. dec. noon midnight
      """
    ),
    (
      subordinator.rawValue,
      "when while because although though if as whether where since unless so than why how what whom whose"
    ),
    (not.rawValue, "not"),
    (addressee.rawValue, "him her them me us reporters supporters cnn nbc abc cbs msnbc fox"),
  ]
}
