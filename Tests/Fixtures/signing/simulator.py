"""A signature server and a seal platform for tests, behind the contract of docs/how-to/connect-a-signing-server.md.

    python3 simulator.py FOLDER

Makes an authority, a maker of seals and the archive's own keys (RSA and SM2) by the openssl command, puts the authority into
FOLDER/trust, a token into FOLDER/token, the authority of its TLS into FOLDER/tls.pem, and its two ports, by HTTP and HTTPS, into
FOLDER/ports.

POST /cms, /cms-rsa and /seal answer; ?as=other (signs other bytes), stranger (signs with a key nobody vouches for), refuse, broken,
large, silent misbehave. Structures: RFC 5652, GM/T 0010-2012, GB/T 38540-2020, written by hand.
"""

import base64, datetime, hashlib, http.server, itertools, json, os, ssl, subprocess, sys, threading, time, urllib.parse

os.closerange(3, 65536)
here = sys.argv[1]
ID = "distid:1234567812345678"
SM3, SHA256, SM2_SIGN = "1.2.156.10197.1.401", "2.16.840.1.101.3.4.2.1", "1.2.156.10197.1.501"
RED = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGM4IaAHRAwQCgAfHgQZ2PY+qQAAAABJRU5ErkJggg==")


def openssl(*words, given=b""):
    return subprocess.run(["openssl", *words], input=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True).stdout


def der(tag, *parts):
    content = b"".join(parts)
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 128 | len(length)]) + length + content


def sequence(*parts): return der(0x30, *parts)
def number(value): return der(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))
def bits(value): return der(3, b"\0", value)
def octets(value): return der(4, value)
def text(value, tag=0x0C): return der(tag, value.encode())
def moment(value): return text(value.strftime("%Y%m%d%H%M%SZ"), 0x18)


def identifier(dots):
    first, second, *rest = map(int, dots.split("."))
    out = bytearray([first * 40 + second])
    for one in rest:
        digits = [one & 127]
        while one := one >> 7:
            digits.append(one & 127 | 128)
        out += bytes(reversed(digits))
    return der(6, bytes(out))


def day(year): return datetime.datetime(year, 1, 1)


def name(common): return sequence(der(0x31, sequence(identifier("2.5.4.3"), text(common))))


serials = itertools.count(4096)


class Signer:
    """A key with a certificate, by itself or by `above`."""

    def __init__(self, common, kind="sm2", above=None):
        self.kind, self.path = kind, f"{here}/{common}.key"
        words = ["SM2"] if kind == "sm2" else ["RSA", "-pkeyopt", "rsa_keygen_bits:2048"]
        openssl("genpkey", "-algorithm", *words, "-out", self.path)
        above = above or self
        self.issuer, self.serial = name(common) if above is self else above.subject, number(next(serials))
        self.subject = name(common)
        is_root = above is self
        extensions = sequence(
            sequence(identifier("2.5.29.19"), b"\x01\x01\xff", octets(sequence(b"\x01\x01\xff") if is_root else sequence())),
            sequence(identifier("2.5.29.15"), b"\x01\x01\xff", octets(b"\x03\x02\x01\x06" if is_root else b"\x03\x02\x06\xc0")))
        inside = sequence(
            der(0xA0, number(2)), self.serial, sequence(identifier(SM2_SIGN)), self.issuer,
            sequence(moment(day(2020)), moment(day(2060))), self.subject,
            openssl("pkey", "-in", self.path, "-pubout", "-outform", "DER"), der(0xA3, extensions))
        self.certificate = sequence(inside, sequence(identifier(SM2_SIGN)), bits(above.sign(inside)))

    def sign(self, content):
        words = ["-sm3", "-sigopt", ID] if self.kind == "sm2" else ["-sha256"]
        return openssl("dgst", *words, "-sign", self.path, given=content)

    @property
    def method(self): return SM3 if self.kind == "sm2" else SHA256

    def digest(self, content):
        return openssl("dgst", "-sm3" if self.kind == "sm2" else "-sha256", "-binary", given=content)


def message(signer, content):
    """A signed message that lies beside its content; by SM2 with the identifiers of GM/T 0010."""
    family = "1.2.156.10197.6.1.4.2." if signer.kind == "sm2" else "1.2.840.113549.1.7."
    def attribute(kind, value): return sequence(identifier(kind), der(0x31, value))
    attributes = attribute("1.2.840.113549.1.9.3", identifier(family + "1")) \
        + attribute("1.2.840.113549.1.9.5", moment(datetime.datetime.utcnow())) \
        + attribute("1.2.840.113549.1.9.4", octets(signer.digest(content)))
    algorithm = SM2_SIGN if signer.kind == "sm2" else "1.2.840.113549.1.1.1"
    method = sequence(identifier(signer.method))
    one = sequence(
        number(1), sequence(signer.issuer, signer.serial), method, der(0xA0, attributes), sequence(identifier(algorithm)),
        octets(signer.sign(der(0x31, attributes))))
    return sequence(identifier(family + "2"), der(0xA0, sequence(
        number(1), der(0x31, method), sequence(identifier(family + "1")), der(0xA0, signer.certificate), der(0x31, one))))


def sealed(maker, signer, content):
    """The archive's seal put over `content`."""
    header = sequence(text("ES", 0x16), number(4), text("simulator", 0x16))
    own = sequence(
        number(2), text("临江市档案馆"), number(1), sequence(octets(signer.certificate)), moment(day(2025)), moment(day(2025)),
        moment(day(2055)))
    picture = sequence(text("PNG", 0x16), octets(RED), number(42), number(42))
    about = sequence(header, text("33010600000001", 0x16), own, picture)
    seal = sequence(about, octets(maker.certificate), identifier(SM2_SIGN), bits(maker.sign(about)))
    inside = sequence(
        number(4), seal, moment(datetime.datetime.utcnow()), bits(signer.digest(content)), text("lantai.signed/1", 0x16))
    return sequence(inside, octets(signer.certificate), identifier(SM2_SIGN), bits(signer.sign(inside)))


os.makedirs(here + "/trust")
root = Signer("测试根证书")
maker, archive, stranger = Signer("制章者", above=root), Signer("临江市档案馆", above=root), Signer("无名氏")
rsa = Signer("临江市档案馆RSA", "rsa", root)
open(here + "/trust/root.der", "wb").write(root.certificate)
token = base64.b16encode(os.urandom(8)).decode()
open(here + "/token", "w").write(token + "\n")
openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", here + "/tls.key", "-out",
        here + "/tls.pem", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "30")


class Server(http.server.BaseHTTPRequestHandler):
    def log_message(self, *words): pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        place = urllib.parse.urlsplit(self.path)
        mood = urllib.parse.parse_qs(place.query).get("as", [""])[0]
        if mood == "silent":
            time.sleep(20)
            return
        status, answer = self.answer(json.loads(body), place.path, mood)
        reply = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def answer(self, question, path, mood):
        if self.headers["authorization"] != "Bearer " + token:
            return 401, {"reason": "令牌不对"}
        if mood == "refuse":
            return 403, {"reason": "印章已停用\n<b>"}
        if mood == "broken":
            return 500, {"reason": "x"}
        if mood == "large":
            return 200, {"kind": question["kind"], "value": "A" * (3 << 20)}
        content = base64.b64decode(question["content"])
        if question["digests"] != {"sm3": archive.digest(content).hex(), "sha256": hashlib.sha256(content).hexdigest()}:
            return 400, {"reason": "摘要不符"}
        if mood == "other":
            content += b" "
        signer = stranger if mood == "stranger" else rsa if path == "/cms-rsa" else archive
        value = sealed(maker, signer, content) if path == "/seal" else message(signer, content)
        return 200, {"kind": "seal" if path == "/seal" else "cms", "value": base64.b64encode(value).decode()}


plain = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
secure = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(here + "/tls.pem", here + "/tls.key")
secure.socket = context.wrap_socket(secure.socket, server_side=True)
for one in (plain, secure):
    threading.Thread(target=one.serve_forever, daemon=True).start()
with open(here + "/ports.new", "w") as file:
    file.write(f"{plain.server_port} {secure.server_port}")
os.rename(here + "/ports.new", here + "/ports")
parent = os.getppid()
# It ends with whoever started it.
while os.getppid() == parent:
    time.sleep(0.5)
