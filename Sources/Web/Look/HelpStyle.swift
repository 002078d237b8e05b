/// Pages of help: for reading, with numbered steps and pictures.
enum HelpStyle {
    static let css = #"""
        .helping{display:grid;grid-template-columns:minmax(0,1fr);gap:var(--s6);padding-top:var(--s6);padding-bottom:var(--s7)}
        .help{max-width:46rem;line-height:var(--read);overflow-wrap:anywhere}
        .help h1{font-family:var(--song);font-size:var(--f5);margin-bottom:var(--s4)}
        .help h2{font-size:var(--f3);margin:var(--s6) 0 var(--s3);padding-top:var(--s3);border-top:1px solid var(--line)}
        .help h3{font-size:var(--f1);margin:var(--s5) 0 var(--s2)}
        .help p+p,.help ul+p,.help ol+p,.help pre+p,.help p+ul,.help p+ol,.help blockquote+*{margin-top:var(--s3)}
        .help ol{list-style:decimal;padding-inline-start:1.8em}
        .help ul{list-style:disc;padding-inline-start:1.4em}
        .help li+li{margin-top:var(--s2)}
        .help img{height:auto;margin:var(--s4) 0;border:1px solid var(--line-firm);background:var(--sunk)}
        .help pre{margin:var(--s3) 0;padding:var(--s3) var(--s4);background:var(--sheet);border:1px solid var(--line);font-family:var(--code);font-size:var(--f0);white-space:pre-wrap}
        .help blockquote{margin:var(--s4) 0;padding:var(--s3) var(--s4);border-inline-start:3px solid var(--cinnabar);background:var(--sheet)}
        .helping nav h2{font-size:var(--f1)}
        .helping nav a{display:block;padding:.45em 0;border-bottom:1px solid var(--line);text-decoration:none}
        .helping nav a:hover{text-decoration:underline}
        .helping nav [aria-current]{font-weight:600;box-shadow:inset 3px 0 0 var(--cinnabar);padding-inline-start:.75em}
        @media print{.help img{max-width:12cm}.help h2{break-after:avoid}}

        """#
}
