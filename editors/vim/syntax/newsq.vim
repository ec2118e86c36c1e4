" Queries of newsq. Made from the catalogs of the language by `make docs`: not to be edited.
if exists("b:current_syntax")
  finish
endif
syntax case ignore

syntax match newsqWildcard /[*?]/ contained
syntax match newsqWord /[^[:blank:]()|;:"“”«»=]\+/ contains=newsqWildcard
syntax match newsqNumber /\<\d[0-9,.]*\>/
syntax match newsqDate /\<\d\{4}-\d\d\(-\d\d\(T[0-9:.]\+\(Z\|[+-]\d\d:\d\d\)\?\)\?\)\?\>/
syntax match newsqDate /\<\d\+[hdw]\>\|\<today\>\|\<yesterday\>/
syntax match newsqOperator /\<\(and\|or\|not\)\>\|[~<>=!+]\+\|\.\./
syntax match newsqOperator /\(^\|[[:blank:](]\)\@<=-\ze[^[:blank:]]/
syntax match newsqReach /\<\(near\|pre\|atleast\|first\)\/\(\d\+\|[sp]\)\>/
syntax match newsqClause /\<\(desc\|asc\|is\|in\|empty\|by\|seed\|vs\|on\|matched\|day\|week\|month\|year\|sentence\|paragraph\|article\|nominal\|ordinal\|interval\|left\|right\|without\|with\|boilerplate\|close\|wide\)\>/
syntax match newsqField /\<\(id\|headline\|deck\|byline\|dateline\|located\|credit\|source\|section\|language\|date\|updated\|added\|url\|tags\|body\|lead\|words\|file\|hlead\|depth\|term\|near\|distance\|score\|story\|field\|paragraph\|position\|at\|boilerplate\|start\|end\)\ze\s*\([:<>]\|is\>\)/
syntax match newsqField /\<has:\w\+/
syntax match newsqField /`[^`]*`/
syntax match newsqFunction /\<\(year\|month\|week\|day\|weekday\|hour\|lower\|upper\|length\|trim\|replace\|extract\|matches\|split\|join\|round\|floor\|abs\|number\|date\|text\|coalesce\|if\|count\)\ze(/
syntax match newsqStage /|\s*\(where\|filter\|head\|limit\|take\|tail\|sample\|sort\|order\|distinct\|unique\|dedup\|select\|project\|fields\|let\|extend\|eval\|unroll\|explode\|mv-expand\|pivot\|unpivot\|melt\|compare\|join\|lookup\|union\|count\|stats\|summarize\|aggregate\|top\|timeline\|share\|pairs\|agreement\|kappa\|alpha\|kwic\|concordance\|terms\|ngrams\|collocates\|keywords\|dispersion\|sentences\|paragraphs\|matches\|rex\|quotes\|amounts\|dates\|names\|stories\|like\|similar\|copies\|first\|versions\|diff\|read\|chart\|plot\|as\|write\|save\|export\)\>/ contains=newsqBar
syntax match newsqBar /|/ contained
syntax match newsqFormat /\(\<as\s\+\)\@<=\(table\|tsv\|csv\|jsonl\|json\|record\|markdown\|html\|text\|ninjs\|sqlite\|gexf\|graphml\|ris\|bibtex\|xlsx\)\>/
syntax match newsqStatement /^\s*\(let\|param\|define\)\ze\s\+\w\+\((.*)\)\?\s*=/
syntax match newsqStatement /^\s*include\ze\s\+"/
syntax match newsqCommand /^\s*\.[a-z-]\+.*$/
syntax match newsqArgument /\$[A-Za-z]\w*/
syntax match newsqList /@\("[^"]*"\|[^[:blank:]()|;]\+\)/
syntax match newsqExact /\(^\|[[:blank:](:]\)\@<==\ze[^[:blank:]=]/
syntax match newsqRegex /\(^\|[[:blank:](:~,]\)\@<=\/\(\\.\|[^\/]\)\+\/i\?/
syntax region newsqPhrase start=/["“”„]/ end=/["“”„]/ skip=/\\"/ contains=newsqWildcard
syntax region newsqPhrase start=/«/ end=/»/ contains=newsqWildcard
syntax region newsqPhrase start=/「/ end=/」/
syntax match newsqComment /\(^\|\s\)\@<=\(#!.*\|#\+\([[:blank:]].*\)\?\)$/ contains=newsqTodo
syntax keyword newsqTodo TODO FIXME XXX contained

highlight default link newsqWildcard SpecialChar
highlight default link newsqNumber Number
highlight default link newsqDate Number
highlight default link newsqOperator Operator
highlight default link newsqReach Operator
highlight default link newsqClause Keyword
highlight default link newsqField Identifier
highlight default link newsqFunction Function
highlight default link newsqStage Statement
highlight default link newsqBar Delimiter
highlight default link newsqFormat Constant
highlight default link newsqStatement Define
highlight default link newsqCommand PreProc
highlight default link newsqArgument Identifier
highlight default link newsqList Include
highlight default link newsqExact Operator
highlight default link newsqRegex String
highlight default link newsqPhrase String
highlight default link newsqComment Comment
highlight default link newsqTodo Todo

let b:current_syntax = "newsq"
