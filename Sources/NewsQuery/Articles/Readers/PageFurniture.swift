/// Lines that pages put around a story, in small letters.
enum PageFurniture {
  static let lines: Set<String> = [
    "latest", "latest news", "read more", "read also", "related", "related news", "related articles", "related stories",
    "related topics", "more", "more news", "more stories", "most read", "most popular", "trending", "share",
    "share this",
    "share this article", "follow us", "subscribe", "subscribe now", "sign up", "newsletter", "comments", "comment",
    "leave a comment", "print", "email", "advertisement", "advertising", "sponsored", "back to top", "top", "home",
    "menu",
    "search", "tweet", "facebook", "twitter", "whatsapp", "telegram", "linkedin", "copy link", "save", "listen",
    "see also", "recommended", "recommended for you", "you may also like", "next", "previous", "loading",
    "skip to content",
    "skip to main content", "log in", "login", "register", "читайте также", "поделиться", "последние новости",
    "новости по теме", "mehr zum thema", "lire aussi", "à lire aussi", "leia também", "lea también", "leggi anche",
    "story continues below advertisement", "advertisement - scroll to continue",
  ]
}
