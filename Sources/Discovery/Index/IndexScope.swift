/// Which of the two indexes: everything, for staff; what is published, at its level, for everybody.
package enum IndexScope: String, Hashable, Sendable, CaseIterable {
    case staff
    case `public`
}
