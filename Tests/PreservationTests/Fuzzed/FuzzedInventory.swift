import Archive

@testable import Preservation

/// Inventories of OCFL objects that somebody else wrote, and what must hold whatever the bytes are: see `fuzz/`.
enum FuzzedInventory {
    static let name = "inventories"

    /// One that is read is written in one way, which is read again; the check tells the same twice and names each fault.
    static func broken(by bytes: [UInt8]) -> String? {
        let check = InventoryCheck(bytes, path: "inventory.json")
        let again = InventoryCheck(bytes, path: "inventory.json")
        guard check.faults.map(\.code).sorted() == again.faults.map(\.code).sorted() else {
            return "other faults the second time"
        }
        guard check.faults.allSatisfy({ !$0.code.isEmpty }) else { return "a fault without a code" }
        if check.faults.isEmpty, check.id == nil || check.head == nil { return "no fault, and neither id nor head" }
        guard let inventory = Inventory(bytes: bytes) else { return nil }
        guard let read = Inventory(bytes: inventory.bytes) else { return "what was written cannot be read" }
        // Paths of one digest have no order of their own.
        return read.bytes == inventory.bytes && read.head == inventory.head ? nil : "written, it is another inventory"
    }
}
