/// Tables, pagers and definition lists. On a narrow screen `.fold` tables open row by row, each cell with its name.
enum TableStyle {
    static let css = #"""
        .scroll{overflow-x:auto}
        .tbl{width:100%;border-collapse:collapse;background:var(--sheet);font-size:var(--f0);border-top:2px solid var(--ink);border-bottom:1px solid var(--ink)}
        .tbl caption{text-align:start;font-weight:600;padding:0 0 var(--s2);font-size:var(--f1)}
        .tbl th,.tbl td{padding:.5em .75em;text-align:start;vertical-align:top;border-bottom:1px solid var(--line)}
        .tbl thead th{font-weight:600;color:var(--ink-2);font-size:var(--f-1);white-space:nowrap;background:var(--sunk)}
        .tbl tbody th{font-weight:500}
        .tbl tbody tr:hover{background:var(--sunk)}
        .tbl tr:last-child>*{border-bottom:0}
        .tbl .n{text-align:end;font-variant-numeric:tabular-nums lining-nums;white-space:nowrap}
        .nb,.tbl .nb{white-space:nowrap}
        .tbl th>a,.tbl td>a{display:inline-block;padding:.15em 0;margin:-.15em 0}.tbl td>.badge+.badge{margin-inline-start:.35em}
        .tbl td.set{overflow-wrap:anywhere;min-width:8em}
        .dl.proof>div{grid-template-columns:minmax(0,1fr);gap:0}.proof .code,.proof-path .code{overflow-wrap:anywhere;white-space:normal;font-size:var(--f-1)}
        .proof-path{list-style:decimal;padding-inline-start:2em}
        .tbl .pick{width:2.5rem}
        .tbl .pick input{width:1.15rem;height:1.15rem;accent-color:var(--ink)}
        .tbl.grid{font-size:var(--f-1)}
        .tbl.grid caption{font-size:var(--f0)}
        .tbl.grid th label{display:block;font-weight:600;color:var(--ink)}
        .tbl.grid select{width:auto;max-width:11em;min-height:2rem;font-size:var(--f-1);padding:.1em .3em}
        .tbl.grid td{min-width:5em;max-width:22em;overflow-wrap:anywhere}
        .tbl.grid td.bad{background:var(--cinnabar-wash)}
        .tbl.grid td.odd{background:var(--ochre-wash)}
        .tbl.grid .err{font-size:var(--f-1)}
        .pager{display:flex;flex-wrap:wrap;gap:var(--s3);align-items:center;padding-top:var(--s4)}
        .pager .where{color:var(--ink-2);font-size:var(--f0);margin-inline-end:auto}
        .dl{display:grid;grid-template-columns:minmax(0,1fr)}
        .dl>div{display:grid;grid-template-columns:7.5em minmax(0,1fr);gap:var(--s4);padding:.55em 0;border-bottom:1px solid var(--line)}
        .dl>div:last-child{border-bottom:0}
        .dl.wide>div{grid-template-columns:10em minmax(0,1fr)}
        .dl dt{color:var(--ink-3)}
        .dl dd{max-width:44em;overflow-wrap:anywhere;white-space:pre-line}
        .dl dd:lang(zh-Hant){font-size:var(--f2)}
        .sample li{padding:var(--s2) 0;border-bottom:1px solid var(--line)}
        .tbl th.key{overflow-wrap:normal}
        .sample .code{display:block;color:var(--ink-3);font-size:var(--f-1)}
        .chips{display:flex;flex-wrap:wrap;gap:var(--s2);align-items:center}
        .chip{display:inline-flex;align-items:center;gap:.4em;min-height:2.25rem;padding:.1em .8em;border:1px solid var(--line-firm);background:var(--sheet);border-radius:2rem;font-size:var(--f0);text-decoration:none}
        .chip-x{display:inline-flex;align-items:center;justify-content:center;min-width:2.25rem;min-height:2.25rem;color:var(--ink-3)}
        .chip-x:hover{color:var(--cinnabar)}
        .sample-box{margin-top:var(--s3)}.sample-box>*+*{margin-top:var(--s3)}.sample-box>.form{max-width:44rem}
        .icons{display:grid;grid-template-columns:repeat(auto-fill,minmax(7.5rem,1fr));gap:var(--s2)}.icons li{display:flex;gap:var(--s2);align-items:center}.icons .i{width:1.5rem;height:1.5rem}
        .chip:hover{background:var(--sunk)}
        .chip[aria-current]{border-color:var(--ink);background:var(--ink);color:var(--on-ink);font-weight:600}
        .chip .num{color:var(--ink-3)}.chip[aria-current] .num{color:inherit}
        .bar-tools{display:flex;flex-wrap:wrap;gap:var(--s2) var(--s4);align-items:center;padding:var(--s3) 0;font-size:var(--f0)}
        .bar-tools .in{width:auto}
        .bar-tools .field{display:flex;align-items:center;gap:var(--s2);margin:0}
        .bar-tools .field+.field{margin:0}
        .bar-tools .field label{margin:0;font-weight:400;white-space:nowrap}

        """#
}
