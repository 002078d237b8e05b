/// The staff side (案头): dense, not crowded. Twenty rows on a screen, numbers to the right.
enum DeskStyle {
    static let css = #"""
        .desk{font-size:var(--f0);--target:2.25rem;--gutter:clamp(.75rem,2vw,1.5rem)}
        .top{background:var(--top);color:var(--on-top);border-bottom:1px solid var(--line);display:flex;flex-wrap:wrap;align-items:center;gap:var(--s2) var(--s4);padding:var(--s2) var(--gutter)}
        .top .brand{font-size:var(--f2)}
        .top .brand svg{width:1.75rem;height:1.75rem}
        .top a,.top .linklike{text-decoration-color:transparent;display:inline-flex;align-items:center;gap:.4em;min-height:2.25rem}
        .top a:hover,.top .linklike:hover{text-decoration-color:currentColor}
        .top :focus{outline-color:var(--on-top)}
        .top .grade{border:1px solid currentColor;padding:0 .6em;font-size:var(--f-1)}
        .top .seekbar{flex:1 1 14rem;max-width:30rem;display:flex}
        .top .in{background:var(--sheet);color:var(--ink);border-color:transparent}
        .shell{flex:1 0 auto;display:grid;grid-template-columns:minmax(0,1fr);align-content:start}
        .rail{overflow-x:auto;border-bottom:1px solid var(--line);background:var(--sheet)}
        .rail ul{display:flex;padding:0 var(--s2)}
        .rail a{display:flex;align-items:center;gap:.55em;white-space:nowrap;padding:.4em .75em;min-height:2.75rem;text-decoration:none}
        .rail a:hover{background:var(--sunk)}
        .rail .num{color:var(--ink-3);margin-inline-start:auto;padding-inline-start:.5em}
        .rail [aria-current]{font-weight:600;box-shadow:inset 0 -3px 0 var(--cinnabar)}
        .desk main{padding:var(--s4) var(--gutter) var(--s7);min-width:0;max-width:96rem}
        .desk h1{font-size:var(--f3);overflow-wrap:anywhere}
        .desk .h{display:flex;flex-wrap:wrap;align-items:center;gap:var(--s2) var(--s4);margin-bottom:var(--s4)}
        .desk h2{font-size:var(--f1)}
        .panes{display:grid;gap:var(--s5);grid-template-columns:minmax(0,1fr)}
        .pane{min-width:0}
        .ph{display:flex;flex-wrap:wrap;gap:var(--s2) var(--s4);align-items:baseline;justify-content:space-between;margin-bottom:var(--s2)}
        .scan{display:flex;flex-wrap:wrap;gap:var(--s4);align-items:start}.scan dl{flex:1 1 18rem}
        .qr{width:13rem;height:13rem;flex:none}.qr-light{fill:var(--scan-light)}.qr-dark{fill:var(--scan-dark)}
        .card{background:var(--sheet);border:1px solid var(--line);padding:var(--s4)}
        .cmd{background:var(--sunk);border:1px solid var(--line);padding:var(--s2) var(--s3)}.cmd .code{overflow-wrap:anywhere;white-space:normal}
        .tag{background:var(--sheet);border:2px solid var(--ink);padding:var(--s4);max-width:38em}.tag-notice{border:1px solid var(--ink);padding:.2em .6em;margin-top:var(--s3)}
        .vital{display:grid;grid-template-columns:auto minmax(0,1fr);gap:var(--s1) var(--s3);padding:var(--s3) 0;border-bottom:1px solid var(--line);align-items:baseline}
        .vital:first-of-type{padding-top:0}.vital:last-child{border-bottom:0;padding-bottom:0}
        .vital dt{font-weight:600}.vital dd{text-align:end}.vital .under{text-align:start}
        .vital .under{grid-column:1/-1;color:var(--ink-3);font-size:var(--f-1)}
        .verdict{display:grid;gap:var(--s4);background:var(--sheet);border:1px solid var(--line);border-top:3px solid var(--ink);padding:var(--s4)}
        .verdict .say,.desk .verdict .say{margin-bottom:var(--s2);font-family:var(--song);font-size:var(--f4);line-height:1.4}
        .desk:lang(en) .verdict .say{font-family:var(--serif-en)}
        .tally{display:grid;grid-template-columns:repeat(auto-fit,minmax(6.5rem,1fr));gap:var(--s3)}
        .tally div{border-inline-start:1px solid var(--line);padding-inline-start:var(--s3)}
        .tally dt{color:var(--ink-3);font-size:var(--f-1)}
        .tally dd{font-size:var(--f2);font-weight:600;font-variant-numeric:tabular-nums lining-nums}
        .prop{border-top:2px solid var(--ink);padding-top:var(--s3)}
        .scroll+.prop{margin-top:var(--s6)}
        .prop+.prop{margin-top:var(--s5)}
        .prop>.row{margin-bottom:var(--s2)}
        .finding{background:var(--sheet);border:1px solid var(--line);border-inline-start:4px solid var(--ochre);padding:var(--s3) var(--s4)}
        .finding+.finding{margin-top:var(--s2)}
        .finding.block{border-inline-start-color:var(--cinnabar)}.finding.look{border-inline-start-color:var(--azurite)}
        .finding .quiet{font-weight:400}
        .finding h3{font-size:var(--f1);display:flex;flex-wrap:wrap;gap:var(--s1) var(--s3);align-items:center}
        .wwn{display:grid;gap:var(--s2) var(--s5);margin-top:var(--s2)}
        .wwn dt{color:var(--ink-3);font-size:var(--f-1)}
        .wwn dd{overflow-wrap:anywhere}
        .passed{color:var(--ink-2);padding:var(--s2) 0}
        .passed .i{color:var(--malachite)}
        .sign{display:grid;gap:var(--s4);grid-template-columns:repeat(auto-fit,minmax(min(100%,15rem),1fr))}
        .sign>div{border:1px solid var(--line-firm);background:var(--sheet);padding:var(--s4);min-height:8rem}
        .sign>.wait{border-style:dashed;background:transparent}
        .sign .name{font-family:var(--song);font-size:var(--f4);margin:var(--s1) 0;color:var(--ink)}
        .sign p{color:var(--ink-2);font-size:var(--f0)}
        .by-hand p+p{margin-top:var(--s5)}
        .sign .btn,.sign .badge{margin-top:var(--s2)}
        .area+.area{margin-top:var(--s5)}
        .edit{display:grid;gap:var(--s5);grid-template-columns:minmax(0,1fr)}
        .edit .field{display:grid;gap:0 var(--s4)}
        .edit fieldset+fieldset{margin-top:var(--s5)}
        .edit legend,.legend{font-weight:600;font-size:var(--f1);width:100%;border-bottom:1px solid var(--ink);padding-bottom:var(--s1);margin-bottom:var(--s3)}
        .desk .in,.desk textarea,.desk select{scroll-margin-bottom:4rem}
        .acts-bar{position:sticky;bottom:0;background:var(--paper);border-top:1px solid var(--ink);padding:var(--s3) 0;margin-top:var(--s5);display:flex;flex-wrap:wrap;gap:var(--s2) var(--s3);align-items:center;z-index:2}
        .describe{min-width:0}
        .desk-browse{display:grid;gap:var(--s5);grid-template-columns:minmax(0,1fr);align-items:start}.desk-browse>*{min-width:0}
        .desk-browse .tree a{display:block}.desk-browse .tbl td>.row{flex-wrap:nowrap;gap:.35em}
        .tree li>.row{flex-wrap:nowrap;gap:0}.tree li>.row a{flex:1;min-width:0}
        .tree .fold{flex:none;width:2rem;min-height:2.25rem;padding:0;border:0;background:none;color:var(--ink-3);font:inherit;cursor:pointer}
        .tree .over{outline:2px dashed var(--azurite);outline-offset:-2px}
        .tbl tr.cut{outline:2px dashed var(--azurite);outline-offset:-2px}
        .cutbar{display:flex;flex-wrap:wrap;gap:var(--s2) var(--s3);align-items:center;background:var(--azurite-wash);padding:var(--s2) var(--s4);margin-bottom:var(--s3)}
        .menu>summary{cursor:pointer;min-height:2rem;display:inline-flex;align-items:center;justify-content:center;min-width:2rem;list-style:none;font-weight:600}.menu>summary::-webkit-details-marker{display:none}.menu>summary:hover{background:var(--sunk)}
        .tbl .menu-cell{padding:.25em}.desk-browse .tbl th,.desk-browse .tbl td{padding-inline-start:.5em;padding-inline-end:.5em}
        .menu a{display:block;padding:.35em 0;white-space:nowrap}
        .clash{border:1px solid var(--line-firm);border-inline-start:4px solid var(--ochre);background:var(--sheet);padding:var(--s3) var(--s4);margin-top:var(--s3)}
        .clash legend{width:auto;border:0;margin:0;padding:0 var(--s2)}
        .clash+fieldset{margin-top:var(--s5)}
        .remark{color:var(--ink-2)}
        .hot{display:none;font-family:var(--hei);font-size:var(--f-1);font-weight:400;line-height:1.3;border:1px solid currentColor;border-radius:var(--r1);padding:0 .35em;white-space:nowrap}
        .edit>.viewer .v-body.two{grid-template-columns:minmax(0,1fr)}
        .edit>.viewer .sheet{padding:var(--s3)}
        .edit>.viewer .script{padding:var(--s4);border-inline-start:0;border-top:1px solid var(--line)}
        .edit>.viewer .script .text{font-size:var(--f1);line-height:1.8}
        .acts-bar .row{gap:var(--s1) var(--s4)}
        .line .row{margin-top:var(--s1)}
        .compare{display:grid;gap:var(--s4);grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr))}
        .drop{border:2px dashed var(--line-firm);background:var(--sheet);padding:var(--s5)}
        .pre{white-space:pre-wrap;overflow-wrap:anywhere}

        """#
}
