extension Amounts {
  public static let page = ManualPage(
    Amounts.self,
    """
    A row for each sum of money, share or quantity, in numbers: `$28 billion` is 28000000000 USD. `words` is how it is
    printed, `of` what it is attached to, `upper` the higher end of a range: `$10 to $15 billion` is one row from
    10000000000 to 15000000000. `from 5 to 8 percent` says where something was and is: two rows. A share in words, `two thirds` or
    `one in five`, is a quantity below one. Over rows that are passages, only what stands in
    them: `quotes | amounts`. Read in the article's `language`, or where it has none in the one its body is plainly written in:
    English, German, French, Spanish, Italian, Russian and Chinese. A note says how many articles are in other languages; they are
    read as English.
    """,
    [
      .init("\"aid budget\" | amounts | where near | select amount, unit, words", "those near a hit"),
      .init("* | amounts | where unit = \"EUR\" | select amount, words, source", ""),
      .init("quake | amounts | where amount > much", "a number is asked for"),
    ])
}
