/// Buttons, fields and what they say when something is wrong. The main button is ink, never cinnabar.
enum FormStyle {
    static let css = #"""
        .btn{display:inline-flex;align-items:center;justify-content:center;gap:.45em;min-height:var(--target);padding:.35em 1.1em;border:1px solid var(--line-firm);border-radius:var(--r2);background:var(--sheet);color:var(--ink);font:inherit;line-height:1.3;text-decoration:none;cursor:pointer;transition:background var(--quick),border-color var(--quick)}
        .btn:hover{background:var(--sunk);border-color:var(--ink-2)}
        .btn.first{background:var(--ink);border-color:var(--ink);color:var(--on-ink);font-weight:600}
        .btn.first:hover{background:var(--ink-2)}
        .btn.grave{border-color:var(--cinnabar);color:var(--cinnabar);background:transparent}
        .btn.grave:hover{background:var(--cinnabar-wash)}
        .btn.bare{border-color:transparent;background:transparent;padding-inline-start:.6em;padding-inline-end:.6em}
        .btn.icon{width:var(--target);padding:0}
        .btn[aria-current]{background:var(--sunk);border-color:var(--ink-2);box-shadow:inset 0 -2px 0 var(--ink)}
        .btn[disabled],.btn[aria-disabled="true"]{color:var(--ink-3);background:var(--sunk);border-style:dashed;cursor:not-allowed}
        .group{display:inline-flex}
        .group .btn+.btn{margin-inline-start:-1px;border-top-left-radius:0;border-bottom-left-radius:0}
        .group .btn:not(:last-child){border-top-right-radius:0;border-bottom-right-radius:0}
        .linklike{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;text-decoration:underline;text-decoration-color:var(--line-firm);text-underline-offset:.25em;min-height:2rem}
        .linklike:hover{text-decoration-color:var(--cinnabar);text-decoration-thickness:2px}
        input,select,textarea{font:inherit;color:var(--ink)}
        .in{width:100%;min-height:var(--target);padding:.4em .7em;background:var(--sheet);border:1px solid var(--line-firm);border-radius:var(--r2)}
        textarea.in{line-height:1.7;resize:vertical}
        .in:focus{border-color:var(--ink)}
        .in[readonly]{background:var(--sunk);border-style:dashed}
        .in[aria-invalid="true"]{border:2px solid var(--cinnabar)}
        .in::placeholder{color:var(--ink-3);opacity:1}
        .in[type="file"]{padding:.35em;line-height:1.9}
        .in::file-selector-button{font:inherit;margin-inline-end:.8em;padding:.2em .8em;border:1px solid var(--line-firm);border-radius:var(--r2);background:var(--paper);color:var(--ink);cursor:pointer}
        .field{display:block}
        .field+.field,.field+fieldset,fieldset+.field{margin-top:var(--s4)}
        .field label,.label{display:block;font-weight:600;margin-bottom:var(--s1)}
        .need{color:var(--ink-3);font-weight:400;font-size:var(--f-1);margin-inline-start:.5em}
        .help{font-size:var(--f-1);color:var(--ink-3);margin-top:var(--s1)}
        .err,.warned{display:flex;gap:.45em;margin-top:var(--s1);font-size:var(--f0);color:var(--cinnabar)}
        .warned{color:var(--ochre)}
        .err .i,.warned .i{margin-top:.2em}
        .tick{display:flex;align-items:flex-start;gap:.6em;padding:.35em 0;min-height:2rem;cursor:pointer}
        .tick input{width:1.15rem;height:1.15rem;margin:.2em 0 0;flex:none;accent-color:var(--ink)}
        .ticks{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,8.5rem),1fr));gap:0 var(--s3)}
        .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,12rem),1fr));gap:var(--s4)}
        .pair .field+.field{margin-top:0}
        .form{max-width:44rem}.form>h2{margin-bottom:var(--s3)}.scroll+.acts{margin-top:var(--s4)}fieldset+.note{margin-top:var(--s4)}
        p+.form,.note+p.row,.chips+p,.help+.card{margin-top:var(--s4)}
        .form fieldset+fieldset{margin-top:var(--s5)}
        .form fieldset>.row{margin:var(--s2) 0}
        .form .acts{margin-top:var(--s5)}
        .acts{display:flex;flex-wrap:wrap;gap:var(--s3);align-items:center}
        .seek{display:flex;background:var(--sheet);border:2px solid var(--ink);border-radius:var(--r2)}
        .seek .in{border:0;background:transparent;min-height:3rem;min-width:0;font-size:var(--f2)}
        .seek .btn{border:0;border-radius:0;min-height:3rem;flex:none}
        .seek:focus-within{outline:3px solid var(--azurite);outline-offset:2px}
        .seek .in:focus{outline:none}

        """#
}
