"""Sound and film for the players, each two seconds long: recorded by the browser itself where it can, else written here."""
import base64
import math
import struct
import subprocess
import tempfile

SECONDS = 2
RATE = 8000

# A picture that changes, with a tone: what a camera would give.
RECORD = """async (type) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [160, 120];
    const paint = canvas.getContext('2d');
    let count = 0;
    const drawing = setInterval(() => {
        paint.fillStyle = 'hsl(' + (count++ * 20) % 360 + ' 80% 50%)';
        paint.fillRect(0, 0, 160, 120);
    }, 50);
    const sound = new AudioContext(), tone = sound.createOscillator(), out = sound.createMediaStreamDestination();
    tone.connect(out);
    tone.start();
    const stream = new MediaStream([...canvas.captureStream(20).getTracks(), ...out.stream.getTracks()]);
    const recorder = new MediaRecorder(stream, { mimeType: type }), pieces = [];
    recorder.ondataavailable = (event) => pieces.push(event.data);
    const stopped = new Promise((done) => { recorder.onstop = done; });
    recorder.start();
    await new Promise((done) => setTimeout(done, SECONDS));
    recorder.stop();
    await stopped;
    clearInterval(drawing);
    const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
}""".replace("SECONDS", str(SECONDS * 1000))


def recorded(page, kind):
    return base64.b64decode(page.evaluate(RECORD, kind))


def samples():
    return [int(8000 * math.sin(2 * math.pi * 440 * place / RATE)) for place in range(SECONDS * RATE)]


def wav():
    data = struct.pack(f"<{SECONDS * RATE}h", *samples())
    return (b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, RATE, RATE * 2, 2, 16)
            + b"data" + struct.pack("<I", len(data)) + data)


def crc(data, width, polynomial):
    value, top, mask = 0, 1 << (width - 1), (1 << width) - 1
    for byte in data:
        value ^= byte << (width - 8)
        for _ in range(8):
            value = (value << 1 ^ polynomial if value & top else value << 1) & mask
    return value


def flac():
    """Frames of samples as they are, none packed."""
    block, all_samples, out = 4000, samples(), b""
    for number in range(len(all_samples) // block):
        head = bytes([0xFF, 0xF8, 0x74, 0x08, number]) + struct.pack(">H", block - 1)
        frame = head + bytes([crc(head, 8, 0x07), 0x02])
        frame += struct.pack(f">{block}h", *all_samples[number * block:(number + 1) * block])
        out += frame + struct.pack(">H", crc(frame, 16, 0x8005))
    facts = RATE << 44 | 0 << 41 | 15 << 36 | len(all_samples)
    about = struct.pack(">HH", block, block) + bytes(6) + facts.to_bytes(8, "big") + bytes(16)
    return b"fLaC" + b"\x80" + len(about).to_bytes(3, "big") + about + out


def mp3():
    """Frames in which nothing is heard: 128 kbit/s, 44.1 kHz, one channel."""
    frame = bytes([0xFF, 0xFB, 0x90, 0xC4]) + bytes(144 * 128000 // 44100 - 4)
    return b"ID3\x03\x00\x00\x00\x00\x00\x00" + frame * (SECONDS * 44100 // 1152 + 1)


def ogg():
    """Opus in Ogg: packets of silence, twenty thousandths of a second each."""
    pages = [(b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48000, 0, 0), 2, 0),
             (b"OpusTags" + struct.pack("<I", 4) + b"test" + struct.pack("<I", 0), 0, 0)]
    pages = [([body], flags, granule) for body, flags, granule in pages]
    count = SECONDS * 50
    for first in range(0, count, 50):
        pages.append(([b"\xF8\xFF\xFE"] * 50, 4 if first + 50 == count else 0, (first + 50) * 960))
    out = b""
    for number, (packets, flags, granule) in enumerate(pages):
        head = b"OggS" + struct.pack("<BBqIII", 0, flags, granule, 7, number, 0) + bytes([len(packets)])
        page = head + bytes(len(packet) for packet in packets) + b"".join(packets)
        out += page[:22] + struct.pack("<I", crc(page, 32, 0x04C11DB7)) + page[26:]
    return out


def avi():
    """A film of three seconds that no browser plays; a copy is made of it that all do."""
    with tempfile.NamedTemporaryFile(suffix=".avi") as file:
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc=duration=3:size=320x240:rate=10", "-f", "lavfi", "-i",
                        "sine=duration=3", "-c:v", "mjpeg", "-c:a", "pcm_s16le", file.name], check=True)
        return file.read()


def broken():
    """Says that it is MP4, and is not."""
    return struct.pack(">I", 24) + b"ftypisom" + bytes(12) + b"nothing that can be played" * 20
