import Archive
import Catalogue
import Sharing

extension DemoArchive {
    /// The photograph that breaks off in the middle.
    private func damaged() async throws -> UnitID? {
        for transfer in DemoTransfer.full where size == .full {
            guard let record = transfer.records.first(where: { $0.form.isDamaged }) else { continue }
            return try await house.aids.units(code: record.code).first?.id
        }
        return nil
    }

    /// Makes the access copy of the damaged photograph as the copy room would: it cannot be made, and is tried again later.
    func tryCopies() async throws {
        if let unit = try await damaged() { try await house.copyRoom.settle(unit) }
    }

    /// Goes on until it has been tried as often as any piece is, and lies among the work that waits for somebody.
    func setAside() async throws {
        guard let unit = try await damaged() else { return }
        while try await !house.copyRoom.parked().contains(where: { $0.unit == unit }) {
            // A copy that can be made after all leaves nothing to set aside.
            guard try await house.copyRoom.isWaiting(unit) else { return }
            try await house.copyRoom.settle(unit)
            try await Task.sleep(for: .milliseconds(250))
        }
    }
}

extension DemoForm {
    fileprivate var isDamaged: Bool { if case .damagedPhotograph = self { true } else { false } }
}
