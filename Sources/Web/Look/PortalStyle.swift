/// The public side: home, results, one record, browsing. Wide and quiet.
enum PortalStyle {
    static let css = #"""
        .hero{display:grid;gap:var(--s6);padding-top:var(--s6);padding-bottom:var(--s7)}
        .hero h1{font-family:var(--song);font-size:var(--f6);letter-spacing:.04em;line-height:1.3;margin-bottom:var(--s4)}
        .hero h1:lang(en),.sect h2:lang(en){letter-spacing:0}
        .hero .lede{font-size:var(--f2);line-height:var(--read);color:var(--ink-2);max-width:34em;margin-bottom:var(--s5)}
        .inscr{display:none}
        .sect{padding-top:var(--s6)}
        .sect>.lede{font-size:var(--f2);line-height:var(--read);max-width:var(--measure);margin-bottom:var(--s4)}
        .chart{background:var(--sheet);border:1px solid var(--line);padding:var(--s4) var(--s4) var(--s1)}
        .chart svg{width:100%;height:auto}
        .chart text{font-family:var(--hei);font-size:13px;fill:var(--ink-2);font-variant-numeric:tabular-nums}
        .chart .bar{fill:var(--line-firm)}.chart .bar.on{fill:var(--ink)}.chart .axis{fill:var(--ink)}.chart .hit{fill:transparent}
        .chart a:hover .bar,.chart a:focus .bar{fill:var(--cinnabar)}
        .chart .wide{display:none}
        .chart .tbl{max-width:30rem;margin-bottom:var(--s3)}
        .sect>h2,.sect .head h2{font-family:var(--song);font-size:var(--f4);letter-spacing:.04em}
        .portal:lang(en) h1,.portal:lang(en) .sect>h2,.portal:lang(en) .sect .head h2,.portal:lang(en) .plain h1{font-family:var(--serif-en);letter-spacing:0}
        .sect>h2{margin-bottom:var(--s4)}
        .sect .head{display:flex;flex-wrap:wrap;gap:0 var(--s4);align-items:baseline;justify-content:space-between;margin-bottom:var(--s4)}
        .sect .head a{display:inline-block;line-height:1.5rem}
        .ledger{border-top:1px solid var(--ink)}
        .ledger>li{display:grid;gap:var(--s1) var(--s5);padding:var(--s4) 0;border-bottom:1px solid var(--line)}
        .ledger .t,.hit .t{font-family:var(--song);font-weight:600;text-decoration-color:var(--line);display:inline-block}
        .ledger .t{font-size:var(--f2);line-height:1.5}
        .ledger .t:lang(zh-Hant),.hit .t:lang(zh-Hant){font-family:var(--song-hant)}
        .ledger .m{color:var(--ink-2);font-size:var(--f0);display:flex;flex-direction:column;align-items:flex-start}
        .trio{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr));gap:var(--s5)}
        .trio>:only-child{max-width:36rem}
        .fonds-card{background:var(--sheet);border:1px solid var(--line);padding:var(--s5);display:flex;gap:var(--s4);box-shadow:var(--sheet-edge)}
        .fonds-card .spine{writing-mode:vertical-rl;font-family:var(--song-hant);font-weight:600;font-size:var(--f2);letter-spacing:.15em;border-left:1px solid var(--ink);border-right:3px solid var(--ink);padding:var(--s3) .45em;min-height:9rem;max-height:17rem;overflow:hidden;flex:none;background:var(--paper)}
        .fonds-card h3{font-size:var(--f1)}
        .fonds-card h3 a{display:inline-block;padding:.2em 0}
        .fonds-card p{color:var(--ink-2);font-size:var(--f0)}
        .found{display:grid;gap:var(--s5);margin-top:var(--s5)}
        .found>.pane>*+*{margin-top:var(--s3)}
        .found h1{font-family:var(--song);font-size:var(--f4)}
        .found .bar-tools{border-bottom:1px solid var(--ink)}
        .hit{padding:var(--s5) 0;border-bottom:1px solid var(--line)}
        .hit h2{font-size:var(--f3);line-height:1.5}
        .hit .t{padding:.1em 0}
        .hit .m{display:flex;flex-wrap:wrap;gap:.2em var(--s4);color:var(--ink-2);font-size:var(--f0);margin-top:var(--s1);align-items:center}
        .hit .s{margin-top:var(--s2);line-height:var(--read);max-width:var(--measure)}
        .hit .s:lang(zh-Hant){font-size:var(--f2)}
        .hits.tight{border-top:1px solid var(--line)}
        .tight .hit{padding:var(--s2) 0}
        .tight .hit .body{display:grid;gap:0 var(--s4)}
        .tight .hit h2{font-size:var(--f1);font-weight:500}
        .tight .hit .m{margin-top:0;font-size:var(--f-1)}
        .views{display:flex;gap:var(--s4);font-size:var(--f0)}.views a{display:inline-flex;align-items:center;min-height:1.75rem}
        .views [aria-current]{font-weight:600;text-decoration-color:var(--cinnabar);text-decoration-thickness:2px}
        .away{padding-top:var(--s5)}.away h2{font-size:var(--f1)}.away .row{margin-top:var(--s3)}
        .facet{border-top:1px solid var(--line);padding:var(--s3) 0 var(--s4)}
        .facet h2{font-size:var(--f1);margin-bottom:var(--s2)}
        .facet p{font-size:var(--f0);color:var(--ink-2)}.facet [aria-current]{font-weight:600}
        .facet li{font-size:var(--f0);padding:.2em 0}
        .years{display:grid;grid-template-columns:1fr auto 1fr;gap:var(--s2);align-items:center;padding-bottom:var(--s2)}
        .rec-head{padding:var(--s4) 0 var(--s5)}
        .rec-head h1{font-family:var(--song);font-size:var(--f5);line-height:1.4;max-width:22em;margin:var(--s2) 0 var(--s3)}
        .rec-head h1:lang(zh-Hant){font-family:var(--song-hant)}
        .facts{display:flex;flex-wrap:wrap;gap:var(--s1) var(--s5);color:var(--ink-2);align-items:center}
        .facts .code{color:var(--ink);font-weight:600}
        .viewer{border:1px solid var(--line-firm);background:var(--sunk)}
        .v-bar{display:flex;flex-wrap:wrap;gap:var(--s2);align-items:center;padding:var(--s2);background:var(--sheet);border-bottom:1px solid var(--line);font-size:var(--f0)}
        .v-body{display:grid}
        .viewer .sheet{padding:var(--s4);min-width:0;position:relative;overflow-x:clip}
        .over{position:absolute;pointer-events:none;overflow:hidden}.over text{fill:transparent;pointer-events:auto;cursor:text;white-space:pre}.over ::selection{background:var(--veil);color:transparent}
        .viewer>.help{padding:0 var(--s4) var(--s3);margin:0;text-align:center}
        .viewer .sheet img{width:100%;height:auto;max-width:36rem;margin-inline-start:auto;margin-inline-end:auto;box-shadow:var(--lift);background:var(--folio)}
        .viewer .sheet.large{overflow:auto;max-height:85vh}
        .viewer .sheet.large img{width:auto;max-width:none;margin:0}
        .player{padding:var(--s5)}.player audio,.player video{width:100%;max-height:80vh}.player video{aspect-ratio:16/9}
        .v-keys{padding:0 var(--s4);background:var(--sheet);border-top:1px solid var(--line)}.v-keys .dl{max-width:30rem;padding-bottom:var(--s3)}
        .viewer [data-full][hidden]{display:inline-flex!important;visibility:hidden}
        .viewer:fullscreen{overflow:auto}.viewer:fullscreen .deep{height:85vh}
        .v-title{font-family:var(--song);font-size:var(--f3);margin:var(--s3) 0}
        .v-bar .in{width:4.5em}
        .v-bar a[aria-current]{font-weight:600;color:var(--ink)}
        .deep{position:relative;overflow:hidden;height:min(85vh,60rem);touch-action:none;cursor:grab;background:var(--sunk)}
        .deep.held{cursor:grabbing}
        .deep>div{position:absolute;top:0;left:0;transform-origin:0 0;overflow:hidden;background:var(--folio)}
        .viewer .sheet .deep img{position:absolute;width:256.6px;height:256.6px;filter:none;max-width:none;box-shadow:none;margin:0;user-select:none}
        .leaves{display:flex;gap:var(--s2);overflow-x:auto;padding:var(--s3);background:var(--sheet);border-top:1px solid var(--line)}
        .leaves li{flex:none}
        .leaves a{display:flex;align-items:center;justify-content:center;min-width:2.75rem;min-height:2.75rem;font-size:var(--f-1);text-decoration:none;color:var(--ink-2);border:2px solid var(--line)}
        .leaves img{width:3.5rem;height:4.75rem;object-fit:contain;background:var(--sunk)}
        .leaves a:has(img){flex-direction:column;gap:.15em;padding:3px}
        .leaves a.all{padding:0 var(--s3);height:100%}
        .leaves a[data-hit] .num{color:var(--cinnabar);font-weight:600}
        .leaves.grid{flex-wrap:wrap;border:1px solid var(--line);overflow:visible}
        .leaves a[aria-current]{border-color:var(--cinnabar);color:var(--ink);font-weight:600}
        .script{background:var(--sheet);padding:var(--s5);min-width:0;border-top:1px solid var(--line)}
        .script h2{font-size:var(--f1)}
        .script .text{font-family:var(--song);font-size:var(--f2);line-height:1.95;max-width:34em;margin-top:var(--s3)}
        .script .text:lang(zh-Hant){font-family:var(--song-hant);font-size:var(--f3)}
        .script .text p+p{margin-block-start:.6em}
        .script .text.vertical{writing-mode:vertical-rl;text-orientation:mixed;width:100%;max-width:none;height:min(30em,70vh);overflow-x:auto;padding-block-end:var(--s3)}
        .areas{display:grid;gap:var(--s6)}
        .areas .area+.area{margin-top:0}
        .area>h2{font-size:var(--f1);padding-bottom:var(--s2);border-bottom:1px solid var(--ink)}
        .side section+section{margin-top:var(--s5)}
        .side .cite+.btn{margin-top:var(--s2)}
        .side h2{font-size:var(--f1);margin-bottom:var(--s2)}
        .cite{padding:var(--s3) var(--s4);background:var(--sheet);border:1px solid var(--line);overflow-wrap:anywhere;font-size:var(--f0)}
        .near{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr));gap:var(--s3);margin-top:var(--s5)}
        .near a{display:block;padding:var(--s3) var(--s4);background:var(--sheet);border:1px solid var(--line);text-decoration:none}
        .near a:hover .t{text-decoration:underline}
        .near .t{font-family:var(--song);font-size:var(--f2)}
        .near .way{display:block;font-size:var(--f-1);color:var(--ink-3)}
        .near .next{text-align:end;grid-column:-2/-1}
        .files>li{display:flex;flex-wrap:wrap;gap:var(--s1) var(--s4);align-items:center;padding:.6em 0;border-bottom:1px solid var(--line)}
        .files .code{flex:1 1 14rem}
        .browse{display:grid;gap:var(--s5)}
        .tree{font-size:var(--f0)}
        .tree ul ul{padding-inline-start:var(--s4)}
        .tree a{display:flex;gap:.4em;padding:.3em .5em;min-height:2.25rem;align-items:baseline;text-decoration:none}
        .tree a:hover{background:var(--sunk)}
        .tree .tw{color:var(--ink-3);width:1em;flex:none;text-align:center}
        .tree [aria-current]{background:var(--cinnabar-wash);box-shadow:inset 3px 0 0 var(--cinnabar);font-weight:600}
        .gate{width:100%;max-width:26rem;margin:var(--s7) auto;padding:0 var(--s4)}
        .gate h1{font-family:var(--song);font-size:var(--f4);margin-bottom:var(--s2)}
        .gate:lang(en) h1,:lang(en) .gate h1{font-family:var(--serif-en)}
        .gate .note,.gate form,.gate .foot-note{margin-top:var(--s5)}
        .gate .btn.first{width:100%;margin-top:var(--s5);min-height:2.75rem}
        .gate.ask{max-width:46rem;margin-top:var(--s5)}
        .ask .flow{margin-bottom:var(--s5)}
        .ask>*+p,.ask>p+*{margin-top:var(--s3)}
        .ask .acts{margin-top:var(--s6)}
        .ask .acts .btn.first{width:auto;margin-top:0}
        .ask fieldset{margin-top:var(--s5)}
        .ask .who{padding:var(--s4);background:var(--sheet);border:1px solid var(--line)}
        .ask .who legend{font-weight:600;font-size:var(--f2);float:inline-start;width:100%}
        .ask .who legend+*{clear:both}
        .ask .who .pair{margin-top:var(--s3)}
        .ask .dl{margin-top:var(--s3)}
        .ask h2{font-size:var(--f2)}
        .ask>h2,.ask section{margin-top:var(--s5)}
        .ask .note .code{font-weight:600}
        .plain h1{font-family:var(--song);font-size:var(--f5);margin-bottom:var(--s3)}

        """#
}
