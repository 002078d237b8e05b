/// What says how things stand: badges, notes, confirmations, empty states, progress, timelines, steps.
///
/// Shape and words speak first; colour only helps, so that a black-and-white print reads the same.
enum StateStyle {
    static let css = #"""
        .badge{display:inline-flex;align-items:center;gap:.35em;padding:.05em .55em .05em .45em;border:1px solid currentColor;border-radius:var(--r1);font-family:var(--hei);font-size:var(--f-1);line-height:1.5;font-weight:500;white-space:nowrap;color:var(--ink-2)}
        .badge .i{width:.95em;height:.95em;stroke-width:2}
        .badge.open{color:var(--malachite);background:var(--malachite-wash)}
        .badge.held{color:var(--ochre);background:var(--ochre-wash)}
        .badge.later{color:var(--azurite);background:var(--azurite-wash)}
        .badge.unread{border-style:dashed}
        .badge.secret{color:var(--on-seal);background:var(--seal);border-color:var(--seal);border-radius:0;font-weight:600;letter-spacing:.15em;padding-inline-start:.6em}
        .badge.stop{color:var(--cinnabar);background:var(--cinnabar-wash)}
        .badge.plain{border-color:var(--line)}
        .note{display:flex;gap:var(--s3);padding:var(--s3) var(--s4);background:var(--sheet);border:1px solid var(--line);border-inline-start:4px solid var(--ink-3)}
        .note>.i{margin-top:.2em;width:1.25rem;height:1.25rem}
        .note>div{min-width:0;flex:1}
        .note h2,.note h3,.note strong{font-size:var(--f1);font-weight:600}
        .note.good{border-inline-start-color:var(--malachite)}.note.good>.i{color:var(--malachite)}
        .note.warn{border-inline-start-color:var(--ochre)}.note.warn>.i{color:var(--ochre)}
        .note.info{border-inline-start-color:var(--azurite)}.note.info>.i{color:var(--azurite)}
        .note.stop{border-inline-start-color:var(--cinnabar)}.note.stop>.i{color:var(--cinnabar)}
        .note .btn{margin-top:var(--s1)}
        .note li{margin-top:var(--s1)}
        .note li a,.note p>a:only-child:not(.btn){display:inline-block;padding:.1em 0}
        .note+.panes,.note+form,.note+.dl{margin-top:var(--s5)}
        .note dl+p{margin-top:var(--s3)}
        .note .acts{margin-top:var(--s3)}
        .toast{display:flex;flex-wrap:wrap;align-items:center;gap:var(--s1) var(--s4);padding:var(--s2) var(--s4);background:var(--ink);color:var(--on-ink);border-radius:var(--r2);margin-bottom:var(--s4)}
        .toast a,.toast .linklike{font-weight:600;text-decoration-color:currentColor;display:inline-flex;align-items:center;min-height:2rem}
        .toast :focus{outline-color:var(--on-ink)}
        .dialog{background:var(--sheet);border:1px solid var(--line-firm);border-radius:var(--r2);box-shadow:var(--lift);padding:var(--s5);max-width:40rem}
        .crumbs+.dialog{margin-top:var(--s3)}
        .dialog h1,.desk .dialog h1{font-size:var(--f3);margin-bottom:var(--s3)}
        .dialog>*+*{margin-top:var(--s3)}
        .dialog .acts{margin-top:var(--s5)}
        dialog.dialog{width:min(100% - 2rem,40rem);max-height:calc(100vh - 2rem);margin:auto;color:inherit;overflow:auto}
        dialog::backdrop{background:var(--veil)}
        .dialog.keys{width:min(100% - 2rem,56rem);max-width:none}
        .keys-sets{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:var(--s4) var(--s6)}
        .keys-sets h3{font-size:var(--f1)}
        .keylist.dl>div{grid-template-columns:5em minmax(0,1fr);gap:var(--s3);padding:.3em 0}
        kbd{display:inline-block;min-width:1.6em;padding:0 .4em;border:1px solid var(--line-firm);border-bottom-width:2px;border-radius:var(--r1);background:var(--sheet);color:var(--ink-2);font-family:var(--hei);font-size:var(--f-1);line-height:1.5;text-align:center}
        .void{padding:var(--s6) var(--s5);border:1px dashed var(--line-firm)}
        .void h2,.void h3{font-family:var(--song);font-size:var(--f3);margin-bottom:var(--s2)}
        .void :lang(en),.void:lang(en) h2{font-family:inherit}
        .void p{max-width:34em;color:var(--ink-2)}
        .void .row,.void .acts,.void .cmd{margin-top:var(--s4)}
        progress,meter{width:100%;height:.5rem;display:block;margin-top:var(--s2);border:0;-webkit-appearance:none;appearance:none;background:var(--sunk)}
        progress::-webkit-progress-bar{background:var(--sunk);box-shadow:inset 0 0 0 1px var(--line)}
        progress::-webkit-progress-value{background:var(--ink);transition:width var(--calm)}
        progress::-moz-progress-bar{background:var(--ink)}
        .line{border-inline-start:2px solid var(--line);padding-inline-start:var(--s4)}
        .line>li{position:relative;padding-bottom:var(--s4);font-size:var(--f0)}
        .line>li::before{content:"";position:absolute;left:calc(-1*var(--s4) - 6px);top:.5em;width:8px;height:8px;border-radius:50%;background:var(--paper);border:2px solid var(--ink-3)}
        .line>.now::before{background:var(--cinnabar);border-color:var(--cinnabar)}
        .line>.done::before{background:var(--ink-2);border-color:var(--ink-2)}
        .line time{color:var(--ink-3);font-size:var(--f-1);display:block}
        ins{text-decoration:none;background:var(--malachite-wash);color:var(--malachite);box-shadow:inset 0 -1px 0 currentColor}
        del{background:var(--cinnabar-wash);color:var(--cinnabar);text-decoration:line-through;text-decoration-thickness:1px}
        .flow{display:flex;flex-wrap:wrap;gap:var(--s1) 0;font-size:var(--f0)}
        .flow li{display:flex;align-items:center;gap:.4em;color:var(--ink-3)}
        .flow li+li::before{content:"";width:1.5rem;border-top:1px solid var(--line-firm);margin:0 .5em}
        .flow .done{color:var(--ink)}
        .flow [aria-current]{color:var(--ink);font-weight:600;text-decoration:underline;text-decoration-color:var(--cinnabar);text-decoration-thickness:3px;text-underline-offset:.4em}
        .more>summary{cursor:pointer;min-height:2.5rem;display:inline-flex;align-items:center;font-size:var(--f0);text-decoration:underline;text-decoration-color:var(--line-firm);text-underline-offset:.25em}
        .steps>li{padding:var(--s3) 0;border-bottom:1px solid var(--line)}
        .steps>li:first-child{border-top:1px solid var(--ink)}
        .steps h3{font-size:var(--f1)}
        .steps p{color:var(--ink-2);font-size:var(--f0);max-width:34em}

        """#
}
