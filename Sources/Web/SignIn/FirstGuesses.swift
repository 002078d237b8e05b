import Foundation

/// What passwords are guessed from first: words people choose, walks over the keyboard, dates, counting and repeating. Written
/// from common knowledge; the test is how much of a password is left without them, so that `Password2026!` is as weak as
/// `password`.
enum FirstGuesses {
    /// How many characters are no part of anything that is guessed first, here in the house of `names`.
    static func leftover(of password: String, house names: [String] = []) -> Int {
        let words = names.flatMap(HouseName.readings).map(Array.init).sorted { $0.count > $1.count } + words
        // A digit may stand for a letter, or be one of a walk over the keyboard.
        return [password.lowercased(), folded(password)].map { leftover(reading: $0, words) }.min() ?? 0
    }

    private static func leftover(reading password: String, _ words: [[Character]]) -> Int {
        var text = Array(password)
        for word in words { blank(word, in: &text) }
        blankRuns(in: &text)
        blankDates(in: &text)
        return text.filter { $0 != "\u{0}" && !"!@#$%^&*._-+=~? ".contains($0) }.count
    }

    /// Lower case, with the digits and signs that stand for letters read as those; a digit among digits stays one.
    static func folded(_ password: String) -> String {
        let text = Array(password.lowercased())
        let letters: [Character: Character] = [
            "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i",
        ]
        func isLetter(_ place: Int) -> Bool {
            text.indices.contains(place) && text[place].isASCII && text[place].isLetter
        }
        return String(
            text.enumerated().map { place, character in
                isLetter(place - 1) && isLetter(place + 1) ? letters[character] ?? character : character
            })
    }

    private static func blank(_ word: [Character], in text: inout [Character]) {
        guard text.count >= word.count else { return }
        var place = 0
        while place + word.count <= text.count {
            if text[place..<place + word.count].elementsEqual(word) {
                for each in place..<place + word.count { text[each] = "\u{0}" }
                place += word.count
            } else {
                place += 1
            }
        }
    }

    /// Characters that repeat, count up or down, or lie beside each other on the keyboard, three or more in a row; and a part of
    /// two to four characters said again.
    private static func blankRuns(in text: inout [Character]) {
        let before = text
        func mark(_ range: Range<Int>) { for place in range { text[place] = "\u{0}" } }
        for step in [0, 1, -1] {
            var start = 0
            for place in before.indices.dropFirst() {
                if follows(before[place - 1], before[place], step) { continue }
                if place - start >= 3 { mark(start..<place) }
                start = place
            }
            if before.count - start >= 3 { mark(start..<before.count) }
        }
        for row in rows {
            for length in stride(from: min(row.count, before.count), through: 4, by: -1) {
                for from in 0...(row.count - length) { blank(Array(row[from..<from + length]), in: &text) }
            }
        }
        for length in 2...4 where before.count >= 2 * length {
            for start in 0...(before.count - 2 * length) {
                let middle = start + length
                if before[start..<middle].elementsEqual(before[middle..<middle + length]) {
                    mark(middle..<middle + length)
                }
            }
        }
    }

    private static func follows(_ one: Character, _ other: Character, _ step: Int) -> Bool {
        guard one != "\u{0}", let first = one.asciiValue, let second = other.asciiValue else {
            return step == 0 && one == other
        }
        return Int(second) - Int(first) == step
    }

    /// Rows and columns of the keyboard, there and back.
    private static let rows: [[Character]] = {
        let there = [
            "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgb",
            "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6", "qweasdzxc", "147258369", "zaq12wsx", "!@#$%^&*()", "azertyuiop",
        ]
        return there.map(Array.init) + there.map { $0.reversed() }
    }()

    /// Days and years as numbers: birthdays first of all.
    private static func blankDates(in text: inout [Character]) {
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= text.count, text[range].allSatisfy({ $0.isASCII && $0.isNumber }) else {
                return nil
            }
            return Int(String(text[range]))
        }
        func isDay(_ month: Int, _ day: Int) -> Bool { (1...12).contains(month) && (1...31).contains(day) }
        var place = 0
        while place < text.count {
            var length = 0
            if let whole = number(place..<place + 8), (1900...2099).contains(whole / 10_000),
                isDay(whole / 100 % 100, whole % 100)
            {
                length = 8
            } else if let short = number(place..<place + 6), isDay(short / 100 % 100, short % 100) {
                length = 6
            } else if let year = number(place..<place + 4), (1900...2099).contains(year) {
                length = 4
            }
            for each in place..<place + length { text[each] = "\u{0}" }
            place += max(1, length)
        }
    }

    /// The longest first, so that a part does not hide the whole.
    private static let words: [[Character]] = [world, chinese, office].joined(separator: " ").split(
        whereSeparator: \.isWhitespace
    )
    .map { Array($0) }.sorted { $0.count > $1.count }

    private static let world = """
        password passwort passw0rd passwd letmein welcome monkey dragon master shadow sunshine princess football baseball
        superman batman iloveyou trustno1 login admin administrator root guest user test testing demo default changeme
        secret private access hello freedom whatever qwerty azerty asdf zxcv abc123 123abc pass word love angel summer winter
        spring autumn monday january michael jordan jennifer thomas charlie daniel andrew matthew jessica computer internet
        google samsung apple microsoft windows linux oracle mysql server database system manager super power
        starwars pokemon killer soccer hockey ranger hunter buster tigger pepper cookie flower orange banana cheese
        purple yellow silver golden diamond phoenix matrix mustang corvette ferrari mercedes harley yamaha
        liverpool arsenal chelsea barcelona juventus lakers yankees cowboys steelers eagles
        nothing something forever lovely beautiful happy lucky money number qazwsx
        """
    private static let chinese = """
        woaini wo1314 aini1314 woaiwojia woaini1314 520 1314 5201314 7758521 7758258 woaizhongguo zhongguo china beijing
        shanghai guangzhou shenzhen tianjin chongqing nanjing hangzhou wuhan chengdu xian
        mima wodemima zhanghao denglu guanliyuan xitong ceshi moren nihao haha hehe baobao baobei laopo laogong
        mama baba shengri gongsi wangluo diannao shouji taobao alipay zhifubao weixin wechat tencent baidu
        qq123 a123456 aa123456 123456a q123456 asd123 qwe123 zxc123 abc 888 666 999 168 518 163 126
        zhang wang li liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo luo liang song zheng xie
        我爱你 我爱中国 中国 密码 口令 管理员 你好 系统 测试 爱你一万年 恭喜发财 万事如意
        """
    /// What lies nearest at an archive.
    private static let office = """
        lantai 兰台 dangan danganguan danganju danganshi 档案馆 档案局 档案室 档案 archive archives archivist reviewer supervisor
        officer sysadmin security auditor office zhengfu bangong bangongshi renmin 办公室 人民政府 政府 市档案馆 县档案馆
        """
}
