import Archive
import ArgumentParser
import Catalogue
import Intake

/// Which units a command is about: reference codes (档号), identifiers, or all units of one transfer.
struct UnitArguments: ParsableArguments {
    @Argument(help: "Reference codes (档号) or identifiers of units.") var units: [String] = []
    @Option(help: "All units of this transfer (receipt number or identifier).") var accession: String?

    func validate() throws {
        if units.isEmpty && accession == nil {
            throw ValidationError("Name at least one unit, or a transfer with --accession.")
        }
    }

    func selection(in house: House) async throws -> UnitSelection {
        if let accession {
            guard units.isEmpty else { throw ValidationError("Name units or a transfer, not both.") }
            return .accession(try await house.accession(named: accession).id)
        }
        var ids: [UnitID] = []
        for text in units { ids.append(try await house.unit(named: text).id) }
        return .units(ids)
    }
}

/// What a person typed names nothing.
enum NamingProblem: Explained {
    case noUnit(String)
    case severalUnits(String, [UnitID])
    case noAccession(String)
    case noFile(String)
    case noAccount(String)

    var code: String {
        switch self {
        case .noUnit: "command.no-unit"
        case .severalUnits: "command.several-units"
        case .noAccession: "command.no-accession"
        case .noFile: "command.no-file"
        case .noAccount: "command.no-account"
        }
    }

    var what: Words {
        switch self {
        case .noUnit(let text):
            Words(zh: "没有档号或标识为“\(text)”的档案。", en: "There is no unit with code or identifier “\(text)”.")
        case .severalUnits(let text, let ids):
            Words(
                zh: "档号“\(text)”有 \(ids.count) 件：\(ids.map(\.text).joined(separator: "、"))。",
                en: "\(ids.count) units have the code “\(text)”: \(ids.map(\.text).joined(separator: ", ")).")
        case .noAccession(let text): Words(zh: "没有收件号为“\(text)”的移交。", en: "There is no transfer “\(text)”.")
        case .noAccount(let name): Words(zh: "没有账号 \(name)。", en: "There is no account \(name).")
        case .noFile(let path): Words(zh: "打不开“\(path)”。", en: "Cannot open “\(path)”.")
        }
    }

    var next: Words {
        switch self {
        case .noUnit: Words(zh: "用 lantai find --staff 查出它的档号。", en: "Find its code with lantai find --staff.")
        case .severalUnits: Words(zh: "改用标识指明其中一件。", en: "Name one of them by its identifier.")
        case .noAccession: Words(zh: "用 lantai handover 列出全部移交。", en: "List the transfers with lantai handover.")
        case .noAccount: Words(zh: "用 lantai user 列出账号。", en: "lantai user lists the accounts.")
        case .noFile: Words(zh: "检查路径和权限。", en: "Check the path and its permissions.")
        }
    }
}

extension House {
    func unit(named text: String) async throws -> ArchivalUnit {
        if let id = UnitID(text: text), let unit = try await aids.unit(id) { return unit }
        if let unit = try await aids.unit(publicID: text) { return unit }
        let found = try await aids.units(code: text)
        guard let unit = found.first else { throw NamingProblem.noUnit(text) }
        guard found.count == 1 else { throw NamingProblem.severalUnits(text, found.map(\.id)) }
        return unit
    }

    func accession(named text: String) async throws -> Accession {
        if let id = AccessionID(text: text), let accession = try await desk.accession(id) { return accession }
        if let accession = try await desk.accession(number: text) { return accession }
        throw NamingProblem.noAccession(text)
    }
}
