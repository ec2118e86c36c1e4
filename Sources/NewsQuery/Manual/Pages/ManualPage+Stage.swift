extension ManualPage {
  /// A page about a stage; name, usage and summary are the stage's own.
  init(_ stage: any Stage.Type, _ about: String, _ examples: [Example]) {
    let usage = stage.usage
    self.init(
      usage.name, .stage, usage.summary, usage: StageSyntax(usage.name, forms: usage.forms).usage,
      synonyms: usage.synonyms, about, examples)
  }
}
