/** The one stylesheet: tokens first (light, dark, print), then few plain components. Served at a path with its hash. */
import { createHash } from "node:crypto";

export const style = `
:root{color-scheme:light dark;
--paper:#fff;--ground:#f5f6f4;--ink:#1c2321;--soft:#55605c;--line:#cfd6d2;--field:#6f7b76;
--brand:#0f5a52;--brand-ink:#fff;--link:#0b5f8a;--focus:#a34700;
--good:#1d6433;--good-ground:#e7f3e9;--warn:#7a4a00;--warn-ground:#fdf1dc;--bad:#a3201d;--bad-ground:#fdeceb;--note-ground:#e8f1f4;
--step:1rem;--radius:6px;--measure:44rem}
@media (prefers-color-scheme:dark){:root{
--paper:#151a19;--ground:#1e2523;--ink:#e9eeeb;--soft:#aab6b1;--line:#3a4542;--field:#8a9691;
--brand:#7fd0c3;--brand-ink:#0b201d;--link:#86c7ee;--focus:#ffb36b;
--good:#8fd6a2;--good-ground:#16301e;--warn:#f2c078;--warn-ground:#33270f;--bad:#ff9d97;--bad-ground:#3a1917;--note-ground:#152a33}}
*{box-sizing:border-box}
html{font:100%/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);overflow-wrap:break-word}
a{color:var(--link);text-underline-offset:.15em}
a:hover{text-decoration-thickness:.12em}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:2px}
h1,h2,h3{line-height:1.2;margin:1.6em 0 .5em;text-wrap:balance;hyphens:auto}
h1{font-size:clamp(1.4rem,1.2rem + 1.6vw,2.3rem);margin-top:.6em}
h2{font-size:1.3rem}h3{font-size:1.05rem}
p,ul,ol,dl,table,form,pre,figure{margin:0 0 var(--step)}
main p,main li{max-width:var(--measure)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-99rem}.skip:focus{left:.5rem;top:.5rem;background:var(--paper);padding:.5rem;z-index:1}
.wrap{max-width:68rem;margin:0 auto;padding:0 1rem}
header.site{border-bottom:1px solid var(--line);background:var(--ground)}
header.site .wrap{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:center;padding-top:.75rem;padding-bottom:.75rem}
.home{display:flex;gap:.6rem;align-items:center;color:var(--ink);text-decoration:none;font-weight:650;line-height:1.25;flex:1 1 16rem}
.mark{color:var(--brand);flex:none}
nav ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.1rem .25rem}
nav a{display:inline-block;padding:.35rem .5rem;text-decoration:none;border-radius:var(--radius)}
nav a:hover{text-decoration:underline}
nav a[aria-current]{color:var(--ink);font-weight:650;box-shadow:inset 0 -3px var(--brand);border-radius:0}
.main-nav{border-bottom:1px solid var(--line)}
.main-nav .wrap{padding-top:.2rem;padding-bottom:.2rem}.main-nav ul{margin:0 -.5rem}
main{display:block;padding-bottom:3rem;min-height:60vh}
footer.site{border-top:1px solid var(--line);background:var(--ground);color:var(--soft);font-size:.92rem}
footer.site .wrap{padding-top:1.25rem;padding-bottom:1.25rem}
.lead{font-size:1.15rem;color:var(--soft)}
.soft,small{color:var(--soft);font-size:.92rem}
.num{font-variant-numeric:tabular-nums;white-space:nowrap}
.cards{list-style:none;padding:0;display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr))}
.card{border:1px solid var(--line);border-radius:var(--radius);padding:1rem;background:var(--paper)}
.queue{list-style:none;padding:0;display:grid;gap:.75rem}
.queue .card{display:grid;grid-template-columns:auto minmax(0,1fr);gap:.25rem .75rem;max-width:none;padding:.75rem 1rem}.queue p{margin:0;max-width:none}.queue .subject{font-weight:600}.tick{padding:0}
.two{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));align-items:start}.two fieldset{margin:0;min-width:0}.two .field{margin:0}
.framed{width:100%;height:30rem;border:1px solid var(--line);border-radius:var(--radius);background:#fff}
.history{padding-left:1.2rem}
.card>:first-child{margin-top:0}.card>:last-child{margin-bottom:0}
.facts{display:grid;grid-template-columns:minmax(8rem,14rem) minmax(0,1fr);gap:.35rem 1.25rem}
.facts dt{color:var(--soft)}.facts dd{margin:0;max-width:var(--measure)}
@media (max-width:34rem){.facts{grid-template-columns:minmax(0,1fr);gap:0}.facts dd{margin-bottom:.6rem}}
.card .facts{grid-template-columns:minmax(0,1fr);gap:0}.card .facts dd{margin-bottom:.5rem}
.road{list-style:none;padding:0;margin-left:.4rem;border-left:3px solid var(--line)}
.road li{position:relative;padding:0 0 1.1rem 1.3rem}
.road li::before{content:"";position:absolute;left:-.58rem;top:.35rem;width:.75rem;height:.75rem;border-radius:50%;background:var(--paper);border:3px solid var(--brand)}
.road li.past::before{border-color:var(--field)}
.road strong{display:block}
.table{overflow-x:auto;margin-bottom:var(--step)}
table{border-collapse:collapse;width:100%;margin:0}
caption{text-align:left;font-weight:650;padding:.3rem 0}
th,td{text-align:left;vertical-align:top;padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--line)}
th{font-weight:600}thead th{color:var(--soft);font-size:.92rem}
td.num{text-align:right}td form{margin:0}
td button{min-height:2.25rem;padding:.2rem .7rem;font-weight:500}
.tag{display:inline-block;border:1px solid currentColor;border-radius:.8rem;padding:0 .55rem;margin:.1rem 0;font-size:.86rem;color:var(--soft)}
.tag.good{color:var(--good)}.tag.warn{color:var(--warn)}.tag.bad{color:var(--bad)}
.box{border-left:4px solid var(--link);background:var(--note-ground);padding:.75rem 1rem;border-radius:0 var(--radius) var(--radius) 0;margin:0 0 var(--step);max-width:var(--measure)}
.box>:last-child{margin-bottom:0}.box>:first-child{margin-top:0}
.box.good{border-color:var(--good);background:var(--good-ground)}
.box.warn{border-color:var(--warn);background:var(--warn-ground)}
.box.bad{border-color:var(--bad);background:var(--bad-ground)}
.field{margin:0 0 1.1rem;max-width:var(--measure)}
.field label,legend{display:block;font-weight:600}
.hint{display:block;color:var(--soft);font-size:.92rem}
input,select,textarea,button{font:inherit;color:inherit}
input:not([type=checkbox],[type=radio],[type=hidden]),select,textarea{width:100%;max-width:var(--measure);padding:.5rem .6rem;border:1px solid var(--field);border-radius:var(--radius);background:var(--paper);min-height:2.75rem}
input[type=date],input[type=datetime-local],input[type=number]{max-width:16rem}
textarea{min-height:7rem;resize:vertical}
fieldset{border:1px solid var(--line);border-radius:var(--radius);margin:0 0 1.1rem;padding:.75rem 1rem;max-width:calc(var(--measure) + 2rem)}
.many{columns:15rem}.many legend,.many .hint{column-span:all}.many .choice{break-inside:avoid}
.choice{display:flex;gap:.6rem;align-items:flex-start;padding:.25rem 0}
.choice input{width:1.35rem;height:1.35rem;margin:.1rem 0 0;flex:none;accent-color:var(--brand)}
button,.button{display:inline-block;min-height:2.75rem;padding:.5rem 1rem;border:1px solid var(--brand);border-radius:var(--radius);background:var(--brand);color:var(--brand-ink);font-weight:600;cursor:pointer;text-decoration:none}
button:hover,.button:hover{filter:brightness(1.1)}
button.plain,.button.plain{background:transparent;color:var(--brand)}
button.danger{background:transparent;border-color:var(--bad);color:var(--bad)}
.picture{display:block;max-width:100%;height:auto;margin:0 0 var(--step)}.picture text{fill:var(--soft);font-size:12px}.picture .letter{text-anchor:middle;fill:var(--brand-ink);font-weight:700}.picture .held{fill:var(--brand)}.picture .open{fill:var(--paper);stroke:var(--field);stroke-width:2;stroke-dasharray:4 3}.picture .none{stroke:var(--line);stroke-width:3}.picture .gone{stroke:var(--brand);stroke-width:3}
[data-candidate][draggable=true]{cursor:grab}.over{outline:3px solid var(--focus)}
.uploads{list-style:none;padding:0}.uploads:empty{display:none}progress{width:12rem;max-width:100%;accent-color:var(--brand)}
.row{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center;margin:0 0 var(--step)}
.row form{margin:0}
.mail{border:1px solid var(--line);border-radius:var(--radius);background:var(--paper);max-width:48rem;margin:0 0 var(--step)}
.mail dl{margin:0;padding:.75rem 1rem;border-bottom:1px solid var(--line);background:var(--ground)}
.mail pre{padding:1rem;margin:0}
pre{white-space:pre-wrap;font:inherit;overflow-wrap:anywhere}
.quote{border-left:3px solid var(--line);padding-left:1rem;max-width:var(--measure)}
details{margin:0 0 var(--step)}summary{cursor:pointer;font-weight:600;padding:.3rem 0}
.sending{background:var(--warn-ground);color:var(--warn);border-bottom:1px solid var(--line)}
.sending .wrap{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;padding-top:.4rem;padding-bottom:.4rem}
.sending form{margin:0}.sending.live{background:var(--good-ground);color:var(--good)}
.sending button{min-height:2.25rem;padding:.2rem .8rem}
@media print{:root{--paper:#fff;--ground:#fff;--ink:#000;--soft:#333;--line:#999;--brand:#000}
nav,.skip,button,.sending,.no-print{display:none!important}a{color:inherit}.table{overflow:visible}main{min-height:0}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
`.replace(/\n/g, "");

const hash = createHash("sha256").update(style).digest("hex").slice(0, 12);
export const stylePath = `/style.${hash}.css`;
