# The archive with install.sh: for any Linux with glibc, systemd or not. make_tar uses what script/package has made.

make_tar() {
    local name=lantai-$version-$machine root
    root=$work/tar/$name
    rm -rf "$work/tar"
    mkdir -p "$root/system"
    cp -al "$tree" "$root/tree"
    cp packaging/tar/uninstall.sh "$root/tree/system/"
    cp packaging/tar/install.sh packaging/lantai.service packaging/lantai.default "$root/"
    cp packaging/system/functions.sh "$root/system/"
    echo "$version" >"$root/VERSION"
    echo "$machine" >"$root/MACHINE"
    echo "$glibc" >"$root/GLIBC"
    (cd "$root" && find . -type f ! -name FILES.sha256 -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum) >"$work/FILES.sha256"
    mv "$work/FILES.sha256" "$root/FILES.sha256"
    even "$root"
    # gzip is on every machine; xz is not.
    tar --directory "$work/tar" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
        --format=pax --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime -cf - "$name" |
        gzip -n "-$([ -n "$quick" ] && echo 1 || echo 9)" >"$bundle/$name.tar.gz"
    rm -rf "$work/tar"
}
