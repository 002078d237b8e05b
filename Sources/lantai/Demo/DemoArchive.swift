import Appraisal
import Archive
import Bytes
import Catalogue
import Foundation
import Intake
import Ledger

/// Makes the archive of an invented city by the same acts as any other work: received, checked, signed, kept, described,
/// decided, published. Nothing is written past the desk.
///
/// Killed at any point and made again it goes on where it stood.
struct DemoArchive: Sendable {
    let house: House
    let size: DemoSize

    static let archivist = Agent(id: "lantai.demo.archivist", role: .archivist)
    static let officer = Agent(id: "lantai.demo.officer", role: .agencyOfficer)

    func make(_ io: CommandIO) async throws {
        let transfers = size == .small ? DemoTransfer.small : DemoTransfer.full
        try await decideSchemes(for: transfers)
        for (place, transfer) in transfers.enumerated() {
            try Task.checkCancellation()
            try await tryCopies()
            let accession = try await make(transfer)
            io.say(
                Words(
                    zh: "示范 \(place + 1)/\(transfers.count)：\(transfer.name) \(accession.state.words.zh)",
                    en: "Demo \(place + 1)/\(transfers.count): \(transfer.name) \(accession.state.words.en)"))
        }
        try await setAside()
        let units = transfers.reduce(0) { $0 + ($1.bringsUnits ? $1.records.count : 0) }
        let published = try await house.board.allRows(limit: 5000).count { $0.level > 0 }
        try DurableFile.removeAll(house.home.demoWanted)
        io.say(
            Words(
                zh: "示范档案 \(units) 件，其中 \(published) 件已公布。",
                en: "\(units) demo records, \(published) of them published."))
    }

    /// Takes one transfer as far as it shall go.
    private func make(_ transfer: DemoTransfer) async throws -> Accession {
        let received = try await receive(transfer)
        try await house.followUp()
        if case .checked = transfer.end { return try await now(received) }
        try await signBothSides(received.id, transfer)
        try await house.followUp()
        if case .decided = transfer.end {
            try await DemoDecisions(house: house).decide(transfer, received.id)
            try await house.followUp()
        }
        return try await now(received)
    }

    private func now(_ accession: Accession) async throws -> Accession {
        try await house.desk.accession(accession.id) ?? accession
    }

    private func receive(_ transfer: DemoTransfer) async throws -> Accession {
        let name = FileName(transfer.name)
        let earlier = try await house.desk.list(agency: transfer.agency, limit: 100).first { $0.name == name }
        if let earlier { return earlier }
        let files = try await transfer.files(DemoStudio(workers: house.workers, scratch: house.scratch))
        let bytes: ByteStream
        if name.pathExtension == "zip" {
            bytes = .of(DemoZip(files).bytes)
        } else if name.pathExtension == "csv" {
            bytes = .of(files[0].bytes)
        } else {
            // What a killed run left belongs to another transfer.
            try house.scratch.remove("demo")
            let folder = try house.scratch.folder("demo")
            for file in files {
                let path = folder + "/" + file.path
                try DurableFile.makeFolder(DurableFile.folder(of: path))
                try DurableFile.write(file.bytes, to: path)
            }
            try DemoArchive.date(folder)
            bytes = try TarWriter(folder: folder).bytes
        }
        let accession = try await house.desk.receive(
            bytes, name: name, agency: transfer.agency, by: DemoArchive.officer, supersedes: nil, note: nil)
        try house.scratch.remove("demo")
        return accession
    }

    /// Gives the folder and all in it one and the same time: a container carries times, and two demos are the same to the byte.
    private static func date(_ folder: String) throws {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        for path in [folder] + names.map({ folder + "/" + $0 }) {
            let day = Date(timeIntervalSince1970: 1_767_225_600)
            try FileManager.default.setAttributes([.modificationDate: day], ofItemAtPath: path)
        }
    }

    private func signBothSides(_ id: AccessionID, _ transfer: DemoTransfer) async throws {
        guard let accession = try await house.desk.accession(id), accession.state == .awaiting else { return }
        let form = try await house.desk.handoverForm(id)
        if form[.sending] == nil, !accession.isTakenByOneSide {
            _ = try await house.desk.sign(
                id, side: .sending, by: DemoArchive.officer, name: transfer.officer, inspection: Inspection())
        }
        if form[.receiving] == nil {
            _ = try await house.desk.sign(
                id, side: .receiving, by: DemoArchive.archivist, name: "王秀兰", inspection: Inspection())
        }
    }
}
