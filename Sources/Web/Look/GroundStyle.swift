/// The ground every page stands on: type, links, focus, layout words, and the portal's head and foot.
///
/// The only ornament is the double rule (文武线), one thick and one thin, under the portal's head and on spines.
enum GroundStyle {
    static let css = #"""
        *,*::before,*::after{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding:5rem 0}
        body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font-family:var(--hei);font-size:var(--f1);line-height:var(--ui);font-synthesis:none;text-autospace:normal;text-spacing-trim:trim-start;line-break:strict;overflow-wrap:break-word}
        [hidden]{display:none!important}
        :lang(en)>body{font-family:var(--sans-en)}
        h1,h2,h3,h4,p,ul,ol,dl,dd,figure,fieldset,table{margin:0;padding:0}
        fieldset{border:0;min-width:0}
        legend{padding:0;font-weight:600}
        ul,ol{list-style:none}
        h1,h2,h3,h4{line-height:var(--tight);font-weight:600;text-wrap:balance}
        em,cite{font-style:normal}
        em{-webkit-text-emphasis:filled dot;text-emphasis:filled dot;text-emphasis-position:under right}
        :lang(en) em,:lang(en) cite{font-style:italic;-webkit-text-emphasis:none;text-emphasis:none}
        img,svg{display:block;max-width:100%}
        a{color:inherit;text-decoration:underline;text-decoration-color:var(--line-firm);text-decoration-thickness:1px;text-underline-offset:.25em;transition:text-decoration-color var(--quick)}
        a:hover{text-decoration-color:var(--cinnabar);text-decoration-thickness:2px}
        :focus{outline:3px solid var(--azurite);outline-offset:2px}
        :focus:not(:focus-visible){outline:none}
        mark{background:var(--cinnabar-wash);color:var(--cinnabar);font-weight:600;padding:0 .08em;box-shadow:inset 0 -2px 0 var(--cinnabar)}
        time,.num{font-variant-numeric:tabular-nums lining-nums}
        .code{font-family:var(--code);font-variant-numeric:tabular-nums lining-nums slashed-zero;letter-spacing:.01em;overflow-wrap:anywhere}
        .song{font-family:var(--song)}
        :lang(zh-Hant){font-feature-settings:"locl" 0}
        .quiet{color:var(--ink-3)}
        .small{font-size:var(--f-1)}
        .phrase{display:inline-block}
        .vh{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0);white-space:nowrap}
        .skip{position:absolute;top:-6rem;left:var(--s4);z-index:20;padding:var(--s3) var(--s4);background:var(--ink);color:var(--on-ink)}
        .skip:focus{top:var(--s2)}
        .i{width:1.15em;height:1.15em;flex:none;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round;vertical-align:-.2em;display:inline-block}
        .wrap{width:100%;max-width:calc(var(--page) + 2*var(--gutter));margin-inline-start:auto;margin-inline-end:auto;padding-inline-start:var(--gutter);padding-inline-end:var(--gutter)}
        .prose{font-size:var(--f2);line-height:var(--read);max-width:var(--measure)}
        .prose p+p,.prose+.prose{margin-top:1em}
        .stack>*+*{margin-top:var(--s4)}
        .row{display:flex;flex-wrap:wrap;gap:var(--s2) var(--s4);align-items:center}
        .row>a:not(.btn),.acts-bar>a:not(.btn){display:inline-flex;align-items:center;gap:.35em;min-height:1.75rem}
        .row.apart{justify-content:space-between}
        .pane>.row.apart{margin-bottom:var(--s3)}
        .push{margin-inline-start:auto}
        .gap{margin-top:var(--s5)}
        .mast{background:var(--paper);border-bottom:3px solid var(--ink);position:relative;margin-bottom:4px}
        .mast::after{content:"";position:absolute;left:0;right:0;bottom:-7px;border-bottom:1px solid var(--ink)}
        .mast .wrap{display:flex;flex-wrap:wrap;align-items:center;gap:0 var(--s5);padding-top:var(--s3);padding-bottom:var(--s2)}
        .brand{display:inline-flex;align-items:center;gap:var(--s3);text-decoration:none;font-family:var(--song);font-weight:600;font-size:var(--f3);letter-spacing:.08em;min-height:var(--target)}
        .brand:lang(en){font-family:var(--serif-en);letter-spacing:0}
        .brand svg{width:2.25rem;height:2.25rem;flex:none}
        .seal-bg{fill:var(--seal)}
        .seal-ch{fill:var(--on-seal);font-family:var(--song-hant);font-weight:700}
        .nav{display:flex;flex-wrap:wrap;gap:0 var(--s5)}
        .nav a,.tools a{display:inline-flex;align-items:center;gap:.4em;min-height:2.75rem;text-decoration:none}
        .nav a:hover,.tools a:hover{text-decoration:underline}
        .nav [aria-current]{font-weight:600;box-shadow:inset 0 -3px 0 var(--cinnabar)}
        .tools{margin-inline-start:auto;display:flex;gap:var(--s4);font-size:var(--f0);color:var(--ink-2)}
        .foot{margin-top:auto;border-top:1px solid var(--line);font-size:var(--f0);color:var(--ink-2)}
        .foot .wrap{display:flex;flex-wrap:wrap;gap:var(--s2) var(--s5);justify-content:space-between;padding-top:var(--s5);padding-bottom:var(--s5)}
        .foot ul{display:flex;flex-wrap:wrap;gap:0 var(--s5)}
        .foot li a{display:inline-block;padding:.3em 0}
        .portal main{padding-top:var(--s5);padding-bottom:var(--s8);flex:1 0 auto}
        .crumbs{font-size:var(--f0);color:var(--ink-2)}
        .crumbs+.h{margin-top:var(--s1)}
        .crumbs ol{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .5em}
        .crumbs li{min-width:0;overflow-wrap:anywhere}
        .crumbs a{display:inline-block;padding:.15em 0}
        .crumbs li+li::before{content:"›";color:var(--ink-3);margin-inline-end:.5em}

        """#
}
