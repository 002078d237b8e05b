# What installing, upgrading and removing Lantai have in common, for the .deb and for the archive. POSIX shell, as root.
# Everything may be cut off at any point and run again.
#
# /usr/lib/lantai/versions/V   a whole version: bin, lib, share, system    /usr/lib/lantai/current -> versions/V
# /var/lib/lantai/home         the archive                                 /var/lib/lantai/before-upgrade/…  copies of its rows
# LANTAI_ROOT (tests only) is put before all of them.

base=${LANTAI_ROOT:-}/usr/lib/lantai
defaults=${LANTAI_ROOT:-}/etc/default/lantai
state=${LANTAI_ROOT:-}/var/lib/lantai

# tell ZH EN
tell() { printf 'lantai: %s\n        %s\n' "$1" "$2" >&2; }
# refuse ZH EN: the work cannot be done.
refuse() {
    tell "$1" "$2"
    exit 1
}

# The folder of the archive.
lantai_home() {
    home=
    [ ! -r "$defaults" ] || home=$(sed -n 's/^[[:space:]]*LANTAI_HOME=//p' "$defaults" | tail -n 1 | tr -d "\"'")
    echo "${home:-$state/home}"
}

# The version in use, or nothing.
current_version() {
    [ ! -L "$base/current" ] || basename "$(readlink "$base/current")"
}

has_systemd() { [ -d /run/systemd/system ] && command -v systemctl >/dev/null; }

# check_system ARCHITECTURE GLIBC: refuses a machine on which the program cannot run.
check_system() {
    [ "$(uname -s)" = Linux ] && [ "$(uname -m)" = "$1" ] ||
        refuse "本安装包用于 $1，这台机器是 $(uname -m)。请使用相应架构的安装包。" \
            "This bundle is for $1; this machine is $(uname -m). Take the bundle for it."
    have=$(getconf GNU_LIBC_VERSION 2>/dev/null | sed 's/.* //')
    [ -n "$have" ] || have=0
    [ "$(printf '%s\n%s\n' "$2" "$have" | sort -V | head -n 1)" = "$2" ] ||
        refuse "需要 glibc $2 或更新，这台机器是 $have。请升级操作系统，或索取为旧系统编译的安装包。" \
            "glibc $2 or later is needed; this machine has $have. Use a newer system, or ask for a bundle built for older ones."
}

# The account the service runs as. It stays when the program goes: the archive is its.
make_account() {
    getent group lantai >/dev/null || groupadd --system lantai
    getent passwd lantai >/dev/null ||
        useradd --system --gid lantai --home-dir /var/lib/lantai --no-create-home --shell /usr/sbin/nologin lantai
    # Whole folders, not what is in them: the archive's own files are never touched here.
    mkdir -p "$state" "$state/before-upgrade"
    chown lantai:lantai "$state"
    chmod 0750 "$state"
    chmod 0700 "$state/before-upgrade"
}

# Ends the service; refuses where a server started by hand still holds the archive.
stop_service() {
    if has_systemd && systemctl is-active --quiet lantai; then
        systemctl stop lantai || refuse "不能停止服务 lantai：请用 systemctl status lantai 查看。" \
            "The service lantai could not be stopped; see systemctl status lantai."
    fi
    lock=$(lantai_home)/lock
    [ ! -e "$lock" ] || flock --nonblock "$lock" true ||
        refuse "另有兰台进程正在使用 $(lantai_home)：请先停止它（fuser $lock）。" \
            "Another Lantai process is using $(lantai_home): stop it first (fuser $lock)."
}

start_service() {
    if has_systemd; then
        systemctl daemon-reload
        systemctl enable --quiet lantai || true
        systemctl restart lantai || tell "服务没有启动：请用 journalctl -u lantai 查看。" \
            "The service did not start; see journalctl -u lantai."
    fi
}

# The names of what a change of tables or settings may touch. Records, sealed ledger and keys are never rewritten.
changeable="lantai.sqlite lantai.sqlite-wal lantai.yaml format zone store ledger-tail public-log"

# backup_home OLD NEW: copies what a new version may change, whole or not at all; the server is stopped. Prints the folder.
backup_home() {
    home=$(lantai_home)
    [ -e "$home/format" ] || return 0
    to=$state/before-upgrade/$1-to-$2-$(date -u +%Y%m%dT%H%M%SZ)
    part=$to.part
    rm -rf "$state"/before-upgrade/*.part
    need=0
    for name in $changeable; do
        [ ! -e "$home/$name" ] || need=$((need + $(du -sk "$home/$name" | cut -f 1)))
    done
    free=$(df -Pk "$state" | awk 'NR == 2 { print $4 }')
    [ "$free" -gt $((need + 65536)) ] ||
        refuse "升级前备份需要 $((need / 1024 + 64)) MB，$state 只剩 $((free / 1024)) MB。请先清理磁盘；没有做任何改动。" \
            "The copy before the upgrade needs $((need / 1024 + 64)) MB; $state has $((free / 1024)) MB. Free space first; nothing was changed."
    mkdir -p "$part/home"
    chmod 0700 "$state/before-upgrade" "$part"
    # Under the archive's own lock, which stays its owner's: nobody writes meanwhile.
    [ -e "$home/lock" ] || install -o "$(stat -c %u "$home")" -g "$(stat -c %g "$home")" -m 0600 /dev/null "$home/lock"
    for name in $changeable; do
        [ -e "$home/$name" ] || continue
        flock --nonblock "$home/lock" cp -a --reflink=auto "$home/$name" "$part/home/" ||
            refuse "升级前备份失败：$home/$name。没有做任何改动。" "The copy before the upgrade failed at $home/$name. Nothing was changed."
    done
    (cd "$part/home" && find . -type f -exec sha256sum {} + | sort -k 2) >"$part/SHA256SUMS"
    marks "$home" >"$part/marks"
    printf 'from %s\nto %s\nhome %s\nat %s\n' "$1" "$2" "$home" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$part/about"
    sync
    mv "$part" "$to"
    sync
    # The last three stay.
    for each in "$state"/before-upgrade/*-to-*; do echo "${each##*-} $each"; done | sort -r | tail -n +4 |
        while read -r _ each; do rm -rf "$each"; done
    echo "$to"
}

# marks HOME: how far ledger and public log have come; equal marks mean that nothing was done in between.
marks() {
    (cd "$1" && for name in ledger ledger-tail public-log; do
        [ ! -e "$name" ] || find "$name" -type f -exec sha256sum {} +
    done | sort -k 2)
}

# keep_program VERSION: hard links of the version in use, for rolling back when its own files are gone.
keep_program() {
    # What a cut-off upgrade kept is whole; what it left of the version itself may not be.
    [ -d "$base/versions/$1" ] && [ ! -d "$base/versions/.kept-$1" ] || return 0
    rm -rf "$base/versions/.part-$1"
    cp -al "$base/versions/$1" "$base/versions/.part-$1"
    mv "$base/versions/.part-$1" "$base/versions/.kept-$1"
}

# use_version NEW OLD: switches to NEW in one step; of the others only the one before stays.
use_version() {
    if [ -n "$2" ] && [ "$2" != "$1" ]; then
        if [ -d "$base/versions/.kept-$2" ]; then
            rm -rf "$base/versions/$2"
            mv "$base/versions/.kept-$2" "$base/versions/$2"
        fi
        echo "$2" >"$base/previous"
    fi
    before=$(cat "$base/previous" 2>/dev/null || true)
    rm -rf "$base/versions"/.kept-* "$base/versions"/.part-*
    for each in "$base/versions"/*; do
        case $(basename "$each") in "$1" | "$before") ;; *) rm -rf "$each" ;; esac
    done
    prepare_fonts "$base/versions/$1"
    ln -sfn "versions/$1" "$base/.current"
    mv -T "$base/.current" "$base/current"
    # Where the bundled PDF library looks for character maps: its path has room for no more letters.
    ln -sfn current/share/poppler "$base/cm"
}

# The list of fonts, made once: else every worker makes its own.
prepare_fonts() {
    mkdir -p "$1/share/fontcache"
    FONTCONFIG_FILE=$1/share/fonts.conf LD_LIBRARY_PATH=$1/lib "$1/libexec/fc-cache" >/dev/null ||
        tell "字体目录没有建立，首次显示 PDF 会慢一些。" "The list of fonts was not made; PDF pages will be slow at first."
    chmod -R a+rX "$1/share/fontcache"
}

# What a first installation says at its end.
greet() {
    if has_systemd; then
        tell "已安装。建馆地址和建馆码：journalctl -u lantai -n 20" "Installed. Address and code for setting up: journalctl -u lantai -n 20"
    else
        tell "已安装。启动：lantai serve（在 $(lantai_home) 建馆）" "Installed. Start it with lantai serve (the archive will be in $(lantai_home))"
    fi
}

# Everything of the program but the archive and its account.
remove_program() {
    rm -rf "$base/versions" "$base/current" "$base/.current" "$base/cm" "$base/previous"
    rmdir "$base" 2>/dev/null || true
}
