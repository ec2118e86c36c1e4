import Testing

@testable import NewsQuery

@Test(arguments: ArticleField.allCases)
func aTextFieldIsNamedAfterItsCase(field: ArticleField) {
  #expect(field.name == "\(field)")
  #expect(Field.named(field.name)?.name == field.name)
}
