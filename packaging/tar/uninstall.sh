#!/bin/sh
# Takes the program away and leaves the archive 卸载程序，保留档案.   lantai-uninstall
set -eu
here=$(dirname "$(readlink -f "$0")")
. "$here/functions.sh"
[ "$(id -u)" = 0 ] || refuse "请用 root 运行。" "Run this as root."
[ -e "$base/by-archive" ] || refuse "本机的兰台是用 deb 包安装的：请用 dpkg -r lantai。" "Lantai was installed as a .deb: dpkg -r lantai."
stop_service
if has_systemd; then systemctl disable --quiet lantai || true; fi
rm -f /etc/systemd/system/lantai.service /usr/bin/lantai /usr/bin/lantai-verify /usr/sbin/lantai-rollback /usr/sbin/lantai-uninstall
rm -f "$base/by-archive"
remove_program
! has_systemd || systemctl daemon-reload
tell "程序已卸载，档案原样留在 $(lantai_home)。" "The program is gone; the archive stays in $(lantai_home)."
