# The .deb: for Debian, Ubuntu, 统信 UOS, 银河麒麟 desktop. make_deb uses what script/package has made; dpkg-deb is all it needs.

make_deb() {
    local root=$work/deb script
    rm -rf "$root"
    mkdir -p "$root/DEBIAN" "$root$place" "$root"/usr/{bin,sbin} "$root/lib/systemd/system" "$root/etc/default" \
        "$root/usr/share/doc/lantai"
    cp -al "$tree/." "$root$place/"
    rm "$root$place/system/uninstall.sh" 2>/dev/null || true
    ln -s ../lib/lantai/current/system/lantai "$root/usr/bin/lantai"
    ln -s ../lib/lantai/current/bin/lantai-verify "$root/usr/bin/lantai-verify"
    ln -s ../lib/lantai/current/system/lantai-rollback "$root/usr/sbin/lantai-rollback"
    cp packaging/lantai.service "$root/lib/systemd/system/lantai.service"
    cp packaging/lantai.default "$root/etc/default/lantai"
    cp "$tree/share/doc/LICENSE" "$root/usr/share/doc/lantai/copyright"
    # Each maintainer script carries the functions: when it runs, the other files may not be there.
    for script in preinst postinst prerm postrm; do
        { printf '#!/bin/sh\nset -eu\n' && cat packaging/system/functions.sh && fill "packaging/deb/$script"; } >"$root/DEBIAN/$script"
    done
    echo /etc/default/lantai >"$root/DEBIAN/conffiles"
    cat >"$root/DEBIAN/control" <<CONTROL
Package: lantai
Version: $version
Architecture: $debian
Maintainer: The makers of Lantai <lantai@lantai.invalid>
Section: database
Priority: optional
Pre-Depends: libc6 (>= $glibc)
Recommends: mediainfo, ffmpeg
Installed-Size: $(du -sk "$root/usr" | cut -f 1)
Description: the whole work of an archive in one program 兰台档案系统
 Receives, checks, preserves, describes, opens and publishes records. Brings all libraries, fonts and
 character maps along: nothing but the C library is asked of the system, and no network.
CONTROL
    even "$root"
    chmod 0755 "$root"/DEBIAN/{preinst,postinst,prerm,postrm}
    (cd "$root" && find . -path ./DEBIAN -prune -o -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
    even "$root"
    dpkg-deb --root-owner-group -Z"$([ -n "$quick" ] && echo gzip || echo xz)" -z"$([ -n "$quick" ] && echo 1 || echo 6)" \
        --build "$root" "$bundle/lantai_${version}_$debian.deb" >/dev/null
    rm -rf "$root"
}
