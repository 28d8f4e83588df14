/** The look of all pages: readable at three in the morning, on a phone, on paper. Nothing in it is fetched from anywhere. */
export const style = `:root{color-scheme:light dark;--ink:#1c2024;--soft:#5b6570;--paper:#fff;--raised:#f4f6f8;--line:#d9dee3;--link:#0b5cad;
--critical:#b3261e;--warning:#8a5a00;--info:#2a5db0}
@media(prefers-color-scheme:dark){:root{--ink:#e4e8ec;--soft:#9aa5b1;--paper:#14171a;--raised:#1e2328;--line:#343b43;--link:#7db7f5;
--critical:#ff8a80;--warning:#f0b95a;--info:#8fb8f8}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0 auto;padding:1.25rem 1rem 4rem;max-width:52rem;font:1rem/1.6 system-ui,sans-serif;color:var(--ink);background:var(--paper);
overflow-wrap:break-word}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
h1{font-size:1.7rem;line-height:1.25;margin:1rem 0 .5rem;overflow-wrap:anywhere}
h2{font-size:1.2rem;line-height:1.3;margin:2rem 0 .5rem}
h3{font-size:1rem;margin:1.25rem 0 .25rem}
p,ul,ol{margin:.5rem 0}
ul,ol{padding-left:1.4rem}
li+li{margin-top:.25rem}
code,pre{font:.875rem/1.55 ui-monospace,monospace}
code{background:var(--raised);padding:.1em .3em;border-radius:4px;overflow-wrap:anywhere}
pre{margin:0;padding:.8rem 1rem;background:var(--raised);border:1px solid var(--line);border-radius:6px;white-space:pre-wrap;
overflow-wrap:anywhere;tab-size:2}
pre code{padding:0;background:none}
.code{position:relative;margin:.75rem 0}
.code button{position:absolute;top:.4rem;right:.4rem}
.code:has(button) pre{padding-right:5rem}
button,input{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:.35rem .7rem}
button{cursor:pointer;font-size:.8rem}
.table{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse}
th,td{text-align:left;vertical-align:top;padding:.35rem .8rem;border:1px solid var(--line);overflow-wrap:normal}
th{background:var(--raised)}
.right{text-align:right}.center{text-align:center}
blockquote{margin:.75rem 0;padding:.1rem 1rem;border-left:4px solid var(--line);color:var(--soft)}
hr{border:0;border-top:1px solid var(--line);margin:1.5rem 0}
.anchor{color:var(--soft);text-decoration:none;font-weight:400;opacity:0}
:hover>.anchor,.anchor:focus{opacity:1}
@media(hover:none){.anchor{opacity:.6}}
.bar{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;justify-content:space-between;font-size:.9rem}
.bar nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
.sections{font-size:.9rem;display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:1rem 0 0;padding:0 0 .75rem;border-bottom:1px solid var(--line)}
.chip{display:inline-block;padding:.05rem .6rem;border:1px solid currentcolor;border-radius:1rem;font-size:.85rem}
.critical{color:var(--critical)}.warning{color:var(--warning)}.info{color:var(--info)}
.soft,.count{color:var(--soft)}.count{font-weight:400}
form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:1rem 0}
input{flex:1 1 14rem;min-width:0;padding:.55rem .8rem}
form button{font-size:1rem;padding:.55rem .9rem}
output{flex-basis:100%;font-size:.9rem;color:var(--soft)}
.alerts{list-style:none;padding:0;margin:0}
.alerts li{padding:.45rem 0;border-bottom:1px solid var(--line);margin:0}
.alerts a{font-weight:600;overflow-wrap:anywhere}
.alerts span{display:block;color:var(--soft);font-size:.95rem}
[hidden]{display:none!important}
@media print{.bar,.sections,.anchor,form,.code button{display:none}body{max-width:none;padding:0}.code:has(button) pre{padding-right:1rem}}`;
