import Archive

extension PackageContents {
    /// Sorts the files into records, 其他 and strays; reads the form of transfer. Notes and lists are read before.
    mutating func readRecords(of package: UnpackedPackage, _ names: some PackageNames) throws {
        let codes = Set(list.value?.items.map { ReferenceCode.key(of: $0.code) } ?? [])
        RecordFolders(names: names, codes: codes).sort(package.listing, into: &self)
        for n in others where package.listing.path(n).pathExtension == "xml" {
            guard case .missing = registration else { break }
            registration = try RegistrationForm.read(n, in: package)
        }
        describing = names.own.union([registration.file].compactMap(\.self))
        for folder in folders { describing.formUnion(folder.metadata) }
    }
}
