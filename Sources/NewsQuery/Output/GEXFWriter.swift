/// GEXF 1.3, the format of Gephi: https://gexf.net/schema.html
enum GEXFWriter: RowWriter {
  static let name = "gexf"
  static let summary = "a network for Gephi: two key columns and a weight"
  static let fileEndings = ["gexf"]
  static let isForMachines = true
  static let isDocument = true
  static let needsNetwork = true

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    guard let network = Network(table) else { return sink.fail(Network.mistake) }
    sink.write(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
        + "<graph defaultedgetype=\"\(network.isDirected ? "directed" : "undirected")\">\n<nodes>\n")
    for (number, node) in network.nodes.enumerated() {
      sink.write("<node id=\"\(number)\" label=\"\(Network.escaped(node))\"/>\n")
    }
    sink.write("</nodes>\n<edges>\n")
    for (number, edge) in network.edges.enumerated() {
      sink.write(
        "<edge id=\"\(number)\" source=\"\(edge.source)\" target=\"\(edge.target)\" weight=\"\(Value.number(edge.weight).printed)\"/>\n"
      )
    }
    sink.write("</edges>\n</graph>\n</gexf>\n")
  }
}
