/// Common given names and forms of address that tell whether `he` or `she` may stand for a name.
enum GivenNames {
  enum Gender: UInt8 { case unknown = 0, male, female }

  static func gender(of word: UnsafeRawBufferPointer) -> Gender {
    Gender(rawValue: list.category(of: word)) ?? .unknown
  }

  private static let list = WordList(
    [
      (
        1,
        """
        mr. mr sir lord king prince pope herr señor monsieur aaron adam alan albert alejandro alex alexander alexei alfred ali \
        andré andreas andrei andrew angel anthony antonio arthur barack barney ben benjamin bernard bernie bill bob bobby \
        boris brad brandon brent brett brian bruce bryan carl carlos charles charlie chris christian christopher chuck claude \
        clarence colin craig curt dan daniel dave david dean dennis denis dick dmitry dmitri don donald doug douglas dwight \
        ed eddie edgar eduardo edward edwin elijah emmanuel enrique eric erik ernest eugene evan felix fernando francis \
        francisco françois frank franz fred frederick friedrich gabriel gary gene geoffrey george gerald gerhard gil glenn \
        gordon graham greg gregory guillermo günter gustavo guy hans harold harry hassan heinrich helmut henry herbert howard \
        hugh ian igor isaac ivan jack jacob jacques jaime jake james jamie jan jared jason javier jay jean jeff jeffrey jeremy \
        jerome jerry jesse jesús jim jimmy joe joel johan johannes john johnny jon jonathan jorge josé joseph josh joshua juan \
        julian justin karl keith ken kenneth kevin klaus konstantin kurt kyle lance larry lawrence lee leo leon leonard leonid \
        lincoln lindsey lloyd louis lucas luis luke manuel marc marco marcus mario mark markus martin marvin matt matteo \
        matthew maurice max michael michel miguel mike mikhail mitch mitt mohamed mohammad mohammed muhammad nathan neil \
        nicholas nick nicolas nikolai norman oleg oliver olivier oscar otto pablo patrick paul pedro pete peter phil philip \
        philippe pierre rafael ralph ramón rand randy ray raymond reince ricardo rich richard rick rob robert roberto rod \
        rodrigo roger roland ron ronald ross roy rudy russell ryan sam samuel scott sean sebastian sergei sergey sergio seth \
        simon stanley stefan stephen steve steven stuart ted terry theodore thomas tim timothy todd tom tommy tony travis \
        trey tyler vernon victor viktor vince vincent vladimir vyacheslav walter wayne wesley will willem william wolfgang \
        xavier yuri zachary uwe joachim jürgen jörg günther horst manfred dieter rainer bernd holger ralf rolf gerd werner heinz \
        hermann ludwig erwin matthias christoph thorsten torsten sven jens lars dirk volker reinhard siegfried wilhelm johann \
        georg fritz guido claus detlef ekkehard gottfried konrad lothar norbert rudolf theodor udo ulrich winfried burkhardt \
        josef florian ferdinand clemens emil ewald gustav hugo kaspar leopold maximilian moritz otmar quirin severin vinzenz wolfram jochen achim armin bodo eckhard egon engelbert gregor hartmut heiko henrik hubert ingo jakob kai karl-heinz \
        hans-jürgen hans-peter marcel markus michail nils ole peer philipp roland rüdiger stephan thilo tobias valentin vitali \
        giuseppe giovanni luigi giacomo lorenzo massimo paolo pietro stefano alessandro claudio fabio franco gianni roberto \
        jean-claude jean-luc jean-pierre yves alain benoît étienne gérard jérôme laurent marcel rené thierry
        """
      ),
      (
        2,
        """
        mrs. ms. mrs ms miss dame lady queen princess frau señora madame mme abigail adriana alexandra alexandria alice alicia \
        alison allison amanda amber amelia amy ana andrea angela angelina anita ann anna anne annie april ashley audrey barbara \
        beatriz becky bernadette beth betsy betty beverly brenda brianna brittany camila carla carly carmen carol caroline \
        carolyn catherine cathy charlotte chelsea cheryl christina christine cindy claire claudia colleen condoleezza cristina \
        cynthia dana daniela danielle dawn deborah debbie denise diana diane dianne dolores donna doris dorothy elaine eleanor \
        elena elisabeth elise elizabeth ellen emily emma erica erin esther eva evelyn fatima florence frances gabriela gail \
        geraldine gina giorgia gloria grace gwen hannah harriet heather heidi helen hillary holly huma ida ilhan ingrid irene \
        iris irina isabel ivanka jacqueline jan jane janet janice jeanne jennifer jenny jessica jill joan joanna jocelyn josephine joy \
        joyce juanita judith judy julia julie kamala karen karin kate katherine kathleen kathryn kathy katie katrina kayleigh \
        kelly kellyanne kim kimberly kirsten kirstjen kristen kristin kristina larisa laura lauren laurie leah leila leslie lily \
        linda lisa lois loretta lori louise lucia lucy lynn madeleine maggie marcia margaret maria marie marina marine marjorie \
        martha mary maya meg megan melania melissa mercedes meredith mia michelle mildred miriam molly monica nancy naomi \
        natalia natalie nicole nikki nina nora norma olga olivia pamela patricia patty paula pauline penny phyllis priti \
        rachel rebecca regina renee rita roberta robin rosa rose rosemary roxanne ruth sally samantha sandra sara sarah \
        shannon sharon sheila shelley shirley silvia simone sofia sonia sonya sophia sophie stacey stephanie sue susan susana \
        suzanne svetlana sylvia tamara tammy tanya tara tatiana teresa theresa tiffany tina tracy tulsi ursula valerie \
        vanessa vera veronica victoria virginia viviane wendy yulia yvonne anja antje astrid bärbel birgit brigitte christa \
        cornelia dagmar elke gabriele gisela gudrun hannelore heike helga hildegard ilse inge jutta karin katja katrin kerstin \
        manuela martina monika nadine petra renate sabine sigrid silke stefanie susanne tanja tatjana ulrike uta ute jodie \
        angelika annegret annette beate claudia doris edith elfriede erika franziska gerda hedwig heide irmgard kirsten luise \
        margarete mathilde melanie regine rosemarie sonja steffi theresia ursel waltraud françoise chantal brigitte ségolène \
        chiara francesca giulia paola valentina
        """
      ),
    ], foldingCase: true)
}
