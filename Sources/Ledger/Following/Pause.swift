import Archive

/// Why a follower stops for a while, and for how long.
struct Pause: Error {
    let error: any Error
    /// How often the same thing has failed in a row.
    let tries: Int

    /// 1 s, doubling to 60 s.
    var length: Duration { .seconds(min(60, 1 << min(tries - 1, 6))) }
}
