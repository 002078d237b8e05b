/// The other side of the pool: `lantai __worker`.
package enum WorkerMain {
    package static func run() -> Never { fatalError() }
}
