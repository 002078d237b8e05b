import CPoppler

// Where the text of a page stands, as poppler finds it.
extension PDFDocument {
    /// The places of the text of a page (from 0); `nil` if there is no such page or it cannot be read.
    borrowing func places(onPage number: Int) -> PagePlaces? {
        withPage(number) { page in
            var size = (width: 0.0, height: 0.0)
            poppler_page_get_size(page, &size.width, &size.height)
            guard size.width > 0, size.height > 0, let text = poppler_page_get_text(page) else { return nil }
            defer { g_free(text) }
            let scale = Double(PagePlaces.across) / size.width
            let height = min(max(1, size.height * scale), Double(PagePlaces.longest))
            var boxes: UnsafeMutablePointer<PopplerRectangle>?
            var count: UInt32 = 0
            guard poppler_page_get_text_layout(page, &boxes, &count) != 0, let boxes else {
                return PagePlaces(height: Int(height), runs: [])
            }
            defer { g_free(boxes) }
            // A box for each character, in the same order, or nothing can be said.
            let characters = Array(String(cString: text).unicodeScalars)
            guard characters.count == Int(count) else { return PagePlaces(height: Int(height), runs: []) }
            var runs = PlacedRuns(scale: scale)
            for (character, box) in zip(characters, UnsafeBufferPointer(start: boxes, count: Int(count))) {
                runs.add(character, box)
                if runs.isFull { break }
            }
            return PagePlaces(height: Int(height), runs: runs.finished())
        }
    }
}

/// Characters with their boxes, gathered into runs: as long as they stand one behind the other.
private struct PlacedRuns {
    private let scale: Double
    private var runs: [PagePlaces.Run] = []
    private var text = String.UnicodeScalarView()
    private var bytes = 0
    private var box: PopplerRectangle?
    private var last = PopplerRectangle()
    private var isVertical: Bool?

    init(scale: Double) { self.scale = scale }

    var isFull: Bool { runs.count >= PagePlaces.mostRuns }

    mutating func add(_ character: Unicode.Scalar, _ place: PopplerRectangle) {
        if character == "\n" || character == "\u{0C}" {
            close(endsLine: true)
            return
        }
        guard place.x1.isFinite, place.y1.isFinite, place.x2 > place.x1, place.y2 > place.y1 else { return }
        if box != nil, !follows(place) || bytes > PagePlaces.mostBytes - 8 { close(endsLine: false) }
        if let whole = box {
            box = PopplerRectangle(
                x1: min(whole.x1, place.x1), y1: min(whole.y1, place.y1), x2: max(whole.x2, place.x2),
                y2: max(whole.y2, place.y2))
        } else {
            box = place
        }
        text.append(character)
        bytes += String(character).utf8.count
        last = place
    }

    /// Whether the next box stands right behind the last, in the direction of the run; the second box gives the direction.
    private mutating func follows(_ next: PopplerRectangle) -> Bool {
        let (wide, high) = (last.x2 - last.x1, last.y2 - last.y1)
        let gap = 0.7 * max(high, 1)
        let isBeside = abs(next.y1 - last.y1) < 0.6 * high && next.x1 - last.x2 < gap && next.x1 > last.x1 - wide
        let isBelow =
            abs(next.x1 - last.x1) < 0.6 * wide && next.y1 - last.y2 < 0.7 * max(wide, 1)
            && next.y1 > last.y1 + 0.3 * high
        switch isVertical {
        case true?: return isBelow
        case false?: return isBeside
        case nil:
            guard isBeside || isBelow else { return false }
            isVertical = isBelow && !isBeside
            return true
        }
    }

    private mutating func close(endsLine: Bool) {
        defer {
            (box, isVertical, bytes) = (nil, nil, 0)
            text = String.UnicodeScalarView()
        }
        guard let box, !isFull else {
            if endsLine, !runs.isEmpty { runs[runs.count - 1].endsLine = true }
            return
        }
        let limit = Double(PagePlaces.longest)
        func units(_ points: Double) -> Int { Int(min(max(points * scale, -limit), limit).rounded()) }
        runs.append(
            PagePlaces.Run(
                text: String(text), x: units(box.x1), y: units(box.y1), width: max(1, units(box.x2 - box.x1)),
                height: max(1, units(box.y2 - box.y1)), isVertical: isVertical ?? false, endsLine: endsLine))
    }

    mutating func finished() -> [PagePlaces.Run] {
        close(endsLine: true)
        return runs
    }
}

extension PDFReading {
    /// Where the text of a page (from 1) stands.
    static func places(_ file: Int32, page: Int) -> WorkerAnswer {
        do {
            let document = try PDFDocument(file)
            guard page >= 1, page <= document.pages else { return .places(.nothing) }
            return .places(document.places(onPage: page - 1) ?? .nothing)
        } catch {
            return .places(.nothing)
        }
    }
}
