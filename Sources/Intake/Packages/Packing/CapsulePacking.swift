import Archive
import Bytes

/// Lays out a transfer of capsules (DA/T 48-2009): 电子档案/年度/类别/档号/档号.xml, 文件目录.XML, 说明文件.TXT, 其他/. Nothing is signed.
struct CapsulePacking {
    let order: PackOrder
    let agency: String
    let records: RowsOfRecords
    /// For the capsules while they are made.
    let area: String

    /// - Throws: `CapsuleProblem`, `PackProblem`
    func lay(
        _ others: [(n: Int64, name: FileName)], of input: UnpackedPackage, in tree: inout PackTree
    ) throws {
        let olds = try OldCapsules(order.modification, for: records)
        let writer = CapsuleWriter(maker: agency, moment: order.moment.text)
        var list = PackedList(order: order, agency: agency, columns: Layout.capsules.columns)
        var bytes: Int64 = 0
        try records.each { place, record in
            let name = CategoryName.of(record.category).zh
            let category = name.hasSuffix("档案") ? String(name.dropLast(2)) : name
            let folder = FileName("电子档案/\(record.year ?? "")/\(category)/\(record.code.text)")
            let path = "\(area)/capsule-\(place)"
            // A capsule says the code in its parts.
            let elements = record.elements(agency: agency, moment: order.moment).filter { $0.name != "档号/完整档号" }
            let old = olds[record.number]
            let files = record.documents.map { document in
                let name = document.name.display
                // What is packed in the earlier capsule already is not packed once more.
                let isPacked = old?.files[name] == document.digests.sha256
                return CapsuleWriter.File(
                    name: name, format: document.formatText, isMain: document.isMain, bytes: document.bytes,
                    path: isPacked ? nil : input.path(document.n))
            }
            if let old, let modification = order.modification {
                try writer.writeModification(
                    of: old.path, modification.told(elements, record.number, at: order.moment), files, to: path)
            } else {
                try writer.writeOriginal(elements, files, to: path)
            }
            try tree.take(path, at: folder / FileName(record.code.text + ".xml"), .record(place))
            bytes += tree.listing.bytes(Int64(tree.listing.count))
            list.add(record, value: { record.listed($0) })
            tree.add(row: record.item.line)
        }
        list.end()
        try tree.make(list.xml, at: FileName("文件目录.XML"), .list)
        try tree.make(list.notes(bytes), at: FileName("说明文件.TXT"), .made)
        // The agency may have filled one in itself.
        if !others.contains(where: { $0.name.display.contains("登记表") }) {
            try tree.make(list.form(bytes), at: FileName("其他/电子档案移交与接收登记表.XML"), .made)
        }
        for (n, name) in others { tree.put(n, at: FileName("其他") / name) }
    }

    /// Takes the files out of the capsules again, as the archive will, so that each is looked at as what it is.
    func unfold(
        _ tree: inout PackTree, into destination: String, area: String, limits: UnpackLimits
    ) throws -> UnpackedPackage {
        let package = tree.package(in: area)
        let unfolded = try CapsuleUnfolding(limits: limits, destination: destination, stop: StopSign()).unfold(package)
        var origins = [PackTree.Origin](repeating: .made, count: unfolded.listing.count - package.listing.count)
        for n in package.listing.numbers {
            guard case .record(let place) = tree.origin(n), let taken = unfolded.taken[n] else { continue }
            let record = try records.record(place)
            for (document, number) in zip(record.documents, taken) {
                if let number { origins[Int(number) - package.listing.count - 1] = .source(document.n) }
            }
        }
        tree.adopt(unfolded, origins)
        return unfolded
    }
}
