/// The look in variables: paper, ink, a touch of cinnabar. Components use these names and no literal colours.
enum Tokens {
    static let css = #"""
        :root{color-scheme:light dark;
        --paper:#f4f1e9;--sheet:#fdfbf6;--sunk:#eae5d9;--line:#d7cfbf;--line-firm:#857d6e;
        --ink:#1e1b17;--ink-2:#46413a;--ink-3:#625b50;--on-ink:#fdfbf6;--top:#1e1b17;--on-top:#fdfbf6;
        --cinnabar:#a12d1a;--cinnabar-wash:#f7e3db;--seal:#a9351f;--on-seal:#fff6ee;
        --malachite:#285a43;--malachite-wash:#e1ebe2;--ochre:#74460b;--ochre-wash:#f4e7cf;
        --azurite:#234e6c;--azurite-wash:#dfe8ee;--folio:#f6ecd6;
        --song:"Songti SC","STSong","Source Han Serif SC","Noto Serif CJK SC","Noto Serif SC","SimSun",serif;
        --song-hant:"Songti SC","STSong","Source Han Serif SC","Noto Serif CJK SC","Noto Serif SC","Songti TC","Noto Serif CJK TC","SimSun","SimSun-ExtB",serif;
        --hei:"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Source Han Sans SC","Noto Sans CJK SC","Noto Sans SC","WenQuanYi Micro Hei",sans-serif;
        --code:"Segoe UI","Helvetica Neue","Liberation Sans","Noto Sans","PingFang SC","Microsoft YaHei","Source Han Sans SC","Noto Sans CJK SC",sans-serif;
        --serif-en:"Iowan Old Style","Charter","Georgia","Source Serif 4","Songti SC","STSong","Source Han Serif SC","Noto Serif CJK SC","SimSun",serif;
        --sans-en:"Segoe UI","Helvetica Neue","Noto Sans","PingFang SC","Microsoft YaHei","Source Han Sans SC","Noto Sans CJK SC","Liberation Sans",sans-serif;
        --f-1:.8125rem;--f0:.9375rem;--f1:1rem;--f2:1.125rem;--f3:1.3125rem;--f4:1.625rem;--f5:2.125rem;--f6:2.75rem;
        --tight:1.35;--ui:1.55;--read:1.75;--measure:36em;
        --s1:.25rem;--s2:.5rem;--s3:.75rem;--s4:1rem;--s5:1.5rem;--s6:2rem;--s7:3rem;--s8:4.5rem;
        --gutter:clamp(1rem,4vw,2.5rem);--page:74rem;--r1:2px;--r2:4px;
        --lift:0 1px 2px rgba(40,30,15,.08),0 6px 20px -8px rgba(40,30,15,.18);--sheet-edge:0 1px 0 rgba(40,30,15,.05);--veil:rgba(30,27,23,.45);
        --quick:120ms;--calm:220ms;--target:2.5rem}
        @media (prefers-color-scheme:dark){:root{
        --paper:#161513;--sheet:#1f1d1a;--sunk:#0f0e0d;--line:#39352e;--line-firm:#857c6d;
        --ink:#ece6d9;--ink-2:#c9c1b2;--ink-3:#a39b8c;--on-ink:#191714;--top:#0f0e0d;--on-top:#ece6d9;
        --cinnabar:#f18d76;--cinnabar-wash:#3d1f18;--seal:#b5422c;
        --malachite:#92c7a8;--malachite-wash:#1b2d24;--ochre:#e0b26d;--ochre-wash:#35280f;
        --azurite:#98c1de;--azurite-wash:#192a38;--folio:#cdbf9f;
        --lift:0 0 0 1px rgba(255,240,215,.06),0 8px 24px -8px rgba(0,0,0,.7);--sheet-edge:none;--veil:rgba(0,0,0,.65)}}
        @media (prefers-contrast:more){:root{--ink-2:var(--ink);--ink-3:var(--ink);--line:var(--line-firm)}}
        @media (pointer:coarse),(max-width:40em){:root{--target:2.75rem}}
        @media (max-width:40em){:root{--f5:1.75rem;--f6:2rem;--s7:2.25rem;--s8:3rem}}
        @media (prefers-reduced-motion:reduce){:root{--quick:0ms;--calm:0ms}}

        """#
}
