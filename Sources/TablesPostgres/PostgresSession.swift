import Archive
import CLibPQ
import Tables

/// One thread's connection to the server, made when first needed and again when it was lost. Never leaves its thread.
final class PostgresSession {
    /// A connection and what it has prepared.
    private final class Line {
        let connection: PostgresConnection
        /// Statement (with the types of its values) → the name it is prepared under.
        var prepared: [String: String] = [:]
        var schema: Int

        init(_ connection: consuming PostgresConnection, schema: Int) {
            self.connection = connection
            self.schema = schema
        }
    }

    let settings: PostgresSettings
    let name: String
    private let schema: SchemaCount
    /// Shared by the sessions of one database; `nil` for one that stands alone.
    private let outage: Outage?
    /// Keeps others from writing, if this is the session that writes an archive's rows.
    private let holder: Holder?
    private var line: Line?
    /// Statements that answer nothing, sent with whatever comes next.
    private var postponed: [String] = []
    /// The last failure of a statement, for a body that swallowed it.
    private(set) var lastFailure: (any Error)?
    private var cursors = 0
    /// Whether this transaction changed the shape of tables.
    private var isShapeChanged = false
    /// The writing side, if this is the writer's session.
    private(set) lazy var writer = PostgresWriter(self)
    /// More prepared statements than this on one connection are forgotten together.
    private static let most = 500

    init(
        _ settings: PostgresSettings, name: String, schema: SchemaCount, outage: Outage? = nil, holder: Holder? = nil
    ) {
        self.settings = settings
        self.name = name
        self.schema = schema
        self.outage = outage
        self.holder = holder
    }

    /// Whether a connection that is not used may be let go.
    var mayRest: Bool { holder == nil }

    var isAlive: Bool { line?.connection.isAlive ?? false }
    var isInTransaction: Bool { line?.connection.isInTransaction ?? false }
    var isInFailedTransaction: Bool { line?.connection.isInFailedTransaction ?? false }
    var backend: Int32? { line?.connection.backend }
    var version: Int32 { line?.connection.version ?? 0 }

    /// Makes a connection if there is none.
    ///
    /// - Parameter insisting: tries even if it failed a moment ago.
    func connect(insisting: Bool = false) throws {
        if isAlive { return }
        drop()
        if !insisting { try outage?.check() }
        let made: Line
        do {
            made = Line(try PostgresConnection(settings, name: name), schema: schema.now)
        } catch let problem as TablesProblem {
            if problem.isTransient { outage?.begin(problem) }
            throw problem
        }
        outage?.end()
        _ = try made.connection.simple(settings.preparing)
        try holder?.take(name) { try made.connection.simple($0).rows }
        line = made
    }

    /// Lets go of the connection; the server undoes what was open.
    func drop() {
        line = nil
        postponed = []
    }

    /// Begins a transaction, on a new connection where the old one turns out to be lost: nothing has happened yet.
    func begin(_ sql: String) throws {
        lastFailure = nil
        let isNew = !isAlive
        try connect()
        isShapeChanged = false
        do {
            if line?.schema != schema.now { try forgetPrepared() }
            _ = try simple(sql)
        } catch TablesProblem.unreachable where !isNew {
            drop()
            try connect()
            _ = try simple(sql)
        }
    }

    /// Sends `sql` with the next statement, or never if none comes.
    func postpone(_ sql: String) { postponed.append(sql) }

    @discardableResult
    func simple(_ sql: String) throws -> PostgresAnswer {
        let all = (postponed + [sql]).joined(separator: "; ")
        postponed = []
        return try checked { try $0.connection.simple(all) }
    }

    /// To be called when a body or the transaction is undone: a changed shape changes back.
    func undone() { if isShapeChanged { schema.changed() } }

    /// Forgets what was postponed, where the transaction is undone in any case.
    func clearPostponed() { postponed = [] }

    /// Sends what was postponed.
    func flush() throws {
        guard !postponed.isEmpty else { return }
        let all = postponed.joined(separator: "; ")
        postponed = []
        _ = try checked { try $0.connection.simple(all) }
    }

    func execute(_ query: Query) throws -> PostgresAnswer {
        let sql = query.text { "$\($0)" }
        let values = try BoundValues(query.values)
        try flush()
        if SchemaCount.isChange(sql) {
            let answer = try checked { try $0.connection.once(sql, values) }
            isShapeChanged = true
            schema.changed()
            try forgetPrepared()
            return answer
        }
        return try checked { line in
            let key = values.types.isEmpty ? sql : sql + values.types.map { " \($0)" }.joined()
            if let name = line.prepared[key] { return try line.connection.execute(name, values, sql) }
            if line.prepared.count >= PostgresSession.most {
                _ = try line.connection.simple("DEALLOCATE ALL")
                line.prepared = [:]
            }
            let name = "s\(line.prepared.count)"
            try line.connection.prepare(name, sql, values.types)
            line.prepared[key] = name
            return try line.connection.execute(name, values, sql)
        }
    }

    /// Reads a long answer in portions, so that the connection stays free for other questions between them.
    func each(_ query: Query, _ body: (Row) throws -> Void) throws {
        let sql = query.text { "$\($0)" }
        let values = try BoundValues(query.values)
        try flush()
        cursors += 1
        let cursor = "c\(cursors)"
        _ = try checked { try $0.connection.once("DECLARE \(cursor) NO SCROLL CURSOR FOR \(sql)", values) }
        // In a failed transaction it is closed already.
        defer { if isInTransaction { do { try simple("CLOSE \(cursor)") } catch {} } }
        while true {
            let rows = try simple("FETCH FORWARD 500 FROM \(cursor)").rows
            for row in rows { try body(row) }
            if rows.count < 500 { return }
        }
    }

    /// Begins `COPY … FROM STDIN`: from now on only `sendCopy`, and `endCopy` once; if anything fails, `drop`.
    func beginCopy(_ sql: String) throws {
        try flush()
        try line?.connection.beginCopy(sql)
    }

    func sendCopy(_ bytes: [UInt8]) throws { try line?.connection.sendCopy(bytes) }

    /// How many rows there were.
    func endCopy(_ sql: String) throws -> Int { try checked { try $0.connection.endCopy(sql) }.changed }

    private func forgetPrepared() throws {
        guard let line else { return }
        _ = try checked { try $0.connection.simple("DEALLOCATE ALL") }
        line.prepared = [:]
        line.schema = schema.now
    }

    private func checked(_ body: (Line) throws -> PostgresAnswer) throws -> PostgresAnswer {
        guard let line else { throw TablesProblem.unreachable(detail: "connection lost") }
        do {
            return try body(line)
        } catch {
            lastFailure = error
            // The server's last words ("terminating connection") come as an error of their own.
            if !line.connection.isAlive, !(error is FullDisk) {
                throw TablesProblem.unreachable(detail: (error as? TablesProblem)?.detail ?? "connection lost")
            }
            throw error
        }
    }
}

extension TablesProblem {
    /// The engine's own words.
    fileprivate var detail: String? {
        switch self {
        case .busy(let detail), .damaged(let detail), .undone(let detail), .unreachable(let detail),
            .statement(let detail, _), .constraint(let detail), .unopened(_, let detail):
            detail
        case .outcomeUnknown, .closed: nil
        }
    }
}
