import Archive

extension RecordLine {
    /// As it stands in the act document and in its row.
    var json: JSON {
        [
            "sequence": .int(sequence), "code": .string(code), "fonds": .string(fondsCode), "category": JSON(category),
            "year": JSON(year), "office": JSON(office), "title": .string(title), "author": JSON(author),
            "date": JSON(date), "number": JSON(documentNumber), "retention": JSON(retention), "secrecy": JSON(secrecy),
            "pages": JSON(pages), "record": JSON(recordNumber), "fondsName": JSON(fondsName),
            "opening": JSON(openingOpinion), "disclosure": JSON(disclosure), "secrecyChange": JSON(secrecyChange),
            "volume": JSON(volumeTitle), "metadata": .int(metadata),
            "elements": .array(elements.map { [.string($0.name), .string($0.value)] }),
            "contents": .array(contents.map { ["file": .int($0.file), "role": .string($0.role.rawValue)] }),
        ]
    }

    init?(json: JSON) {
        guard let sequence = json["sequence"]?.int, let code = json["code"]?.string, let title = json["title"]?.string,
            let metadata = json["metadata"]?.int, let contents = json["contents"]?.array
        else { return nil }
        func text(_ key: String) -> String? { json[key]?.string }
        self.init()
        self.sequence = sequence
        self.code = code
        self.title = title
        self.metadata = metadata
        fondsCode = text("fonds") ?? ""
        category = text("category")
        year = text("year")
        office = text("office")
        author = text("author")
        date = text("date")
        documentNumber = text("number")
        retention = text("retention")
        secrecy = text("secrecy")
        pages = json["pages"]?.int
        recordNumber = text("record")
        fondsName = text("fondsName")
        openingOpinion = text("opening")
        disclosure = text("disclosure")
        secrecyChange = text("secrecyChange")
        volumeTitle = text("volume")
        elements = (json["elements"]?.array ?? []).compactMap { pair in
            guard let pair = pair.array, pair.count == 2, let name = pair[0].string, let value = pair[1].string else {
                return nil
            }
            return PackagedRecord.Element(name: name, value: value)
        }
        self.contents = contents.compactMap { content in
            guard let file = content["file"]?.int, let role = content["role"]?.string.flatMap(FileRole.init(rawValue:))
            else { return nil }
            return Content(file: file, role: role)
        }
    }
}
