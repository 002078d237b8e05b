import Archive
import Catalogue
import Ledger
import Tables
import Testing

@testable import Appraisal

@Suite("Opening is decided, with a ground and a day")
struct OpeningTests {
    @Test("one decision about many units is one act and opens them at once when its day has come")
    func open() async throws {
        let house = try await TestBoard()
        let units = [try await house.unit(1), try await house.unit(2), try await house.unit(3)]
        let receipt = try await house.open(Array(units.prefix(2)))
        #expect(receipt.units == 2)
        #expect(receipt.hasBegun)
        #expect(try await house.kinds() == [.decided, .opened])
        let status = try await house.board.status(of: units)
        #expect(units.map { status[$0]?.status } == [.open, .open, .unreviewed])
        #expect(try await house.found(.opened(on: house.today)) == Set(units.prefix(2)))
        #expect(try await house.found(.public(on: house.today)) == [], "opened is not published")
        #expect(try await house.board.units(of: receipt.id) == units.prefix(2).sorted())
        let decision = try await house.board.decisions(of: units[0])
        #expect(decision.map(\.before) == [.unreviewed])
        #expect(decision[0].decidedBy == house.reviewer)
    }

    @Test("the latest decision is the one with the highest index of the ledger, whatever the clock said")
    func latest() async throws {
        let house = try await TestBoard()
        let unit = try await house.unit()
        try await house.open([unit])
        house.move(to: "2026-11-01")  // the clock was set back
        try await house.board.close(
            .units([unit]), ground: StatedGround(code: "third-party", text: "含个人信息"), by: house.archivist)
        let today = house.today
        #expect(try await house.board.decisions(of: unit).map(\.verdict) == [.controlled, .open])
        let record = try await house.database.read { [board = house.board] in
            try board.openRecord(unit, on: today.adding(days: 30), in: $0)
        }
        #expect(record == nil)
        try await house.rebuild()
        #expect(try await house.board.decisions(of: unit).map(\.verdict) == [.controlled, .open])
        #expect(try await house.board.status(of: [unit])[unit]?.status == .controlled)
    }

    @Test("decided for a day to come, it is visible from exactly that day, and the steward says so once")
    func future() async throws {
        let house = try await TestBoard(today: "2026-11-23")
        let unit = try await house.unit()
        let receipt = try await house.open([unit], from: "2026-12-01")
        #expect(!receipt.hasBegun)
        #expect(try await house.kinds() == [.decided])
        try await house.board.publish(
            .units([unit]), level: .text, from: Day(text: "2026-12-01"), by: house.reviewer)
        for day in ["2026-11-23", "2026-11-30"] {
            house.move(to: day)
            #expect(try await house.board.beginDay(house.today) == 0)
            #expect(try await house.found(.public(on: house.today)) == [])
            #expect(try await house.found(.opened(on: house.today)) == [])
            #expect(try await !house.isPublic(unit, on: day))
        }
        house.move(to: "2026-12-01")
        #expect(try await house.isPublic(unit, on: "2026-12-01"), "even before the steward ran")
        #expect(try await house.found(.public(on: house.today, level: .text)) == [unit])
        let epoch = try await house.board.accessEpoch()
        #expect(try await house.board.beginDay(house.today) == 2)
        #expect(try await house.board.beginDay(house.today) == 0)
        #expect(try await house.kinds() == [.decided, .published, .opened, .published])
        #expect(try await house.board.accessRows(changedSince: epoch).map(\.unit) == [unit])
    }

    @Test("a decision that was overtaken before its day never begins")
    func overtaken() async throws {
        let house = try await TestBoard(today: "2026-11-23")
        let units = [try await house.unit(1), try await house.unit(2)]
        let day = Day(text: "2026-12-01")!
        try await house.open(units, from: day.text)
        try await house.board.publish(.units(units), level: .text, from: day, by: house.reviewer)
        try await house.board.close(.units([units[0]]), ground: StatedGround(code: "other-law"), by: house.reviewer)
        try await house.board.withdraw(.units([units[1]]), reason: "", by: house.reviewer)
        house.move(to: "2026-12-01")
        #expect(try await house.board.beginDay(day) == 1, "the opening of the second; nothing is published any more")
        #expect(try await house.found(.opened(on: day)) == [units[1]])
        #expect(try await house.found(.public(on: day)) == [])
        #expect(try await house.kinds().suffix(2) == [.withdrawn, .opened])
    }

    @Test("what cannot be open is refused with words, and then nothing is decided")
    func refused() async throws {
        let house = try await TestBoard(classified: true)
        let good = try await house.unit(1)
        let secret = try await house.unit(2, ["classification": "机密★10年"])
        let error = await #expect(throws: AppraisalProblem.self) { try await house.open([good, secret]) }
        #expect(error?.code == "appraisal.refused")
        #expect(error?.what.zh == "X013-WS·1998-D30-BGS-0002：密级为“机密★10年”，国家秘密不得开放")
        #expect(error?.next.zh.contains("解密") == true)
        #expect(house.ledger.lastIndex == -1)
        #expect(try await house.found(.opened(on: house.today)) == [])
    }

    @Test(
        "restrictions that came with the transfer bind until they end, or until the agency agrees",
        arguments: [
            ("openingOpinion", "延期开放至2030年", "period-passed", true),
            ("openingOpinion", "延期开放至2030年", "joint-review", true),
            ("openingOpinion", "延期开放至2020年12月31日", "period-passed", false),
            ("openingOpinion", "控制", "period-passed", true),
            ("openingOpinion", "控制", "joint-review", false), ("openingOpinion", "同意到期开放", "period-passed", false),
            ("openingOpinion", "不再控制，可以开放", "period-passed", false), ("controlMark", "控制", "period-passed", true),
            ("controlMark", "其他", "period-passed", false), ("secrecyPeriod", "至2026-12-31", "joint-review", true),
            ("secrecyPeriod", "至2026-11-22", "period-passed", false),
        ])
    func carried(element: String, value: String, ground: String, refused: Bool) async throws {
        let house = try await TestBoard(today: "2026-11-23")
        let unit = try await house.unit(1, [element: value])
        let refusals = try await house.board.refusals(
            .units([unit]), verdict: .open, ground: StatedGround(code: ground))
        #expect(refusals.isEmpty != refused, "\(refusals)")
    }

    @Test("before 25 years have passed, opening needs a ground of its own")
    func early() async throws {
        let house = try await TestBoard(today: "2026-11-23")
        let young = try await house.unit(1, date: "20011124")
        let due = try await house.unit(2, date: "20011123")
        let undated = try await house.unit(3, date: "不详", ["year": "", "referenceCode": "X013-001-0003-002"])
        try await house.open([due])
        let error = await #expect(throws: AppraisalProblem.self) { try await house.open([young]) }
        #expect(error?.what.zh.contains("形成于 2001-11-24，到 2026-11-24 才满 25 年") == true, "\(error?.what.zh ?? "")")
        await #expect(throws: AppraisalProblem.self) { try await house.open([undated]) }
        try await house.board.decide(
            .units([young, undated]), verdict: .open, ground: StatedGround(code: "disclosed-before", text: "已主动公开"),
            by: house.reviewer)
        #expect(try await house.found(.opened(on: house.today)) == [young, due, undated])
    }

    @Test("the rule of the day counts: 30 years before 2021, 25 since")
    func periods() {
        let formed = Day(text: "1993-05-01")!
        #expect(!OpeningPeriod.hasPassed(formed: formed, on: Day(text: "2020-12-31")!))
        #expect(OpeningPeriod.hasPassed(formed: formed, on: Day(text: "2021-01-01")!))
        #expect(OpeningPeriod.cutoff(on: Day(text: "2020-12-31")!).text == "1990-12-31")
    }

    @Test("ill-formed decisions say what is missing")
    func malformed() async throws {
        let house = try await TestBoard()
        let unit = try await house.unit()
        func code(_ verdict: AccessStatus, _ ground: String, _ reviewOn: String? = nil, by agent: Agent? = nil) async
            -> String?
        {
            do {
                try await house.board.decide(
                    .units([unit]), verdict: verdict, ground: StatedGround(code: ground),
                    reviewOn: reviewOn.flatMap { Day(text: $0) }, by: agent ?? house.reviewer)
                return nil
            } catch { return (error as? any Explained)?.code }
        }
        #expect(await code(.unreviewed, "period-passed") == "appraisal.no-verdict")
        #expect(await code(.open, "because") == "appraisal.no-such-ground")
        #expect(await code(.open, "third-party") == "appraisal.ground-for-other")
        #expect(await code(.delayed, "third-party") == "appraisal.review-day-missing")
        #expect(await code(.delayed, "third-party", "2026-11-23") == "appraisal.review-day-too-early")
        #expect(await code(.open, "period-passed", by: house.archivist) == "appraisal.not-allowed")
        for role in [Role.systemAdministrator, .securityOfficer, .auditor, .agencyOfficer] {
            #expect(await code(.controlled, "third-party", by: Agent(id: "x", role: role)) == "appraisal.not-allowed")
        }
        #expect(await code(.delayed, "third-party", "2031-11-23") == nil)
        #expect(try await house.board.reviews(on: Day(text: "2031-11-22")!).isEmpty)
        #expect(try await house.board.reviews(on: Day(text: "2031-11-23")!).map(\.unit.id) == [unit])
        await #expect(throws: AppraisalProblem.self) { try await house.open([]) }
        await #expect(throws: AppraisalProblem.self) { try await house.open([UnitID.new(at: house.clock.now)]) }
    }

    @Test("what is due is listed by page, oldest first, until somebody decides")
    func due() async throws {
        let house = try await TestBoard(today: "2026-11-23")
        var units: [UnitID] = []
        for number in 1...7 { units.append(try await house.unit(number, date: "199\(number)0101")) }
        _ = try await house.unit(8, date: "20050101")
        try await house.open([units[2]])
        var seen: [UnitID] = []
        var place: DuePlace?
        repeat {
            let page = try await house.board.due(on: house.today, after: place, limit: 2)
            seen += page.map(\.unit.id)
            place = page.last?.place
        } while place != nil
        #expect(seen == units.filter { $0 != units[2] })
        #expect(try await house.board.due(on: house.today, limit: 1)[0].since.text == "2016-01-01")
    }
}
