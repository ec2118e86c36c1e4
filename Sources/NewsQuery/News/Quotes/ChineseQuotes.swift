/// Finds the quotes of a Chinese text, which sets no blanks between words.
///
///     外交部发言人毛宁表示：“我们对此高度关注。”     speaker: 毛宁   cue: 表示
///
/// Marks are paired; before them a clause that ends in a verb of saying and a colon or comma tells the speaker, or
/// behind them one that ends in such a verb. Without marks 某某表示，… is read to the end of its sentence.
struct ChineseQuotes {
  private let text: UnsafeRawBufferPointer
  private var drafts: [QuoteDraft] = []
  private var scalars: [Scalar] = []

  /// A character and where it stands.
  private struct Scalar {
    var value: UInt32
    var at: Int
  }

  init(_ text: UnsafeRawBufferPointer) { self.text = text }

  /// The quotes of the text from `start` on.
  mutating func quotes(from start: Int) -> [QuoteDraft] {
    var number = 0
    Paragraphs.forEach(in: text) { paragraph in
      let range = min(max(paragraph.lowerBound, start), paragraph.upperBound)..<paragraph.upperBound
      read(range, number)
      number += 1
    }
    return drafts
  }

  private mutating func read(_ range: Range<Int>, _ paragraph: Int) {
    scalars.removeAll(keepingCapacity: true)
    var at = range.lowerBound
    while at < range.upperBound {
      let (value, length) = Scalars.decode(text, at)
      scalars.append(Scalar(value: value, at: at))
      at += length
    }
    scalars.append(Scalar(value: 0, at: range.upperBound))
    var index = 0
    var clause = 0
    /// The quote of this paragraph that goes on when a mark follows a comma: “…，”王伟说，“…”
    var last: Int?
    while index + 1 < scalars.count {
      let value = scalars[index].value
      if Self.opening.contains(value), let close = closing(from: index) {
        if let next = readMarks(index, close, clause, paragraph, &last) {
          index = next
          clause = next
        } else {
          index = close + 1
        }
        continue
      }
      if Self.stops.contains(value) {
        readPlain(clause, index, paragraph)
        clause = index + 1
        last = nil
      }
      index += 1
    }
    readPlain(clause, scalars.count - 1, paragraph)
  }

  /// Where the mark that closes the one at `open` stands.
  private func closing(from open: Int) -> Int? {
    var depth = 0
    for index in open..<min(scalars.count - 1, open + 2000) {
      let value = scalars[index].value
      if value == 0x22 { if index > open { return index } } else if Self.opening.contains(value) { depth += 1 }
      if Self.closings.contains(value) {
        depth -= 1
        if depth == 0 { return index }
      }
    }
    return nil
  }

  /// Reads the marks at `open` and `close`. Returns where to go on, or nil when they only set off words of a sentence.
  private mutating func readMarks(_ open: Int, _ close: Int, _ clause: Int, _ paragraph: Int, _ last: inout Int?)
    -> Int?
  {
    let span = scalars[open].at..<scalars[close + 1].at
    let isLong = close - open > 5
    let endsInside = close > open && (Self.stops + Self.commas).contains(scalars[close - 1].value)
    // 毛宁表示：“…”
    let next = scalars[close + 1].value
    let isWhole = endsInside || next == 0 || Self.stops.contains(next) || Self.commas.contains(next)
    if open > clause, isWhole, let lead = cue(endingAt: open, from: clause, isBefore: true) {
      add(span, paragraph, lead)
      last = drafts.count - 1
      return close + 1
    }
    // “…，”王伟在接受采访时说，“…”
    if isLong || endsInside {
      let limit = clauseEnd(close + 1)
      if let found = cue(endingAt: limit, from: close + 1) {
        add(span, paragraph, found)
        last = drafts.count - 1
        // “…，”王伟说，“…”: the next marks go on.
        let next = limit + 1
        if limit + 2 < scalars.count, Self.commas.contains(scalars[limit].value),
          Self.opening.contains(scalars[next].value), let end = closing(from: next)
        {
          drafts[drafts.count - 1].spans.append(scalars[next].at..<scalars[end + 1].at)
          return end + 1
        }
        return limit
      }
      if let last, open == clause || Self.commas.contains(scalars[open - 1].value), endsInside {
        drafts[last].spans.append(span)
        return close + 1
      }
    }
    if endsInside, isLong, open == clause {
      drafts.append(QuoteDraft(spans: [span], paragraph: paragraph, kind: .direct))
      last = drafts.count - 1
      return close + 1
    }
    return nil
  }

  /// The end of the clause from `start`: its comma, stop or mark.
  private func clauseEnd(_ start: Int) -> Int {
    var index = start
    while index + 1 < scalars.count, !Self.stops.contains(scalars[index].value),
      !Self.commas.contains(scalars[index].value), !Self.opening.contains(scalars[index].value)
    { index += 1 }
    return index
  }

  /// 专家表示，… without marks.
  private mutating func readPlain(_ start: Int, _ end: Int, _ paragraph: Int) {
    guard end - start > 6 else { return }
    let comma = clauseEnd(start)
    guard comma < end, Self.commas.contains(scalars[comma].value), let found = cue(endingAt: comma + 1, from: start),
      end - comma > 5
    else { return }
    let hasMarks = (comma..<end).contains { Self.opening.contains(scalars[$0].value) }
    add(scalars[comma + 1].at..<scalars[end].at, paragraph, found, hasMarks ? .mixed : .indirect)
  }

  private mutating func add(_ span: Range<Int>, _ paragraph: Int, _ found: Found, _ kind: Quote.Kind = .direct) {
    drafts.append(
      QuoteDraft(spans: [span], paragraph: paragraph, kind: kind, cue: found.cue, mention: found.mention))
  }

  private struct Found {
    var cue: Range<Int>
    var mention: Mention?
  }

  /// The verb of saying right before `end`, a colon or comma between, and who is its subject.
  private func cue(endingAt end: Int, from start: Int, isBefore: Bool = false) -> Found? {
    var upper = end
    while upper > start, Self.commas.contains(scalars[upper - 1].value) { upper -= 1 }
    for length in [3, 2, 1] where upper - length >= start {
      let range = scalars[upper - length].at..<scalars[upper].at
      guard Self.verbs.category(of: range, in: text) != 0 else { continue }
      // 被称“…”: a name, and nobody says it.
      if length == 1, isBefore, upper == end, scalars[upper - 1].value != 0x8BF4 { return nil }
      return Found(cue: range, mention: subject(start, upper - length))
    }
    return nil
  }

  /// Who speaks: the clause up to the first word of time, place or manner, offices before a name left out.
  private func subject(_ start: Int, _ end: Int) -> Mention? {
    var lower = start
    for index in start..<end where Self.commas.contains(scalars[index].value) { lower = index + 1 }
    var upper = lower
    while upper < end, upper == lower || !isCircumstance(upper, end) { upper += 1 }
    guard upper > lower, upper - lower <= 40 else { return nil }
    let whole = scalars[lower].at..<scalars[upper].at
    var name = lower
    for index in lower..<upper {
      for length in [2, 3] where index + length < upper {
        if Self.offices.category(of: scalars[index].at..<scalars[index + length].at, in: text) != 0 {
          name = index + length
        }
      }
    }
    let count = upper - name
    let isForeign = (name..<upper).contains { scalars[$0].value == 0xB7 || scalars[$0].value == 0x2022 }
    let isPerson = count >= 2 && (count <= 4 || isForeign && count <= 14) && (name > lower || isSurname(name))
    guard isPerson else { return Mention(form: .role, range: whole, name: nil) }
    return Mention(form: .name, range: whole, name: scalars[name].at..<scalars[upper].at)
  }

  private func isSurname(_ index: Int) -> Bool {
    Self.surnames.category(of: scalars[index].at..<scalars[index + 1].at, in: text) != 0
  }

  private func isCircumstance(_ index: Int, _ end: Int) -> Bool {
    for length in [1, 2] where index + length <= end {
      if Self.circumstances.category(of: scalars[index].at..<scalars[index + length].at, in: text) != 0 { return true }
    }
    // 15日
    return scalars[index].value &- 0x30 < 10
  }

  private static let opening: [UInt32] = [0x201C, 0x300C, 0x300E, 0x22]
  private static let closings: [UInt32] = [0x201D, 0x300D, 0x300F]
  private static let stops: [UInt32] = [0x3002, 0xFF01, 0xFF1F, 0xFF1B]
  private static let commas: [UInt32] = [0xFF0C, 0xFF1A, 0x2C, 0x3A]

  private static let verbs = WordList([
    (
      1,
      """
      说 说道 表示 称 指出 强调 认为 宣布 透露 告诉记者 介绍 介绍说 回应 回应称 回答 回答说 补充 补充说 写道 坦言 警告 呼吁 \
      解释 解释说 声称 承认 批评 提到 谈到 建议 感叹 感慨 直言 重申 說 說道 稱 認為 強調 宣布說 告訴記者 介紹 回應 補充說 寫道 警告說
      """
    )
  ])
  private static let circumstances = WordList([
    (1, "在 于 对 向 还 也 则 就 同时 日前 近日 昨日 今日 昨天 今天 当天 当日 随后 接受 通过 进一步 此前 曾 對 還 於 當天 隨後 上午 下午 晚间 又 再次 再")
  ])
  private static let offices = WordList([
    (
      1,
      """
      发言人 部长 主席 总统 总理 首相 书记 主任 局长 院长 校长 省长 市长 县长 经理 董事长 总裁 教授 专家 记者 大使 司长 处长 \
      秘书长 研究员 负责人 先生 女士 议员 国务卿 外长 会长 队长 教练 医生 律师 老师 同学 村民 居民 市民 员工 司机 总监 创始人 \
      發言人 部長 總統 總理 主席說 書記 局長 院長 市長 經理 董事長 總裁 專家 議員 外長 會長
      """
    )
  ])
  private static let surnames = WordList([
    (
      1,
      """
      王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 \
      吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 康 毛 邱 秦 \
      江 史 顾 侯 邵 孟 龙 万 段 雷 钱 汤 尹 黎 易 常 武 乔 贺 赖 龚 文 習 习 張 劉 陳 楊 趙 黃 吳 孫 馬 羅 鄭 謝 韓
      """
    )
  ])
}
