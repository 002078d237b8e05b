import Archive

/// Which 全宗 and 门类 each number of access facts has, by numbers: counting hits by them hashes no text.
struct FondsOfFacts: Sendable {
    private(set) var fonds = Names<UInt32>()
    private(set) var categories = Names<UInt32>()
    private(set) var fondsOf: [UInt32] = []
    private(set) var categoryOf: [UInt32] = []
    /// The sorting key of each fonds' code, by its text.
    private(set) var keys: [String: String] = [:]

    init(_ facts: [AccessFacts]) {
        for each in facts { append(each) }
    }

    mutating func append(_ facts: AccessFacts) {
        fondsOf.append(fonds.number(facts.fondsCode))
        categoryOf.append(categories.number(facts.category))
        if keys[facts.fondsCode] == nil { keys[facts.fondsCode] = ReferenceCode.key(of: facts.fondsCode) }
    }
}
