import Archive
import Tables
import Testing

@Suite("A query binds, it never pastes")
struct QueryTests {
    @Test("interpolations become placeholders, in the spelling of either engine")
    func placeholders() {
        let query: Query = "SELECT title FROM unit WHERE id = \("x' OR 1=1") AND year > \(1998)"
        #expect(query.text { _ in "?" } == "SELECT title FROM unit WHERE id = ? AND year > ?")
        #expect(query.text { "$\($0)" } == "SELECT title FROM unit WHERE id = $1 AND year > $2")
        #expect(query.values == [.text("x' OR 1=1"), .integer(1998)])
    }

    @Test("queries join with their values in order")
    func joined() {
        let conditions: [Query] = ["a = \(1)", "b = \("two")", "c IS NULL"]
        let query: Query = "SELECT 1 WHERE \(sql: .joined(conditions, by: " AND ")) AND d = \(4)"
        #expect(query.text { "$\($0)" } == "SELECT 1 WHERE a = $1 AND b = $2 AND c IS NULL AND d = $3")
        #expect(query.values == [.integer(1), .text("two"), .integer(4)])
    }
}
