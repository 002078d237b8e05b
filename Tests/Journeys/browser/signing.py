"""A second factor set up by web pages alone: a telephone's codes, then a sheet; sessions; whom to ask."""
import base64
import hashlib
import hmac
import io
import re
import struct
import time

import zxingcpp
from PIL import Image

from corridor import Wrong

WHO = "auditor"


def code(key, shift=0):
    """What a telephone shows for a key as the page spells it (RFC 6238)."""
    secret = base64.b32decode(key.replace(" ", ""))
    mac = hmac.new(secret, struct.pack(">Q", int(time.time()) // 30 + shift), hashlib.sha1).digest()
    start = mac[19] & 15
    return f"{(struct.unpack('>I', mac[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def signing(walk):
    """With scripts in Chinese, without in English."""
    language = "zh" if walk.script else "en"
    with walk.visiting(language=language) as visitor:
        say, password = visitor.say, walk.accounts[WHO]
        visitor.see("/desk/sign-in/forgotten", "whom to ask")
        visitor.sign_in(WHO, password)
        visitor.see("/desk/second-factor", "second factor")
        visitor.press(say("^设置手机验证码$", "^Set up a telephone$"))
        visitor.look("key for a telephone")
        key = visitor.page.locator("main .code").first.inner_text()
        seen_by_camera(visitor)
        visitor.field(say("验证码", "six digits")).fill(code(key))
        visitor.press(say("^启用$", "^Use it$"))
        visitor.press(say("^做一张$", "^Make a sheet$"))
        visitor.look("sheet of codes")
        sheet = re.findall(r"\b[a-z2-9]{4}-[a-z2-9]{4}\b", visitor.page.locator("main ol.sheet-codes").inner_text())
        if len(sheet) != 20:
            raise Wrong(f"the sheet has {len(sheet)} codes")
        visitor.see("/desk/sessions", "sessions")
        for given in (code(key, 1), sheet[7]):
            visitor.press(say("^退出$", "^Sign out$"))
            door(visitor, password)
            if given == sheet[7]:
                visitor.field(say("^验证码", "^Code")).fill(sheet[7].replace(sheet[7][0], "0", 1) if sheet[7][0] != "0" else "1")
                visitor.press(say("^登录$", "^Sign in$"))
                visitor.must_read(say("验证码不对", "The code is wrong"))
                visitor.look("wrong code")
            visitor.field(say("^验证码", "^Code")).fill(given)
            visitor.press(say("^登录$", "^Sign in$"))
            if "/desk/sign-in" in visitor.page.url:
                raise Wrong(f"the code was refused: {visitor.text()}")
        visitor.go("/desk/second-factor")
        visitor.must_read(say("还剩19个", "19 left"))
        visitor.look("second factor in use")
        # Others sign in with this account by its password alone.
        visitor.press(say("^取消二次验证$", "^Take the second factor away$"))


def seen_by_camera(visitor):
    """The picture says what the page says: read as a telephone would, by another program."""
    picture = Image.open(io.BytesIO(visitor.page.locator("svg.qr").screenshot()))
    read = [each.text for each in zxingcpp.read_barcodes(picture)]
    if len(read) != 1 or not read[0].startswith("otpauth://totp/") or read[0] not in visitor.text():
        raise Wrong(f"a camera reads {read} from the picture of the key")


def door(visitor, password):
    say = visitor.say
    visitor.go("/desk/sign-in")
    visitor.field(say("^账号", "^Account name")).fill(WHO)
    visitor.page.get_by_label(re.compile(say("^口令", "^Password"))).fill(password)
    visitor.press(say("^登录$", "^Sign in$"))
    visitor.must_read(say("手机程序显示的", "six digits of the program"))
    visitor.look("code at the door")
