/// Names of months and weekdays as newspapers print them in English, German, French, Spanish, Italian, Portuguese,
/// Russian, Polish, Turkish and Arabic, with those of a few neighbours where they cost nothing.
///
/// Names are compared as `FoldedWord`s: `février`, `FEVRIER` and `fevr.` are written once each without accents.
enum MonthNames {
  /// Every name with its number, from 1 to 12.
  static var allMonths: [(String, Int)] {
    table.enumerated().flatMap { index, names in names.split(separator: " ").map { (String($0), index + 1) } }
  }

  /// From 1 to 12, by name.
  static let months = WordTable<UInt8>(allMonths.map { ($0.0, UInt8($0.1)) })

  /// From 1, Monday, to 7, by name.
  static let weekdays = WordTable<UInt8>(
    weekdayTable.enumerated().flatMap { index, names in
      names.split(separator: " ").map { (String($0), UInt8(index + 1)) }
    })

  /// The Syrian and Iraqi names of two words: the second word decides.
  static let levantine: [(first: FoldedWord, second: FoldedWord, month: UInt8)] = [
    (FoldedWord("كانون"), FoldedWord("الثاني"), 1), (FoldedWord("تشرين"), FoldedWord("الاول"), 10),
    (FoldedWord("تشرين"), FoldedWord("الثاني"), 11), (FoldedWord("كانون"), FoldedWord("الاول"), 12),
  ]

  private static let table: [String] = [
    "january jan januar jaenner janner janvier janv enero ene gennaio gen janeiro januari января январь янв stycznia styczen sty ocak oca يناير جانفي",
    "february feb februar feber fevrier fevr fev febrero febbraio fevereiro februari февраля февраль фев февр lutego luty lut subat sub فبراير شباط فيفري",
    "march mar marz maerz mrz mars marzo marco mart maart марта март мар marca marzec مارس اذار",
    "april apr avril avr abril abr aprile апреля апрель апр kwietnia kwiecien kwi nisan nis ابريل نيسان افريل",
    "may mai mayo maggio mag maio mei мая май maja maj mayis مايو ايار ماي",
    "june jun juni juin junio giugno giu junho июня июнь июн czerwca czerwiec cze haziran haz يونيو حزيران جوان",
    "july jul juli juillet juil julio luglio lug julho июля июль июл lipca lipiec lip temmuz tem يوليو تموز جويلية",
    "august aug aout agosto ago agos augustus августа август авг sierpnia sierpien sie agustos agu اغسطس اب اوت",
    "september sep sept septembre septiembre set settembre setembro сентября сентябрь сен сент wrzesnia wrzesien wrz eylul eyl سبتمبر ايلول",
    "october oct oktober okt octobre octubre ottobre ott outubro out октября октябрь окт pazdziernika pazdziernik paz ekim eki اكتوبر",
    "november nov novembre noviembre novembro ноября ноябрь ноя нояб listopada listopad lis kasim kas نوفمبر",
    "december dec dezember dez decembre diciembre dic dicembre dezembro декабря декабрь дек grudnia grudzien gru aralik ara ديسمبر",
  ]

  private static let weekdayTable: [String] = [
    "monday mon montag mo lundi lun lunes lunedi segunda seg понедельник пн poniedzialek pon pazartesi الاثنين الإثنين",
    "tuesday tue tues dienstag di mardi martes martedi terca ter вторник вт wtorek wt sali الثلاثاء",
    "wednesday wed mittwoch mi mercredi mer miercoles mie mercoledi quarta qua среда ср sroda carsamba الاربعاء",
    "thursday thu thur thurs donnerstag do jeudi jeu jueves jue giovedi gio quinta qui четверг чт czwartek czw persembe الخميس",
    "friday fri sex freitag fr vendredi ven viernes vie venerdi sexta пятница пт piatek pt cuma الجمعة",
    "saturday sat samstag sonnabend sa samedi sam sabado sabato суббота сб sobota sob cumartesi السبت",
    "sunday sun sonntag so dimanche dim domingo domenica dom воскресенье вс niedziela niedz pazar الاحد",
  ]
}
