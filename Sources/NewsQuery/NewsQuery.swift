/// The version that `newsq --version` and every archive file name.
public let newsqVersion = "0.1.0"
