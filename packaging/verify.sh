#!/bin/sh
# Checks this bundle against its maker's public key 核对安装包.   ./verify.sh PUBLIC-KEY.pem
# The key must have come by another way than the bundle. Exit status: 0 genuine · 1 not · 2 could not be checked here.
set -u
cd "$(dirname "$0")" || exit 2
key=${1:-}
fail() {
    printf '%s\n%s\n' "$1" "$2" >&2
    exit "$3"
}
[ -r "$key" ] || fail "用法：./verify.sh 公钥文件.pem（公钥须由另一途径取得）" "Usage: ./verify.sh PUBLIC-KEY.pem (the key comes by another way)" 2
# The system's OpenSSL, else that of a Lantai installed before.
tool=
for each in openssl /usr/lib/lantai/current/libexec/openssl; do
    case $(LD_LIBRARY_PATH=$([ "$each" = openssl ] || echo /usr/lib/lantai/current/lib) "$each" version 2>/dev/null) in
    "OpenSSL 1."* | "") ;;
    OpenSSL*) tool=$each && break ;;
    esac
done
[ -n "$tool" ] || fail "这台机器没有 OpenSSL 3：请在另一台机器上核对签名，再到这里用 sha256sum -c SHA256SUMS 核对内容。" \
    "There is no OpenSSL 3 here: check the signature on another machine, then the contents here with sha256sum -c SHA256SUMS." 2
[ "$tool" = openssl ] || export LD_LIBRARY_PATH=/usr/lib/lantai/current/lib
"$tool" pkeyutl -verify -pubin -inkey "$key" -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig >/dev/null 2>&1 ||
    fail "签名不符：这不是该公钥持有者制作的安装包，不要安装。" "The signature does not hold: the bundle is not that maker's. Do not install it." 1
unset LD_LIBRARY_PATH
sha256sum --quiet --strict -c SHA256SUMS ||
    fail "文件与清单不符：安装包已损坏或被改动，不要安装。" "Files differ from the signed list: the bundle is damaged or altered. Do not install it." 1
for name in *; do
    case $name in SHA256SUMS | SHA256SUMS.sig) continue ;; esac
    awk -v name="$name" '$2 == name { found = 1 } END { exit !found }' SHA256SUMS ||
        fail "清单中没有的文件：$name" "A file that the signed list does not name: $name" 1
done
printf '安装包完好，签名有效。\nThe bundle is whole and its signature holds.\n'
