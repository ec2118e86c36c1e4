/// What is around the answers of a web page: one file, which loads nothing, in light and dark, on paper too.
enum HTMLPage {
  /// The page up to its first answer. `language` is the tag of the language that its text is in.
  static func begin(title: String, language: String = "en", to sink: inout ByteSink) {
    sink.append { bytes in
      bytes.append(contentsOf: "<!doctype html>\n<html lang=\"".utf8)
      HTMLWriter.escape(language, into: &bytes)
      bytes.append(contentsOf: "\">\n<head>\n<meta charset=\"utf-8\">\n".utf8)
      bytes.append(contentsOf: "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n".utf8)
      bytes.append(contentsOf: "<meta name=\"color-scheme\" content=\"light dark\">\n".utf8)
      bytes.append(contentsOf: "<meta name=\"generator\" content=\"newsq \(newsqVersion)\">\n<title>".utf8)
      HTMLWriter.escape(title, into: &bytes)
      bytes.append(contentsOf: "</title>\n<style>\(style)</style>\n</head>\n<body>\n<main>\n".utf8)
    }
  }

  /// What ends the page.
  static let end = "</main>\n</body>\n</html>\n"

  static let style: String = {
    func colors(_ palette: Palette) -> String {
      """
      --paper:\(palette.paper);--ink:\(palette.ink);--muted:\(palette.muted);--link:\(palette.link);\
      --rule:\(palette.rule);--shade:\(palette.shade);--mark:\(palette.mark);--markink:\(palette.markInk)
      """
    }
    return ":root{\(colors(.light))}"
      + "@media screen and (prefers-color-scheme:dark){:root{\(colors(.dark))}}" + text + tables + figures + narrow
      + paper
  }()

  private static let text = """
    body{font:16px/1.5 system-ui,-apple-system,Segoe UI,Roboto,sans-serif;margin:0;background:var(--paper);\
    color:var(--ink)}main{max-width:60rem;margin:0 auto;padding:2rem 1.25rem 3rem}\
    h1{font-size:1.9rem;line-height:1.2;margin:0 0 .8rem}h2{font-size:1.4rem;line-height:1.3;margin:2.6rem 0 .6rem}\
    h3{font-size:1.12rem;line-height:1.35;margin:2rem 0 .4rem}h4,h5{font-size:1rem;margin:1.2rem 0 .3rem}\
    p,ul,ol{margin:.8em 0;max-width:44rem}ul,ol{padding-left:1.4rem}li{margin:.3em 0}\
    p,li,h1,h2,h3,h4,h5,caption,figcaption{overflow-wrap:break-word}a{color:var(--link)}\
    code{font:.88em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--shade);\
    padding:.1em .3em;border-radius:.2em;overflow-wrap:anywhere}\
    h1 code{font-size:.65em}h2 code,h3 code,h4 code{font-size:.8em}.d{white-space:nowrap}.f{color:var(--muted);font-size:.88rem;margin:.1em 0;overflow-wrap:anywhere}\
    mark{background:var(--mark);color:var(--markink);padding:0 .1em;border-radius:.15em}\
    hr{border:0;border-top:1px solid var(--rule);margin:2.5rem 0}\
    .v{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}\
    .m{border-top:1px solid var(--rule);margin-top:3rem;padding-top:.5rem;font-size:.88rem;color:var(--muted)}\
    .m h2{font-size:1rem;margin:.8rem 0 .4rem}.m code{color:var(--ink)}\
    article{max-width:42rem;margin:1.6rem 0 3rem}.headline{font-size:1.3rem;line-height:1.25;margin:0 0 .4rem}\
    p.k{font-size:1.1rem;margin:.2em 0 .6em}
    """

  private static let tables = """
    .w{overflow-x:auto;margin:1.2rem 0}.w:focus-visible{outline:2px solid var(--link)}\
    table{border-collapse:collapse;font-size:.94rem;line-height:1.4;min-width:min(100%,26rem)}\
    caption{caption-side:top;text-align:left;font-weight:600;font-size:1rem;padding:.2rem 0 .4rem;color:var(--ink)}\
    caption code,figcaption code{font-weight:400}\
    th,td{text-align:left;vertical-align:top;padding:.28rem 1rem .28rem 0;border-bottom:1px solid var(--rule);\
    overflow-wrap:break-word}th:last-child,td:last-child{padding-right:0}\
    thead th{white-space:nowrap;color:var(--muted);font-weight:600;vertical-align:bottom}tbody th{font-weight:400}\
    .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\
    .l{min-width:13rem}.r{text-align:right}.r,.g{white-space:nowrap}td.k{font-weight:600;white-space:nowrap}
    """

  private static let figures = """
    figure{margin:1.6rem 0}figcaption{font-weight:600;margin:0 0 .3rem}figure svg{display:block;max-width:100%;\
    height:auto}.x{display:none}@media(max-width:34rem){.y{display:none}.x{display:block}}\
    summary{cursor:pointer;color:var(--muted);font-size:.88rem;margin:.2rem 0}\
    figure.q{margin:1.2rem 0;padding-left:1rem;border-left:3px solid var(--rule);max-width:42rem}\
    .q blockquote{margin:0}.q blockquote p{margin:0}\
    .q figcaption{font-weight:400;color:var(--muted);font-size:.9rem;margin:.3rem 0 0}.q figcaption b{color:var(--ink)}
    """

  /// On a telephone the words around a hit are a paragraph, with the columns of the article above it.
  private static let narrow = """
    @media screen and (max-width:34rem){.kw thead{position:absolute;clip-path:inset(50%)}\
    .kw tr{display:block;border-bottom:1px solid var(--rule);padding:.45rem 0}\
    .kw td{display:inline;border:0;padding:0 .3em 0 0;white-space:normal;color:var(--muted);font-size:.85rem}\
    .kw .r,.kw .k,.kw .g{color:var(--ink);font-size:1rem;padding:0 .25em 0 0}\
    .kw .r::before{content:"\\A";white-space:pre}}
    """

  /// What is folded is open on paper, and nothing is cut.
  private static let paper = """
    @media print{@page{margin:18mm 16mm}body{font-size:10.5pt}main{max-width:none;padding:0}a{color:inherit}\
    .w{overflow:visible}table{font-size:.9em}.l{min-width:0}.r,.g{white-space:normal}thead{display:table-header-group}\
    tr,svg,.q,figcaption,caption{break-inside:avoid}h1,h2,h3,h4,h5,caption,figcaption{break-after:avoid}\
    p,li{orphans:3;widows:3}hr.p{border:0;margin:0;break-after:page}summary{display:none}\
    .c{columns:11rem;column-gap:2rem;font-size:.85em}.c3{columns:16rem}.c table{min-width:100%}\
    .c th,.c td{padding-top:.1rem;padding-bottom:.1rem}\
    .y{display:block}.x{display:none}details::details-content{display:block;content-visibility:visible;\
    block-size:auto;overflow:visible}code{background:none;padding:0}}
    """
}
