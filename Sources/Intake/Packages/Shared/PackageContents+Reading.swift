import Archive

extension PackageContents {
    /// Sorts the files into records, 其他 and strays; reads the form of transfer. Notes and lists are read before.
    mutating func readRecords(of package: UnpackedPackage, _ names: some PackageNames) throws {
        let items = list.value?.items
        let places = items.map { items in FirstPlaces(count: items.count) { items[$0].key } }
        try RecordFolders(names: names) { key in
            guard let items, let places else { return false }
            return places.place(of: key) { items[$0].key } != nil
        }.sort(package.listing, into: &self)
        for n in others where package.listing.path(n).pathExtension == "xml" {
            guard case .missing = registration else { break }
            registration = try RegistrationForm.read(n, in: package)
        }
        describing = names.own.union([registration.file].compactMap(\.self))
        for folder in folders { describing.formUnion(folder.metadata) }
    }
}
