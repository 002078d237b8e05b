/// Algorithms of signatures by their identifiers, as data. Source: RFC 5754, RFC 8017, GM/T 0006.
package enum SignatureNames {
    /// What OpenSSL calls a digest that others name by its identifier or its name.
    package static func digest(_ name: String) -> String? {
        digests[name] ?? digests.values.first { $0 == name.uppercased().filter { $0 != "-" } }
    }

    private static let digests = [
        "1.2.840.113549.2.5": "MD5", "1.3.14.3.2.26": "SHA1", "2.16.840.1.101.3.4.2.4": "SHA224",
        "2.16.840.1.101.3.4.2.1": "SHA256", "2.16.840.1.101.3.4.2.2": "SHA384", "2.16.840.1.101.3.4.2.3": "SHA512",
        "1.2.156.10197.1.401": "SM3", "1.2.156.10197.1.401.1": "SM3",
    ]

    /// Digests for which two contents with one signature can be made by now.
    package static let broken: Set<String> = ["MD5", "SHA1"]

    /// RSASSA-PSS.
    static let pss = "1.2.840.113549.1.1.10"
    /// SignedData of PKCS #7 and CMS, and that of GM/T 0010, which has an identifier of its own.
    static let signedData: Set<String> = ["1.2.840.113549.1.7.2", "1.2.156.10197.6.1.4.2.2"]
    static let stampContent = "1.2.840.113549.1.9.16.1.4"
    static let messageDigest = "1.2.840.113549.1.9.4"
    static let signingTime = "1.2.840.113549.1.9.5"
    static let stampAttribute = "1.2.840.113549.1.9.16.2.14"
}
