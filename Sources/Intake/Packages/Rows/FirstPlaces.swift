/// Where each of very many keys stands first, without holding the keys: by hash, and each hit compared with the key at that place.
struct FirstPlaces: Sendable {
    private var byHash: [Int: Int32] = [:]
    /// Keys whose hash another key had before: next to none.
    private var collided: [String: Int32] = [:]

    init() {}

    /// The first places of the keys of 0 ..< `count`; empty ones are left out.
    init(count: Int, key: (Int) -> String) {
        byHash.reserveCapacity(count)
        for place in 0..<count {
            let own = key(place)
            if !own.isEmpty { _ = add(own, at: place, keyAt: key) }
        }
    }

    /// Notes `key` at `place`. Answers where it stood before; then it stays there.
    /// - Parameter keyAt: the key at a place noted before.
    mutating func add(_ key: String, at place: Int, keyAt: (Int) -> String) -> Int? {
        guard let earlier = byHash[key.hashValue] else {
            byHash[key.hashValue] = Int32(place)
            return nil
        }
        if keyAt(Int(earlier)) == key { return Int(earlier) }
        if let earlier = collided[key] { return Int(earlier) }
        collided[key] = Int32(place)
        return nil
    }

    /// Where `key` stands first; `nil` if it was not noted.
    func place(of key: String, keyAt: (Int) -> String) -> Int? {
        if let place = collided[key] { return Int(place) }
        guard let place = byHash[key.hashValue], keyAt(Int(place)) == key else { return nil }
        return Int(place)
    }
}
