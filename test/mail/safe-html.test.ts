/** The HTML of hostile mails: whatever it holds, nothing of it can act, and its words are still read. */
import { parse } from "node-html-parser";
import { describe, expect, test } from "vitest";
import { safeHtml } from "../../shared/mail/safe-html.ts";

const pixel = new Uint8Array([1, 2, 3]);
const pictures = new Map([
  ["logo@mission", { type: "image/png", content: pixel }],
  ["page", { type: "text/html", content: pixel }],
]);
const shown = (html: string) => safeHtml(html, { pictures, lang: "es" });
const bodyOf = (html: string) => /<body>([\s\S]*)<\/body>/.exec(shown(html).html)?.[1] ?? "";

const hostile: [name: string, html: string][] = [
  ["a script", "<script>alert(1)</script>Palabras"],
  ["a script within a script", "<scr<script>ipt>alert(1)</scr</script>ipt>Palabras"],
  ["a handler", '<p onclick="alert(1)" onmouseover=alert(1)>Palabras</p>'],
  ["a handler of a broken picture", '<img src=x onerror="alert(1)">Palabras'],
  ["a slash for a space", "<img/src=x/onerror=alert(1)>Palabras"],
  ["a script's address", '<a href="javascript:alert(1)">Palabras</a>'],
  ["a script's address in disguise", '<a href=" java\tscript&#58;alert(1)">Palabras</a>'],
  ["an address of data", '<a href="data:text/html,<script>alert(1)</script>">Palabras</a>'],
  ["a tracking pixel", '<img src="https://spy.example/p.gif?u=1" width="1" height="1">Palabras'],
  ["a picture of several sizes", '<img srcset="https://spy.example/1 1x" src="">Palabras'],
  ["a background", '<table background="https://spy.example/b.png"><tr><td>Palabras</td></tr></table>'],
  ["a background in a style", '<p style="background:url(https://spy.example/b.png)">Palabras</p>'],
  ["a style that imports", "<style>@import 'https://spy.example/a.css';</style>Palabras"],
  ["an escaped url", '<p style="background-color:u\\72l(https://spy.example)">Palabras</p>'],
  ["an image set", "<p style=\"border-color:image-set('https://spy.example/a')\">Palabras</p>"],
  ["an expression", '<p style="width:expression(alert(1))">Palabras</p>'],
  ["a style that covers the page", '<div style="position:fixed;top:0;left:0;z-index:9">Palabras</div>'],
  ["a style sheet", '<link rel="stylesheet" href="https://spy.example/a.css">Palabras'],
  ["a look-up ahead", '<link rel="dns-prefetch" href="//spy.example">Palabras'],
  ["a form", '<form action="https://spy.example"><input name="p"><button>Go</button></form>Palabras'],
  ["a form's borrowed button", '<button formaction="https://spy.example">Go</button>Palabras'],
  ["a refresh", '<meta http-equiv="refresh" content="0;url=https://spy.example">Palabras'],
  ["a base", '<base href="https://spy.example/">Palabras'],
  ["a frame", '<iframe src="https://spy.example"></iframe>Palabras'],
  ["a frame's own document", '<iframe srcdoc="<script>alert(1)</script>"></iframe>Palabras'],
  [
    "an object",
    '<object data="https://spy.example/a.swf"><embed src="https://spy.example"></object>Palabras',
  ],
  ["a drawing with a script", "<svg><script>alert(1)</script><a href='javascript:1'>x</a></svg>Palabras"],
  ["mathematics that break out", "<math><mtext><style><img src=x onerror=alert(1)></style></math>Palabras"],
  ["a drawing left open in a table", "<p>Palabras</p><table><svg><style><img src=x onerror=alert(1)>"],
  ["a template", "<template><img src=x onerror=alert(1)></template>Palabras"],
  [
    "words that are no script",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>Palabras",
  ],
  ["a comment that ends early", "<!--><img src=x onerror=alert(1)>-->Palabras"],
  ["a conditional comment", "<!--[if mso]><img src='https://spy.example'><![endif]-->Palabras"],
  ["a quote that never ends", 'Palabras <p title="x><img src=https://spy.example>'],
  ["a film", '<video poster="https://spy.example/a" src="https://spy.example/b"></video>Palabras'],
  ["a drawing as a picture", '<img src="data:image/svg+xml,<svg onload=alert(1)>">Palabras'],
  ["a page as a picture of its own", '<img src="cid:page">Palabras'],
  ["a picture of another frame", '<img src="//spy.example/x">Palabras'],
  ["a text of the wrong kind", "<plaintext></p>"],
  [
    "a link that opens elsewhere",
    '<a href="https://ok.example" target="_top" ping="https://spy.example">Palabras</a>',
  ],
];

describe("what a hostile mail brings along", () => {
  test.each(hostile)("%s does nothing", (name, html) => {
    const root = parse(shown(html).html, { comment: true, blockTextElements: {} }).querySelector("body");
    for (const element of root?.querySelectorAll("*") ?? []) {
      const tag = element.rawTagName.toLowerCase();
      expect(tag, name).toMatch(/^(?:p|div|span|table|tr|td|img|small)$/);
      for (const [attribute, value] of Object.entries(element.attributes)) {
        expect(attribute, name).toMatch(/^(?:src|alt|style|width)$/);
        expect(value, name).not.toMatch(/url|expression|image-set|position|\\|https?:|script/i);
        if (attribute === "src") expect(value).toMatch(/^data:image\/png;base64,/);
      }
    }
    if (html.includes("Palabras")) expect(root?.text, name).toContain("Palabras");
  });
});

describe("what is kept", () => {
  test.each([
    ["the shape of the text", "<h2>Uno</h2><ul><li>a<li>b</ul>", "<h2>Uno</h2><ul><li>a</li><li>b</li></ul>"],
    [
      "a table",
      '<table><tr><td colspan="2">x</td></tr></table>',
      '<table><tr><td colspan="2">x</td></tr></table>',
    ],
    ["colours", '<p style="color: rgb(1, 2, 3); top:0">x</p>', '<p style="color:rgb(1, 2, 3)">x</p>'],
    ["what Word calls a paragraph", "<o:p>x</o:p>", "x"],
    ["an old colour", '<font color="#ff0000" face="Arial">x</font>', '<span style="color:#ff0000">x</span>'],
    ["signs of the text", "1 < 2 &amp; 3", "1 &lt; 2 &amp; 3"],
    [
      "where a link leads, to be read",
      '<a href="https://a.example/x">here</a>',
      "<span>here <small>&lt;https://a.example/x&gt;</small></span>",
    ],
    [
      "the mail's own picture",
      '<img src="cid:logo@mission" alt="Logo">',
      '<img src="data:image/png;base64,AQID" alt="Logo">',
    ],
    ["the words for a picture left out", '<img src="https://a.example/x" alt="Mapa">', "<span>[Mapa]</span>"],
  ])("%s", (_, html, expected) => {
    expect(bodyOf(html)).toBe(expected);
  });

  test("what is left out is counted", () => {
    const html = '<img src="https://a/1"><img src="https://a/2"><script>1</script><form></form>';
    expect(shown(html)).toMatchObject({ pictures: 2, active: 2 });
  });

  test("however deep or long, it stays bounded and well formed", () => {
    const deep = shown(`${"<div>".repeat(50_000)}Fondo`).html;
    expect(deep).toContain("Fondo");
    expect(deep.match(/<div>/g)).toHaveLength(200);
    expect(deep.match(/<\/div>/g)).toHaveLength(200);
    const large = `<img src="data:image/png;base64,${"A".repeat(400_000)}">`;
    expect(shown(large)).toMatchObject({ pictures: 1 });
  });
});
