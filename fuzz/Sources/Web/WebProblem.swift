package import Archive

/// What the reader of forms says of a bad one; the house's own has much more, and needs the web server for it.
package enum WebProblem: Error, Equatable {
    case malformed(Words)
    case cutOff
}
