#!/bin/sh
# Installs or upgrades Lantai from this folder 安装或升级.   ./install.sh      Needs root, no network.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"
. system/functions.sh
new=$(cat VERSION)

[ "$(id -u)" = 0 ] || refuse "请用 root 运行。" "Run this as root."
check_system "$(cat MACHINE)" "$(cat GLIBC)"
if command -v dpkg-query >/dev/null && [ "$(dpkg-query -W -f='${db:Status-Status}' lantai 2>/dev/null)" = installed ]; then
    refuse "本机的兰台是用 deb 包安装的：请用 dpkg -i 升级。" "Lantai was installed here as a .deb: upgrade with dpkg -i."
fi
sha256sum --quiet --strict -c FILES.sha256 || refuse "安装包不完整或已被改动：没有安装。" "The archive is damaged or altered: nothing was installed."

old=$(current_version)
if [ -n "$old" ]; then
    stop_service
    kept=$(backup_home "$old" "$new") || { start_service; exit 1; }
    [ -z "$kept" ] || tell "升级前的备份：$kept" "Copy before the upgrade: $kept"
fi
mkdir -p "$base/versions"
: >"$base/by-archive"
if [ "$old" != "$new" ] || [ ! -x "$base/versions/$new/bin/lantai" ]; then
    rm -rf "$base/versions/.new" "$base/versions/$new"
    cp -a --no-preserve=ownership tree "$base/versions/.new"
    chown -R root:root "$base/versions/.new"
    sync
    mv "$base/versions/.new" "$base/versions/$new"
fi
install -D -m 0644 lantai.service /etc/systemd/system/lantai.service
[ -e "$defaults" ] || install -D -m 0644 lantai.default "$defaults"
ln -sfn ../lib/lantai/current/system/lantai /usr/bin/lantai
ln -sfn ../lib/lantai/current/bin/lantai-verify /usr/bin/lantai-verify
ln -sfn ../lib/lantai/current/system/lantai-rollback /usr/sbin/lantai-rollback
ln -sfn ../lib/lantai/current/system/uninstall.sh /usr/sbin/lantai-uninstall
make_account
use_version "$new" "$old"
start_service
[ -n "$old" ] || greet
