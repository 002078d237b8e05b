/// A view of the invented city, as drawing orders: hills, the river, the bridge or the wall, boats. Stands for a photograph.
struct DemoView: Sendable {
    /// Which view; the same number gives the same one.
    let number: Int
    /// Before colour film.
    let isGrey: Bool
    /// How far the boat has come, for the pictures of a film.
    var step = 0

    static let width = 480
    static let height = 320

    var drawing: String {
        var orders = ""
        for band in 0..<16 {
            orders += colour(0.55 + Double(band) * 0.025, 0.70 + Double(band) * 0.015, 0.88)
            orders += "0 \(320 - (band + 1) * 12) 480 13 re f\n"
        }
        orders += colour(0.98, 0.90, 0.62) + disc(x: 60 + number * 61 % 360, y: 262, radius: 18)
        for ridge in 0..<3 {
            let shade = 0.52 - Double(ridge) * 0.12
            orders += colour(shade * 0.8, shade, shade * 0.9) + hills(ridge)
        }
        orders += colour(0.42, 0.56, 0.62) + "0 0 480 96 re f\n"
        orders += number % 3 == 0 ? bridge : number % 3 == 1 ? wall : houses
        let boat = 40 + (number * 83 + step * 18) % 360
        return orders + colour(0.25, 0.18, 0.14)
            + "\(boat) 46 m \(boat + 60) 46 l \(boat + 48) 32 l \(boat + 10) 32 l f \(boat + 28) 46 3 40 re f\n"
            + colour(0.92, 0.88, 0.78) + "\(boat + 32) 50 m \(boat + 54) 54 l \(boat + 32) 84 l f\n"
    }

    private func hills(_ ridge: Int) -> String {
        let base = 176 - ridge * 28
        var orders = "0 90 m 0 \(base) l\n"
        for x in stride(from: 0, to: 480, by: 80) {
            let top = base + (number * 17 + ridge * 41 + x * 7) % 60
            orders += "\(x + 26) \(top + 20) \(x + 54) \(top) \(x + 80) \(base - x % 3 * 6) c\n"
        }
        return orders + "480 90 l f\n"
    }

    private var bridge: String {
        var orders = colour(0.45, 0.42, 0.40) + "0 104 480 12 re f\n"
        for x in stride(from: 30, to: 480, by: 84) { orders += "\(x) 60 10 46 re f\n" }
        return orders
    }

    private var wall: String {
        var orders = colour(0.50, 0.46, 0.42) + "0 90 480 40 re f\n"
        for x in stride(from: 0, to: 480, by: 24) { orders += "\(x) 130 12 9 re f\n" }
        return orders + "200 130 80 34 re f 190 164 m 290 164 l 240 192 l f\n"
    }

    private var houses: String {
        var orders = ""
        for (place, x) in stride(from: 14, to: 460, by: 52).enumerated() {
            let height = 26 + (number * 7 + place * 11) % 22
            orders += colour(0.86, 0.84, 0.80) + "\(x) 92 44 \(height) re f\n"
            orders += colour(0.24, 0.24, 0.27) + "\(x - 4) \(92 + height) m \(x + 48) \(92 + height) l "
            orders += "\(x + 22) \(108 + height) l f \(x + 16) 92 10 14 re f\n"
        }
        return orders
    }

    private func disc(x: Int, y: Int, radius: Int) -> String {
        let bend = radius * 55 / 100
        return "\(x + radius) \(y) m \(x + radius) \(y + bend) \(x + bend) \(y + radius) \(x) \(y + radius) c "
            + "\(x - bend) \(y + radius) \(x - radius) \(y + bend) \(x - radius) \(y) c "
            + "\(x - radius) \(y - bend) \(x - bend) \(y - radius) \(x) \(y - radius) c "
            + "\(x + bend) \(y - radius) \(x + radius) \(y - bend) \(x + radius) \(y) c f\n"
    }

    private func colour(_ red: Double, _ green: Double, _ blue: Double) -> String {
        let grey = red * 0.3 + green * 0.59 + blue * 0.11
        return isGrey ? "\(grey) \(grey * 0.97) \(grey * 0.9) rg " : "\(red) \(green) \(blue) rg "
    }
}
