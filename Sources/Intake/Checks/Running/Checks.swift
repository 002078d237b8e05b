/// All checks, in the order of the report: the container, then the four properties. A new check is a new file and a line here.
enum Checks {
    static let all: [any Check] = [
        ReadableKind(), ContainerWhole(), SafeNames(), NoBomb(), ContainerOpen(), BagDeclared(),
        BagComplete(), BagDigests(), EArkStructure(), EArkElements(), EArkFiles(), EArkDigests(), DatabaseDescribed(),
        DatabaseTables(), DatabaseValues(), DatabaseKeys(), DigestsMatch(), Signatures(), ElementLengths(),
        ElementTypes(), ValueDomains(),
        PlausibleValues(),
        PlainCharacters(), CodeSyntax(), IndexNumbers(), DisclosureTerms(),
        DisclosureDates(), CodeUnique(), CodeNotHeld(), SameContent(), SameDocument(), FormatsAgree(),
        SizesMatch(), FolderCodes(),
        CodeParts(),
        ListAgrees(), TextAgrees(), PhotoAgrees(), RecordingAgrees(), NotesAndList(), Structure(),
        AgreedScope(), RegisteredCounts(), RegisteredBytes(), MetadataComplete(), CapsuleElements(), RequiredElements(),
        ProcessSteps(),
        LinksAgree(), UnbrokenSequence(), PageNumbers(), WholeFiles(), PageCounts(), PageRanges(), PageLooks(),
        Attachments(), ListAndFolders(), ListedFiles(),
        VolumesAgree(), CarriedOpinions(),
        MetadataReadable(), ArchivalFormats(), ScanQuality(), PhotoQuality(), PackedInside(), NotEncrypted(),
        XMLSafety(), VirusFree(), ActiveContent(), TwoFormats(), SurplusFiles(), Medium(), SecrecyMarks(),
        PersonalData(),
    ]

    /// Checks that need no reader.
    static let ofContainers: Set<String> = [
        "readable-kind", "container-whole", "safe-names", "no-bomb", "container-open",
    ]
}
