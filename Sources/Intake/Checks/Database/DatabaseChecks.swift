import Archive

/// A database export says what its tables and columns are.
///
/// Check: authenticity (真实性), YJ-1-12. Finds: a missing or contradictory description, tables without columns, keys of columns that are not
/// there, unknown types (a warning). Source: SIARD 2.2, 4 (metadata).
struct DatabaseDescribed: Check {
    let key = "database-described"

    func applies(to package: PackageUnderCheck) -> Bool { package.contents?.database != nil }

    func findings(in package: PackageUnderCheck) -> [Finding] { found(.described, in: package) }
}

/// Each table that is described is there, with the columns and the number of rows that are described, and no other.
///
/// Check: integrity (完整性), YJ-2-11. Finds: missing and surplus tables and columns, other numbers of rows, rows of other widths.
struct DatabaseTables: Check {
    let key = "database-tables"

    func applies(to package: PackageUnderCheck) -> Bool { package.contents?.database != nil }

    func findings(in package: PackageUnderCheck) -> [Finding] { found(.tables, in: package) }
}

/// Values of a database are of the types of their columns, and filled in where they must be.
///
/// Check: authenticity (真实性), YJ-1-3. Finds: each value of another type, too long, or empty, with table, line and column.
struct DatabaseValues: Check {
    let key = "database-values"

    func applies(to package: PackageUnderCheck) -> Bool { package.contents?.database != nil }

    func findings(in package: PackageUnderCheck) -> [Finding] { found(.values, in: package) }
}

/// Primary keys of a database occur once, and what foreign keys refer to is there.
///
/// Check: authenticity (真实性), YJ-1-11. Finds: each repeated key and each reference that leads nowhere, with table and line.
struct DatabaseKeys: Check {
    let key = "database-keys"

    func applies(to package: PackageUnderCheck) -> Bool {
        package.contents?.database?.tables.contains { !$0.primaryKey.isEmpty || !$0.foreignKeys.isEmpty } ?? false
    }

    func findings(in package: PackageUnderCheck) -> [Finding] { found(.keys, in: package) }
}

extension Check {
    /// What was found of one part when the database was read.
    fileprivate func found(_ part: DatabaseFault.Part, in package: PackageUnderCheck) -> [Finding] {
        (package.contents?.database?.faults ?? []).filter { $0.part == part }.map { fault in
            finding(
                fault.severity, file: fault.file, element: fault.element, line: fault.line, fault.what,
                fault.severity == .blocking
                    ? Words(
                        zh: "请移交单位核对数据库和说明，改正后重新导出提交。",
                        en: "The agency compares database and description, corrects it, exports again and submits.")
                    : Words(zh: "请移交单位下次补上；不影响接收。", en: "The agency adds it next time; it may be accepted as it is."))
        }
    }
}
