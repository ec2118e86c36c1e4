/// The pages about stages, one file each, in the order of the catalog.
enum StagePages {
  static let all: [ManualPage] = [
    wherePage, headPage, tailPage, samplePage, sortPage, distinctPage, selectPage, letPage, unrollPage,
    countPage, statsPage, topPage, timelinePage, sharePage, kwicPage, termsPage, ngramsPage, collocatesPage,
    keywordsPage, sentenceRowsPage, paragraphRowsPage, quoteRowsPage, amountRowsPage, readPage, chartPage,
    asPage, writePage, dateRowsPage, nameRowsPage, copiesPage, versionsPage, firstPage, diffPage,
  ]
}
