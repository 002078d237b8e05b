import Archive
import Bytes
import Synchronization

/// What all signatures of a package came to, written down while its records pass by, and the pictures of their seals.
///
/// A transfer may hold a hundred thousand signatures: some are told one by one, the others counted.
final class SignatureBook: Sendable {
    struct Content: Sendable {
        var told: [ToldSignature] = []
        var count: Int64 = 0
        /// By digest: one seal is put on many records.
        var pictures: [Digest: SealPicture] = [:]
        /// Valid ones whose authority is not declared to be licensed, by the authority: how many, and the first.
        var unlicensed: [String: (count: Int, first: ToldSignature)] = [:]
    }

    private static let mostTold = 200
    private static let mostPictures = 20
    private static let mostPictureBytes = 4 << 20
    private static let mostAuthorities = 50

    private let state = Mutex(Content())

    var content: Content { state.withLock { $0 } }

    func add(_ signature: DocumentSignature, file: FileName, record: String?) {
        let seal = signature.seal.map { seal in
            let picture = seal.picture.map { keep($0.bytes, called: $0.format) } ?? .none
            return ToldSeal(
                maker: seal.maker?.holder ?? "", width: seal.picture?.width ?? 0, height: seal.picture?.height ?? 0,
                picture: picture)
        }
        add(ToldSignature(signature, file: file, record: record, seal: seal))
    }

    func add(_ told: ToldSignature) {
        state.withLock { content in
            content.count += 1
            if content.told.count < SignatureBook.mostTold { content.told.append(told) }
            guard told.outcome == .valid else { return }
            let first = content.unlicensed[told.issuer]
            guard first != nil || content.unlicensed.count < SignatureBook.mostAuthorities else { return }
            content.unlicensed[told.issuer] = ((first?.count ?? 0) + 1, first?.first ?? told)
        }
    }

    private func keep(_ bytes: [UInt8], called name: String) -> ToldSeal.Picture {
        let plain = String(name.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
        guard let picture = SealPicture(bytes) else { return .notShown(plain.isEmpty ? "?" : plain) }
        let digest = picture.digest
        return state.withLock { content in
            if content.pictures[digest] == nil {
                let kept = content.pictures.values.reduce(bytes.count) { $0 + $1.bytes.count }
                guard content.pictures.count < SignatureBook.mostPictures, kept <= SignatureBook.mostPictureBytes else {
                    return .notShown(picture.kind.rawValue.uppercased())
                }
                content.pictures[digest] = picture
            }
            return .shown(picture.kind, digest)
        }
    }
}
