import ArgumentParser
import GRDB
import Hummingbird
import Logging
import Yams

@main struct Lantai: AsyncParsableCommand { func run() async throws { print("兰台") } }
