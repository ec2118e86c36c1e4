/// GraphML, read by igraph, networkx, yEd: http://graphml.graphdrawing.org
enum GraphMLWriter: RowWriter {
  static let name = "graphml"
  static let summary = "a network for igraph, networkx, yEd: two key columns and a weight"
  static let fileEndings = ["graphml"]
  static let isForMachines = true
  static let isDocument = true
  static let needsNetwork = true

  static func write(_ table: Table, _ options: OutputOptions, to sink: inout ByteSink) {
    guard let network = Network(table) else { return sink.fail(Network.mistake) }
    sink.write(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
        + "<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
        + "<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n"
        + "<graph edgedefault=\"\(network.isDirected ? "directed" : "undirected")\">\n")
    for (number, node) in network.nodes.enumerated() {
      sink.write("<node id=\"n\(number)\"><data key=\"label\">\(Network.escaped(node))</data></node>\n")
    }
    for edge in network.edges {
      sink.write(
        "<edge source=\"n\(edge.source)\" target=\"n\(edge.target)\"><data key=\"weight\">\(Value.number(edge.weight).printed)</data></edge>\n"
      )
    }
    sink.write("</graph>\n</graphml>\n")
  }
}
