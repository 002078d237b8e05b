package import Archive

/// Where an archive is to be made, and what the house does for the wizard: the pages know nothing of folders and settings.
package struct SetUpPlace: Sendable {
    /// The home folder, as it is shown.
    package var folder: String
    /// What the settings say against the answers: field of the form, words. Nothing is made.
    package var faults: @Sendable (SetUpAnswers) -> [(field: String, words: Words)]
    /// The room there is for it.
    package var room: @Sendable () -> SetUpRoom
    package var newPassword: @Sendable () -> String
    /// Makes the archive, opens it, and hands it to the front; says how far it is.
    package var make:
        @Sendable (SetUpAnswers, [AccountDesk.NewAccount], _ say: @escaping @Sendable (String) -> Void)
            async throws -> Void

    package init(
        folder: String, faults: @escaping @Sendable (SetUpAnswers) -> [(field: String, words: Words)],
        room: @escaping @Sendable () -> SetUpRoom, newPassword: @escaping @Sendable () -> String,
        make:
            @escaping @Sendable (
                SetUpAnswers, [AccountDesk.NewAccount], _ say: @escaping @Sendable (String) -> Void
            ) async throws -> Void
    ) {
        self.folder = folder
        self.faults = faults
        self.room = room
        self.newPassword = newPassword
        self.make = make
    }
}

/// What the disk says of a folder that may not be there yet.
package struct SetUpRoom: Sendable {
    /// Bytes free; `nil` if the system does not say.
    package var free: Int64?
    /// How many files and records still fit.
    package var files: Words
    /// Whether something that is not of an archive lies in the folder.
    package var isTaken: Bool
    /// What a making that was cut off left will be cleared away.
    package var isHalfMade: Bool

    package init(free: Int64?, files: Words, isTaken: Bool, isHalfMade: Bool) {
        self.free = free
        self.files = files
        self.isTaken = isTaken
        self.isHalfMade = isHalfMade
    }
}
