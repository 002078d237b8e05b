import Appraisal
import Archive
import Bytes
import Catalogue
import Intake
import Ledger

/// Takes the sample transfer through every room, by the same acts as any other, so that a new home has something to show.
///
/// Killed at any point and made again it goes on where it stood.
struct SampleArchive: Sendable {
    let house: House

    private static let archivist = Agent(id: "lantai.sample.archivist", role: .archivist)
    private static let officer = Agent(id: "lantai.sample.officer", role: .agencyOfficer)
    private static let reviewer = Agent(id: "lantai.sample.reviewer", role: .reviewer)

    func make(_ io: CommandIO) async throws {
        let accession = try await received()
        try await house.followUp()
        try await signBothSides(accession.id)
        try await house.followUp()
        _ = try await house.aids.confirm(.accession(accession.id), by: SampleArchive.archivist)
        let units = try await house.aids.units(of: accession.id, limit: 500)
        let opened = try await open(units)
        try await house.followUp()
        try DurableFile.removeAll(house.home.sampleWanted)
        io.say(
            Words(
                zh: "示范档案 \(units.count) 件，其中 \(opened) 件已开放并公布全文。",
                en: "\(units.count) sample records, \(opened) of them opened and published in full."))
    }

    private func received() async throws -> Accession {
        let package = SamplePackage()
        if let earlier = try await house.desk.list(agency: package.agency, limit: 1).first { return earlier }
        let folder = try house.scratch.folder("sample")
        for file in package.files {
            let path = folder + "/" + file.path
            try DurableFile.makeFolder(DurableFile.folder(of: path))
            try DurableFile.write(file.bytes, to: path)
        }
        let accession = try await house.desk.receive(
            try TarWriter(folder: folder).bytes, name: FileName("临江市人民政府办公室-2026-1.tar"), agency: package.agency,
            by: SampleArchive.officer, supersedes: nil, note: nil)
        try house.scratch.remove("sample")
        return accession
    }

    private func signBothSides(_ id: AccessionID) async throws {
        guard try await house.desk.accession(id)?.state == .awaiting else { return }
        let form = try await house.desk.handoverForm(id)
        if form[.sending] == nil {
            _ = try await house.desk.sign(
                id, side: .sending, by: SampleArchive.officer, name: "李建国", inspection: Inspection())
        }
        if form[.receiving] == nil {
            _ = try await house.desk.sign(
                id, side: .receiving, by: SampleArchive.archivist, name: "王秀兰", inspection: Inspection())
        }
    }

    /// Opens and publishes what is older than 25 years; the rest waits for its review, as in any archive.
    private func open(_ units: [ArchivalUnit]) async throws -> Int {
        let today = house.clock.today
        let due = units.filter { unit in
            unit.dates.map { OpeningPeriod.hasPassed(formed: $0.to, on: today) } ?? false
        }.map(\.id)
        let status = try await house.board.status(of: due)
        let closed = due.filter { status[$0]?.status != .open }
        if !closed.isEmpty {
            _ = try await house.board.decide(
                .units(closed), verdict: .open, ground: StatedGround(code: "period-passed"), effective: today,
                reviewOn: nil, by: SampleArchive.reviewer)
        }
        let unpublished = due.filter { (status[$0]?.level ?? 0) == 0 }
        if !unpublished.isEmpty {
            _ = try await house.board.publish(.units(unpublished), level: .text, by: SampleArchive.reviewer)
        }
        return due.count
    }
}

extension Home {
    /// There from a first run until its sample is complete.
    var sampleWanted: String { path + "/sample-wanted" }
}
