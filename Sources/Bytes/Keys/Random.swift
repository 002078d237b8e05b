import COpenSSL

/// Bytes nobody can guess, from OpenSSL's generator.
package func randomBytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    // It fails only if the system has no entropy source at all: nothing secret may be made then.
    precondition(RAND_bytes(&bytes, Int32(count)) == 1, "the system gives no random bytes")
    return bytes
}
