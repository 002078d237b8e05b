extension Sequence where Element: Sendable, Self: Sendable {
    /// Maps in order with at most `limit` elements in flight; the first error cancels the rest.
    package func concurrentMap<T: Sendable>(
        atMost limit: Int, _ transform: @escaping @Sendable (Element) async throws -> T
    ) async throws -> [T] {
        try await withThrowingTaskGroup(of: (Int, T).self) { group in
            var done: [Int: T] = [:]
            for (index, element) in self.enumerated() {
                if index >= limit, let (place, value) = try await group.next() { done[place] = value }
                group.addTask { (index, try await transform(element)) }
            }
            for try await (place, value) in group { done[place] = value }
            return done.keys.sorted().map { done[$0]! }
        }
    }
}
