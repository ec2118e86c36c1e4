/// Terms in order, with their posting lists one after the other: what becomes the sections of a dictionary.
struct TermLists: ~Copyable {
  private var keys = ByteBuffer()
  /// Where each key begins, u32.
  private var keyStarts = ByteBuffer()
  var postings = ByteBuffer()
  /// Where each list begins, u64.
  private var starts = ByteBuffer()

  mutating func removeAll() {
    keys.removeAll()
    keyStarts.removeAll()
    postings.removeAll()
    starts.removeAll()
  }

  /// Begins the next term, whose list is then appended to `postings`.
  mutating func begin(_ key: UnsafeRawBufferPointer) {
    keyStarts.append(value: UInt32(keys.count))
    keys.append(key)
    starts.append(value: UInt64(postings.count))
  }

  /// Appends terms that all come after those here.
  mutating func append(_ next: borrowing TermLists) {
    let (firstKey, firstList) = (UInt32(keys.count), UInt64(postings.count))
    for start in next.keyStarts.bytes.bindMemory(to: UInt32.self) { keyStarts.append(value: firstKey + start) }
    for start in next.starts.bytes.bindMemory(to: UInt64.self) { starts.append(value: firstList + start) }
    keys.append(next.keys.bytes)
    postings.append(next.postings.bytes)
  }

  consuming func addSections(to image: Image) {
    postings.shrink()
    var dictionary = TermDictionaryDraft()
    let firstKeys = keyStarts.bytes.bindMemory(to: UInt32.self)
    let firstLists = starts.bytes.bindMemory(to: UInt64.self)
    for term in firstKeys.indices {
      let isLast = term + 1 == firstKeys.count
      let keyEnd = isLast ? keys.count : Int(firstKeys[term + 1])
      let listEnd = isLast ? postings.count : Int(firstLists[term + 1])
      dictionary.append(
        UnsafeRawBufferPointer(rebasing: keys.bytes[Int(firstKeys[term])..<keyEnd]),
        listSize: listEnd - Int(firstLists[term]))
    }
    dictionary.add(to: image)
    image.add("postings", postings)
  }
}
