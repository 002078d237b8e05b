import Archive
import Formats

/// The sender's own form of transfer (电子档案移交与接收登记表.XML), where it came as XML in 其他/.
struct RegistrationForm: Sendable {
    struct Field: Sendable {
        let name: String
        let value: String
        let line: Int
    }

    let fields: [Field]

    subscript(name: String) -> Field? { fields.first { $0.name == name && !$0.value.isEmpty } }

    /// `.missing` if the file is another document.
    static func read(_ n: Int64, in package: UnpackedPackage) throws -> Described<RegistrationForm> {
        let isNamedSo = package.listing.path(n).lastComponent.display.contains("登记表")
        guard package.listing.bytes(n) <= 1 << 20 else { return .missing }
        do {
            let root = try SafeXML.tree(path: package.path(n))
            guard root.name.hasSuffix("登记表") else { return .missing }
            var fields: [Field] = []
            collect(root, into: &fields)
            return .read(file: n, RegistrationForm(fields: fields))
        } catch let problem as XMLProblem {
            if case .unreadable = problem { throw problem }
            return isNamedSo ? .unreadable(file: n, .xml(problem)) : .missing
        }
    }

    private static func collect(_ node: XMLNode, into fields: inout [Field]) {
        for child in node.children {
            if child.children.isEmpty {
                fields.append(Field(name: child.name, value: child.value, line: child.line))
            } else {
                collect(child, into: &fields)
            }
        }
    }
}
