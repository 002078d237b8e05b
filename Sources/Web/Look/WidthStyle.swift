/// How pages change with the width of the window, the way it is touched, and on paper (A4).
enum WidthStyle {
    static let css = #"""
        @media (min-width:48em){
        .hero{grid-template-columns:minmax(0,1fr) auto}
        .inscr{display:block;font-family:var(--song);writing-mode:vertical-rl;font-size:var(--f2);line-height:2;letter-spacing:.12em;color:var(--ink-2);border-left:1px solid var(--ink);border-right:3px solid var(--ink);padding:var(--s4) var(--s3);align-self:start;max-height:24rem}
        .inscr p:first-child{color:var(--ink);font-weight:600}
        .chart .wide{display:block}.chart .narrow{display:none}.chart .wide text{font-size:20px}
        .tight .hit .body{grid-template-columns:minmax(0,1fr) 20rem}
        .ledger>li{grid-template-columns:minmax(0,1fr) 15rem;align-items:start}.ledger .m{padding-top:.15em}
        .wwn{grid-template-columns:1.3fr 1.2fr 1.5fr}
        .verdict{grid-template-columns:minmax(0,1fr) minmax(0,1.1fr);align-items:start}
        }
        @media (min-width:60em){
        .chart .wide text{font-size:13px}
        .found{grid-template-columns:minmax(0,1fr) 16rem;gap:var(--s7);align-items:start}
        .v-body.two{grid-template-columns:minmax(0,1.15fr) minmax(0,1fr)}
        .v-body.two .script{border-top:0;border-inline-start:1px solid var(--line)}
        .cols{display:grid;grid-template-columns:minmax(0,1fr) 20rem;gap:var(--s7);align-items:start}
        .browse{grid-template-columns:19rem minmax(0,1fr);align-items:start}
        .browse .tree{position:sticky;top:var(--s4);max-height:calc(100vh - 2rem);overflow-y:auto}
        .split{display:grid;grid-template-columns:minmax(0,1.4fr) minmax(0,1fr);gap:var(--s7);align-items:start}
        }
        @media (min-width:64em){
        .shell{grid-template-columns:12.5rem minmax(0,1fr);align-content:stretch}
        .rail{border-bottom:0;border-inline-end:1px solid var(--line);padding:var(--s3) 0;overflow:visible}
        .rail ul{display:block;padding:0}
        .rail a{min-height:2.25rem;padding:.3em var(--s4)}
        .rail [aria-current]{box-shadow:inset 3px 0 0 var(--cinnabar);background:var(--sunk)}
        .panes{grid-template-columns:minmax(0,2.2fr) minmax(17rem,1fr)}
        .edit.two{grid-template-columns:minmax(0,1fr) minmax(0,1.15fr);align-items:start}
        .edit>.viewer{position:sticky;top:var(--s3);max-height:calc(100vh - 1.5rem);overflow:auto}
        .edit .field{grid-template-columns:8.5em minmax(0,1fr)}
        .edit .field>label{padding-top:.35em}
        .edit .field>div{min-width:0}
        .desk-browse{grid-template-columns:12.5rem minmax(0,1fr)}
        .desk-browse .tree{position:sticky;top:var(--s3);max-height:calc(100vh - 2rem);overflow-y:auto}
        .keyed .hot{display:inline}
        }
        @media (max-width:64em),(pointer:coarse){.desk{--target:2.75rem}.top a,.top .linklike{min-height:2.75rem}}
        @media (max-width:64em){.edit>.viewer{max-height:70vh;overflow:auto}.edit>.viewer .v-bar{position:sticky;top:0;z-index:1}}
        @media (max-width:40em){
        .mast nav{order:3;width:100%}.nav{gap:0 var(--s4)}.mast .wrap{gap:0 var(--s3)}.tools{gap:var(--s3)}
        .brand{font-size:var(--f2)}.brand svg{width:2rem;height:2rem}
        .acts-bar{position:static}
        .top .row{gap:0 var(--s3);justify-content:flex-end}
        .dl>div,.dl.wide>div{grid-template-columns:minmax(0,1fr);gap:0}
        .chip,.tree a{min-height:2.75rem;align-items:center}
        \#(folded(".fold"))
        .seek .in{font-size:var(--f1)}
        .bar-tools .field{flex:1 1 100%}.bar-tools .in,.bar-tools .field>div{flex:1;min-width:0}.bar-tools .field>div>.in{width:100%}
        }
        @media screen and (max-width:56em){\#(folded(".early"))}
        @media (pointer:coarse){
        .foot li a,.steps h3 a,.crumbs a,.sect .head a,.note li a,.fonds-card h3 a,.ph>a,.side li a{display:inline-block;padding-top:.65em;padding-bottom:.65em}
        .more>summary,.row>a:not(.btn),.linklike{display:inline-flex;align-items:center;min-height:2.75rem}
        .hit .t,.ledger .t{padding:.5em 0}
        .tbl th a{display:inline-block;padding:.75em 0}
        .chip,.tree a{min-height:2.75rem;align-items:center}
        .tick{min-height:2.75rem;align-items:center}.tick input{margin:0;width:1.4rem;height:1.4rem}
        }
        @media screen and (prefers-color-scheme:dark){.viewer .sheet img,.deep>div{filter:brightness(.84)}}
        @media (prefers-reduced-motion:reduce){*,*::before,*::after{transition:none;animation:none;scroll-behavior:auto}}
        @media (forced-colors:active){.chart .bar{fill:CanvasText}mark{outline:1px solid}.btn{border:1px solid}}
        @page{size:A4;margin:20mm 18mm 18mm}
        .sheet-codes{columns:12rem;padding-inline-start:2.5em;font-size:1.15em;line-height:2.2}
        .print-only{display:none}
        @media print{
        :root{--paper:#fff;--sheet:#fff;--sunk:#fff;--line:#aaa;--line-firm:#666;--ink:#000;--ink-2:#222;--ink-3:#444;--on-ink:#000;--cinnabar:#8c2413;--cinnabar-wash:#fff;--malachite:#000;--ochre:#000;--azurite:#000;--malachite-wash:#fff;--ochre-wash:#fff;--azurite-wash:#fff;--folio:#fff;--lift:none}
        body{font-size:10.5pt;line-height:1.6;display:block;min-height:0}
        .no-print,.nav,.tools,.rail,.top .seekbar,.top .row,.top .grade,.skip,.v-bar,.leaves,.pager,.away,.facets,.v-keys,.player,.near,.foot,.btn,.seek,.bar-tools,.chips,.pick,.acts-bar,.crumbs,.toast,.linklike{display:none!important}
        .print-only{display:block}
        .wrap,.desk main{max-width:none;padding:0}
        .mast .wrap{padding:0 0 6pt}.top{background:none;color:#000;padding:0 0 6pt;border-bottom:3px double #000}
        .shell,.cols,.panes,.found{display:block}
        .viewer,.viewer .sheet{border:0;padding:0;background:none}
        .v-body.two{display:grid;grid-template-columns:82mm 1fr}
        .edit>.viewer{max-height:none;overflow:visible}.describe .more,.describe .help,.describe .clash{display:none}
        .deep,.over{display:none}.viewer .sheet>img{display:block!important}.viewer .sheet.large{max-height:none;overflow:visible}
        .viewer .sheet img{max-height:118mm;max-width:100%;width:auto;border:1px solid #aaa}
        .script{border:0;padding:0 0 0 6mm}.script .text{font-size:12pt;line-height:1.8}.script .text.vertical{height:120mm;overflow:visible}
        .rec-head h1{font-size:18pt}.dl>div{padding:2pt 0;grid-template-columns:7em 1fr}
        .areas{grid-template-columns:1fr 1fr;gap:9pt 10mm;margin-top:10pt}.areas .dl>div{grid-template-columns:4.5em 1fr;gap:6pt}.areas:lang(en) .dl>div{grid-template-columns:7.5em 1fr}
        .side{margin-top:10pt}.prop+.prop{margin-top:10pt}.sect{padding-top:8pt}.stack>*+*{margin-top:8pt}
        .line>li{padding-bottom:4pt}.line time{display:inline;margin-inline-end:1em}
        .finding,.sign>div,.dl>div,.area,.vital{break-inside:avoid}
        h2,h3{break-after:avoid}
        .wwn{grid-template-columns:1.3fr 1.2fr 1.5fr}
        details::details-content{content-visibility:visible;block-size:auto;opacity:1}
        .more>summary{text-decoration:none;min-height:0;font-weight:600}
        .passed{padding:1pt 0;break-inside:avoid}.more{margin-top:6pt}.more ul{columns:2}
        .tbl:has(.pick) thead th:first-child{display:none}
        .scroll{overflow:visible}.tbl .nb:not(.code),.tbl .nb.small{white-space:normal;word-break:keep-all}.tbl th,.tbl td{padding:3pt 4pt}
        .sign{grid-template-columns:1fr 1fr;gap:10pt}
        .sign>.wait{border-style:solid;min-height:32mm}
        .by-hand p+p{margin-top:12mm}
        .dl dd .code,.tbl{font-size:9.5pt}
        tr,.note,.verdict{break-inside:avoid}thead{display:table-header-group}
        .tag{max-width:130mm;padding:5mm;break-inside:avoid}.desk:has(.tag) .top{display:none}
        .desk .h{margin-bottom:6pt}.card{padding:0;border:0;border-top:1px solid var(--ink)}
        a{text-decoration:none}.cite{padding:0;border:0}
        }

        """#

    /// Tables of one kind opened row by row, each cell with the name of its column before it.
    private static func folded(_ kind: String) -> String {
        """
        .tbl\(kind) thead{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)}
        .tbl\(kind),.tbl\(kind) tbody,.tbl\(kind) tr,.tbl\(kind) td,.tbl\(kind) th,.tbl\(kind) caption{display:block}
        .tbl\(kind) caption{padding-bottom:var(--s2);background:var(--paper)}
        .tbl\(kind) tr{padding:var(--s3);border-bottom:1px solid var(--line)}
        .tbl\(kind) td,.tbl\(kind) th{border:0;padding:.15em 0;text-align:start;white-space:normal}
        .tbl\(kind) td{display:inline-block;margin-inline-end:var(--s4)}
        .tbl\(kind) td.pick{float:inline-start;width:auto;margin-inline-end:var(--s3)}
        .tbl\(kind) td:empty{display:none}
        .tbl\(kind) td>.row{display:inline-flex;gap:var(--s1) var(--s2)}
        .tbl\(kind) th{clear:both;font-size:var(--f1);font-weight:600;overflow-wrap:anywhere}
        .tbl\(kind) td[data-l]::before{content:attr(data-l) "　";color:var(--ink-3);font-size:var(--f-1)}
        .tbl\(kind) td.do{display:block}.tbl\(kind) td.do[data-l]::before{display:none}
        """
    }
}
