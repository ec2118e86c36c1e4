import NewsShell

@main
enum Newsq {
  static func main() {
    runNewsq()
  }
}
