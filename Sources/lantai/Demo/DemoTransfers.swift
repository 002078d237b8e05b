import Archive

extension DemoTransfer {
    /// The agency whose officer has an account in a new home.
    static let office = "临江市人民政府办公室"
    static let water = "临江市水利局"
    static let culture = "临江市文化和旅游局"
    static let history = "临江市地方志办公室"
    static let republican = "临江市历史档案整理中心"

    /// The first transfer alone: twelve records, for a quick look and for tests.
    static let small: [DemoTransfer] = [
        DemoTransfer(
            name: "临江市人民政府办公室-2026-1.tar", agency: office, officer: "李建国",
            layout: .package(medium: "GP-2026-001", office: "办公室"), fonds: "X001", end: .decided,
            records: DemoRecord.first.map { record in
                var decided = record
                if record.year <= 2000 { decided.fate = .published(.text) }
                return decided
            }.coded(fonds: "X001", office: "BGS"))
    ]

    /// 600 records in the catalogue, and transfers at every place before it.
    static let full: [DemoTransfer] =
        // The pictures come early: what becomes of the damaged one takes half a minute.
        small + [pictures] + modern + [
            tableAlone, filesForEntries, empire, republic,
            DemoTransfer(
                name: "临江市水利局-2026-1.tar", agency: water, officer: "周海涛", layout: .damaged(medium: "GP-2026-031"),
                fonds: "X003", end: .checked, records: reservoir(0..<3, office: "GCK")),
            DemoTransfer(
                name: "临江市水利局-2026-2.tar", agency: water, officer: "周海涛", layout: .marked(medium: "GP-2026-032"),
                fonds: "X003", end: .checked, records: reservoir(3..<5, office: "FXK")),
            DemoTransfer(
                name: "临江市水利局-2026-3.tar", agency: water, officer: "周海涛",
                layout: .package(medium: "GP-2026-033", office: "水政科"), fonds: "X003", end: .checked,
                records: reservoir(5..<15, office: "SZK")),
            DemoTransfer(
                name: "临江市人民政府办公室-2026-6.tar", agency: office, officer: "李建国",
                layout: .package(medium: "GP-2026-006", office: "信息科"), fonds: "X001", end: .checked,
                records: recent),
        ]

    /// Electronic documents of this century, four years' work of the office: the first in a package by the rules of 2012. The
    /// last is confirmed by nobody yet.
    private static var modern: [DemoTransfer] {
        let parts: [(office: String, name: String, years: ClosedRange<Int>)] = [
            ("ZHK", "综合科", 2001...2008), ("FGK", "法规科", 2009...2014), ("WJK", "文教科", 2015...2020),
            ("DZK", "电子政务科", 2021...2025),
        ]
        return parts.enumerated().map { part, about in
            let records = (0..<62).map { n -> DemoRecord in
                let fate: DemoFate =
                    switch part {
                    case 0: n < 40 ? .published(.text) : n < 50 ? .opened : .review
                    case 1: n < 20 ? .published(.catalogue) : n < 30 ? .later : .review
                    case 2: n < 12 ? .controlled : .review
                    default: .review
                    }
                let record = composed(
                    .modern, part * 62 + n, years: about.years, place: n, of: 62, mark: "临政", fate: fate,
                    form: n % 6 == 4 ? .ofd : n % 12 == 11 ? .docx : .pdf)
                return part == 3 && n == 59 ? database(of: record) : record
            }
            return DemoTransfer(
                name: "临江市人民政府办公室-2026-\(part + 2).tar", agency: office, officer: "李建国",
                layout: part == 0
                    ? .package2012(medium: "GP-2012-001", office: about.name)
                    : .package(medium: "GP-2026-00\(part + 2)", office: about.name), fonds: "X001",
                end: part == 3 ? .accepted : .decided, records: records.coded(fonds: "X001", office: about.office))
        }
    }

    /// In place of a document, the database in which the office kept what it disclosed.
    private static func database(of record: DemoRecord) -> DemoRecord {
        DemoRecord(
            year: record.year, date: record.date, retention: record.retention, author: record.author,
            number: record.number, kind: "数据库", title: "临江市政府信息公开目录数据库（\(record.year)年）", paragraphs: [],
            form: .database, fate: record.fate)
    }

    /// The paper of 1950 to 1990: first its catalogue, then the scans and texts of most of it.
    private static let paper: [DemoRecord] = (0..<150).map { n -> DemoRecord in
        let fate: DemoFate =
            switch n {
            case ..<50: .published(.text)
            case ..<65: .published(.catalogue)
            case ..<80: .controlled
            case ..<84: .delayed
            case ..<88: .delayedBefore
            case ..<95: .opened
            default: .review
            }
        return composed(
            .founding, n, years: 1950...1990, place: n, of: 150, mark: "临会", fate: fate,
            form: n % 3 == 1 ? .scan(DemoPaper(look: .rows, age: 2 - n / 60)) : .pdf)
    }.coded(fonds: "X001", office: "MSK")

    private static var tableAlone: DemoTransfer {
        DemoTransfer(
            name: "临江市人民政府-1950-1990-目录.csv", agency: office, officer: "李建国", layout: .table, fonds: "X001",
            fondsName: "临江市人民政府", end: .accepted, records: paper)
    }

    /// All but twenty: those wait for their files.
    private static var filesForEntries: DemoTransfer {
        DemoTransfer(
            name: "临江市人民政府-1950-1990-全文.zip", agency: office, officer: "李建国", layout: .filesOnly, fonds: "X001",
            end: .decided, records: Array(paper.prefix(130)))
    }

    /// 光绪年间: vertical writing.
    private static var empire: DemoTransfer {
        let records = (0..<60).map { n in
            composed(
                .empire, n, years: 1875...1908, place: n, of: 60, mark: nil,
                fate: n < 45 ? .published(.image) : .opened,
                form: scanned(DemoPaper(look: .columns, age: 1 + n % 2), n, every: 12))
        }
        return DemoTransfer(
            name: "临江县署-光绪朝-数字化.tar", agency: history, officer: "陈静安", layout: .tableWithFiles, fonds: "G001",
            fondsName: "临江县署", end: .decided, records: records.coded(fonds: "G001", catalogue: "001", perVolume: 6))
    }

    /// 民国: traditional characters, vertical and horizontal.
    private static var republic: DemoTransfer {
        let records = (0..<80).map { n -> DemoRecord in
            let fate: DemoFate =
                switch n {
                case ..<40: .published(.image)
                case ..<55: .published(.catalogue)
                case ..<65: .opened
                default: .review
                }
            return composed(
                .republic, n, years: 1912...1948, place: n, of: 80, mark: nil, fate: fate,
                form: scanned(DemoPaper(look: n % 4 == 3 ? .rows : .columns, age: n % 2), n, every: 10))
        }
        return DemoTransfer(
            name: "临江县政府-民国-数字化.tar", agency: republican, officer: "吴文渊", layout: .tableWithFiles, fonds: "M001",
            fondsName: "临江县政府", end: .decided, records: records.coded(fonds: "M001", catalogue: "001", perVolume: 8))
    }

    /// One in so many was scanned as a TIFF, of one to three pages.
    private static func scanned(_ paper: DemoPaper, _ n: Int, every: Int) -> DemoForm {
        n % every == 3 ? .sheets(paper, 1 + n / every % 3) : .scan(paper)
    }

    /// What the office sent last: nobody has signed for it yet.
    private static var recent: [DemoRecord] {
        (0..<6).map { n in
            composed(
                .modern, 320 + n, years: 2024...2025, place: n, of: 6, mark: "临政办", fate: .review,
                form: n % 3 == 2 ? .ofd : .pdf)
        }.coded(fonds: "X001", office: "XXK")
    }

    private static func reservoir(_ numbers: Range<Int>, office: String) -> [DemoRecord] {
        numbers.map { n in
            composed(
                .modern, 300 + n, years: 2020...2024, place: n - numbers.lowerBound, of: numbers.count, mark: "临水",
                fate: .review, form: .pdf)
        }.coded(fonds: "X003", office: office)
    }

    /// Photographs, recordings and films of the culture bureau.
    private static var pictures: DemoTransfer {
        let scenes = ["沿江古城墙", "鹭鸣闸", "云岭茶场", "江心洲渡口", "水西门老街", "临江大桥", "青石乡小学", "双塔", "端午龙舟", "老龙口大堤"]
        let events = ["全景", "施工现场", "群众集会", "修缮前后"]
        let damaged = 4
        func record(_ n: Int, of count: Int, _ title: String, _ kind: String, _ form: DemoForm) -> DemoRecord {
            let year = 1956 + n * 60 / count
            return DemoRecord(
                year: year, date: "\(year)\(padded(n * 5 % 12 + 1, 2))\(padded(n * 7 % 28 + 1, 2))", retention: "Y",
                author: "临江市文化局", number: "", kind: kind, title: title, paragraphs: [], form: form,
                fate: year < 2001 && (n != damaged || kind != "照片") ? .published(.image) : .review)
        }
        let photographs = (0..<40).map { n in
            record(
                n, of: 40, scenes[n % 10] + events[n / 10] + "照片", "照片",
                n == damaged ? .damagedPhotograph : .photograph)
        }
        let songs = ["船工号子", "采茶调", "龙舟鼓点", "硪歌", "哭嫁歌", "渔鼓道情"]
        let sounds = songs.enumerated().map { n, song in
            record(n, of: 6, "民歌普查录音：" + song, "录音", .sound)
        }
        let films = ["江北大堤合龙", "轮渡末班船", "临江大桥通车", "端午龙舟赛"].enumerated().map { n, film in
            record(n, of: 4, film + "新闻片", "录像", .film)
        }
        return DemoTransfer(
            name: "临江市文化局-声像.tar", agency: culture, officer: "何雨晴", layout: .tableWithFiles, fonds: "X002",
            fondsName: "临江市文化局", end: .decided,
            records: photographs.coded(fonds: "X002", category: "ZP", office: "BGS")
                + sounds.coded(fonds: "X002", category: "LY", office: "BGS")
                + films.coded(fonds: "X002", category: "LX", office: "BGS"))
    }

    /// Record number `n` of these words, the `place`th of `count` spread over the years.
    private static func composed(
        _ words: DemoWords, _ n: Int, years: ClosedRange<Int>, place: Int, of count: Int, mark: String?, fate: DemoFate,
        form: DemoForm
    ) -> DemoRecord {
        let text = words.record(n)
        let year = years.lowerBound + place * years.count / count
        let number = mark.map { "\($0)〔\(year)〕\(place % 90 + 3)号" } ?? ""
        return DemoRecord(
            year: year, date: "\(year)\(padded(place * 5 % 12 + 1, 2))\(padded(place * 7 % 28 + 1, 2))",
            retention: place % 4 == 3 ? "D30" : "Y", author: text.author, number: number, kind: text.kind,
            title: text.title, paragraphs: text.paragraphs, form: form, fate: fate)
    }
}
