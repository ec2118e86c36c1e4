/// Where the order of all terms is cut into partitions: where words of many languages fall apart into about even shares.
///
/// Any cut gives the same archive. One that is uneven for a language costs only time, since more has to be brought together
/// at once. The commonest English words have a partition of their own.
enum PartitionBounds {
  /// A power of two.
  static let most = 128

  /// The number of the partition, of `count`, that a term with this key belongs to; ascending with the keys.
  static func partition(of key: [UInt8], count: Int) -> Int {
    var prefix: UInt64 = 0
    for index in 0..<8 { prefix = prefix << 8 | (index < key.count ? UInt64(key[index]) : 0) }
    var low = 0
    var high = firsts.count
    while low < high {
      let middle = (low + high) / 2
      if firsts[middle] <= prefix { low = middle + 1 } else { high = middle }
    }
    return low * count / most
  }

  /// The first eight bytes, as a number, at which each partition but the first begins.
  private static let firsts: [UInt64] = {
    let firsts = text.split(whereSeparator: \.isWhitespace).map { bound in
      var prefix: UInt64 = 0
      let bytes = Array(bound.utf8)
      for index in 0..<8 { prefix = prefix << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0) }
      return prefix
    }
    precondition(firsts.count < most)
    return firsts
  }()

  private static let text = """
    2 a a0 am an and anda ar as b be bi bu c co com d de dr e em ex f fi for foraa g go
    h had he hi i in ina is it j k ki l le m ma me mo n na ne no o of ofa on or p pe pr q r re
    ri s sa se sh so st su t ta th that the thea thi to toa u v w was we wh wi x z
    α а в г з к н о п р с у א ا ب ع م ي अ ก ሀ ኣ ዘ あ ア 一 京 关 厢 圳 尕 恃 於 沼 睁 致 返 가 사
    """
}
