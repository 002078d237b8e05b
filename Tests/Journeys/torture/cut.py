"""A network that can be cut: a port of this machine that leads to another, until it does not.

    reset   every connection is broken, and each new one too
    hold    nothing comes through, in either direction; nobody is told
    mute    what is asked arrives, and no answer comes back: done, and nobody knows

When the cut is over, every connection that went through it is broken: of a stream nothing may be missing in the middle.
"""
import asyncio
import contextlib
import socket
import struct
import threading

OPEN, RESET, HOLD, MUTE = "open", "reset", "hold", "mute"


class Cut:
    """Runs, in a thread of its own, until the block ends."""

    def __init__(self, port):
        self.target, self.state, self.lines = port, OPEN, set()
        self.loop = asyncio.new_event_loop()

    def __enter__(self):
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.server = self.do(asyncio.start_server(self.serve, "127.0.0.1", 0))
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_):
        self.server.close()
        self.set(RESET)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)

    def do(self, what):
        return asyncio.run_coroutine_threadsafe(what, self.loop).result(30)

    def set(self, state):
        self.do(self.change(state))

    async def change(self, state):
        was, self.state = self.state, state
        if state == RESET or was != OPEN:
            for line in tuple(self.lines):
                line.breaks()

    async def serve(self, reader, writer):
        line = Line(writer)
        self.lines.add(line)
        try:
            if self.state == RESET:
                return
            # A network that is held takes nothing on: the other end is reached only when it is open again, which breaks this.
            while self.state == HOLD:
                await asyncio.sleep(0.05)
                if line.broken:
                    return
            there, line.other = await asyncio.open_connection("127.0.0.1", self.target)
            pumps = [asyncio.ensure_future(self.pump(reader, line.other, False)),
                     asyncio.ensure_future(self.pump(there, writer, True))]
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            for pump in pumps:
                pump.cancel()
        except OSError:
            pass
        finally:
            line.breaks()
            self.lines.discard(line)

    async def pump(self, reader, writer, is_answer):
        """Ends where one side ends: neither a database nor an object store goes on with half a connection."""
        with contextlib.suppress(OSError):
            while data := await reader.read(1 << 16):
                if self.state == HOLD or (self.state == MUTE and is_answer):
                    continue
                writer.write(data)
                await writer.drain()


class Line:
    """A connection from one side to the other."""

    def __init__(self, writer):
        self.writer, self.other, self.broken = writer, None, False

    def breaks(self):
        self.broken = True
        for writer in (self.writer, self.other):
            if writer and not writer.transport.is_closing():
                # Not closed but broken off, as by a router that forgot it.
                with contextlib.suppress(OSError):
                    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                writer.transport.abort()
