/// Files that newsq knows and does not read: each is reported with what it is and the command that converts it.
public struct ForeignFileReader: Reader {
  public static let formatName = "not read"

  public static func confidence(start: UnsafeRawBufferPointer, fileName: String?) -> Int {
    description(start, fileName) == nil ? 0 : 99
  }

  public static func read(
    _ bytes: UnsafeRawBufferPointer, in context: ReadContext, report: (InputProblem) -> Void,
    emit: (inout Article, RecordPlace) throws -> Void
  ) throws {
    let start = UnsafeRawBufferPointer(rebasing: bytes[..<min(bytes.count, ReaderCatalog.startLength)])
    DocumentReading.refuse(bytes, description(start, context.fileName) ?? "the format is not known", report: report)
  }

  /// What the file is and how to convert it; nil if it is none of these.
  private static func description(_ start: UnsafeRawBufferPointer, _ fileName: String?) -> String? {
    func name(_ ending: String) -> String { DocumentReading.printable(fileName, ending: ending) }
    let lowered = fileName?.lowercased() ?? ""
    if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      return old(start, lowered, name)
    }
    if case .other(let what)? = OfficeFile.kind(start: start, fileName: fileName) {
      let target = what.contains("Excel") || what.contains("Numbers") ? "xlsx" : "pdf"
      return "\(what), which is not read; convert it: soffice --headless --convert-to \(target) \(name("odp"))"
    }
    if ByteSearch.matches("ARROW1", in: start, at: 0) || ByteSearch.matches("FEA1", in: start, at: 0) {
      let own = name("feather")
      return "a Feather (Arrow) file, which is not read; convert it: "
        + "python3 -c \"import pandas; pandas.read_feather('\(own)').to_csv('out.csv')\""
    }
    for (mark, what, command) in marks where start.starts(with: mark) {
      return "\(what), which is not read; \(command)"
    }
    return nil
  }

  /// The container of Office 97 to 2003.
  private static func old(_ start: UnsafeRawBufferPointer, _ name: String, _ printed: (String) -> String) -> String {
    func holds(_ stream: String) -> Bool {
      // Names of streams are UTF-16, in a directory that may be anywhere; most files have it near their start.
      let wide = stream.utf8.flatMap { [$0, UInt8(0)] }
      return wide.withUnsafeBytes { wide in
        var at = 0
        while let found = ByteSearch.first(wide[0], in: start, from: at), found + wide.count <= start.count {
          if start[found..<found + wide.count].elementsEqual(wide) { return true }
          at = found + 1
        }
        return false
      }
    }
    if name.hasSuffix(".xls") || !name.hasSuffix(".doc") && (holds("Workbook") || holds("Book")) {
      return "an Excel file of before 2007 (xls), which is not read; convert it: "
        + "soffice --headless --convert-to xlsx \(printed("xls"))"
    }
    if name.hasSuffix(".msg") || holds("__substg1.0_") {
      return "an Outlook message (msg), which is not read; convert it: msgconvert \(printed("msg"))"
    }
    if name.hasSuffix(".ppt") {
      return "a presentation of before 2007 (ppt), which is not read; convert it: "
        + "soffice --headless --convert-to pdf \(printed("ppt"))"
    }
    return "a Word file of before 2007 (doc), which is not read; convert it: "
      + "soffice --headless --convert-to docx \(printed("doc"))"
  }

  private static let marks: [(mark: [UInt8], what: String, command: String)] = [
    (Array("Rar!".utf8), "a rar file", "unpack it: unar FILE.rar"),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z file", "unpack it: 7z x FILE.7z"),
    (Array("BZh".utf8), "a bzip2 file", "unpack it: bunzip2 FILE.bz2"),
    ([0x04, 0x22, 0x4D, 0x18], "an lz4 file", "unpack it: unlz4 FILE.lz4"),
    (
      Array("ORC".utf8), "an ORC file",
      "convert it: python3 -c \"import pandas; pandas.read_orc('FILE.orc').to_csv('out.csv')\""
    ),
    (Array("Obj".utf8) + [1], "an Avro file", "convert it: avro-tools tojson FILE.avro > out.jsonl"),
    (
      [0x89] + Array("HDF\r\n".utf8), "an HDF5 file",
      "convert it: python3 -c \"import pandas; pandas.read_hdf('FILE.h5').to_csv('out.csv')\""
    ),
    (
      Array("RDX2\n".utf8), "an R data file",
      "convert it: Rscript -e 'load(\"FILE.rda\"); write.csv(NAME, \"out.csv\")'"
    ),
    (
      Array("RDX3\n".utf8), "an R data file",
      "convert it: Rscript -e 'load(\"FILE.rda\"); write.csv(NAME, \"out.csv\")'"
    ),
    (
      [0x58, 0x0A, 0, 0, 0, 3], "an R object (rds)",
      "convert it: Rscript -e 'write.csv(readRDS(\"FILE.rds\"), \"out.csv\")'"
    ),
    (
      [0x58, 0x0A, 0, 0, 0, 2], "an R object (rds)",
      "convert it: Rscript -e 'write.csv(readRDS(\"FILE.rds\"), \"out.csv\")'"
    ),
    (
      Array("$FL2".utf8), "an SPSS file",
      "convert it: Rscript -e 'write.csv(haven::read_sav(\"FILE.sav\"), \"out.csv\")'"
    ),
    (
      Array("<stata_dta>".utf8), "a Stata file",
      "convert it: python3 -c \"import pandas; pandas.read_stata('FILE.dta').to_csv('out.csv')\""
    ),
    ([0x89] + Array("PNG".utf8), "a picture", "read its text: tesseract FILE.png out"),
    ([0xFF, 0xD8, 0xFF], "a picture", "read its text: tesseract FILE.jpg out"),
    (Array("GIF8".utf8), "a picture", "read its text: tesseract FILE.gif out"),
    (Array("II*\0".utf8), "a picture", "read its text: tesseract FILE.tif out"),
    (Array("MM\0*".utf8), "a picture", "read its text: tesseract FILE.tif out"),
    (Array("ITSF".utf8), "a help file (chm)", "unpack it: extract_chmLib FILE.chm out"),
  ]
}
