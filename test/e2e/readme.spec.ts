import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { build } from "vite";

/**
 * The Markdown of READMEs against hostile input, in the browser that shows it: the sanitiser needs a real DOM, and what
 * counts is what a browser makes of its answer.
 */

const ENTRY = join(import.meta.dirname, "../../renderer/features/catalog/detail/markdown.ts");

let bundle = "";

test.beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, minify: false, lib: { entry: ENTRY, formats: ["iife"], name: "readmes" } },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    "output" in one ? one.output : [],
  );
  bundle = outputs.find((one) => one.type === "chunk")?.code ?? "";
});

const HOSTILE = [
  "<script>alert(1)</script>",
  "<SCRIPT SRC=http://127.0.0.1:9/x.js></SCRIPT>",
  "<img src=x onerror=alert(1)>",
  "<img src='http://127.0.0.1:9/x.png' alt='words'>",
  "![words](http://127.0.0.1:9/x.png)",
  "![x](x 'y\" onerror=\"alert(1)')",
  "<svg onload=alert(1)><animate onbegin=alert(1)></svg>",
  "<svg><script>alert(1)</script></svg>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
  "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
  "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
  "<object data='javascript:alert(1)'></object><embed src='javascript:alert(1)'>",
  "<a href='javascript:alert(1)'>x</a>",
  "[x](javascript:alert(1))",
  "[x](  JaVaScRiPt:alert(1))",
  "[x](java&#115;cript:alert(1))",
  "[x](java&Tab;script:alert(1))",
  "<a href='&#x6A;avascript:alert(1)'>x</a>",
  "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
  "[x](vbscript:alert(1)) [y](file:///etc/passwd) [z](#/settings) [w](/api/session)",
  "<a href='https://example.org' target=_self onclick=alert(1) style='position:fixed;inset:0' ping='http://127.0.0.1:9/'>x</a>",
  "<div style='background:url(http://127.0.0.1:9/x)'>x</div>",
  "<style>*{display:none}</style><link rel=stylesheet href='http://127.0.0.1:9/x.css'>",
  "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'><base href='http://127.0.0.1:9/'>",
  "<form action='http://127.0.0.1:9/'><input name=password><button formaction='javascript:alert(1)'>x</button></form>",
  "<video src='http://127.0.0.1:9/x' poster='http://127.0.0.1:9/y' onerror=alert(1)></video><audio src=x>",
  "<details open ontoggle=alert(1)><summary>x</summary>y</details>",
  "<b id=root name=body class=mantine-Modal data-autofocus tabindex=1 contenteditable>x</b>",
  "<template><img src=x onerror=alert(1)></template><noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
  "<custom-element onclick=alert(1)>x</custom-element>",
  '`</code><img src=x onerror=alert(1)>`\n\n```"><script>alert(1)</script>\nx\n```',
  "| a |\n| - |\n| <img src=x onerror=alert(1)> |",
  "# <img src=x onerror=alert(1)> heading",
  "- [x] <input type=checkbox onclick=alert(1)>",
  "<!--><img src=x onerror=alert(1)>-->",
  "<x:script xmlns:x='urn:x'>alert(1)</x:script>",
];

test("of hostile Markdown only text is left", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("dialog", (dialog) => {
    asked.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.addScriptTag({ content: bundle });
  for (const source of HOSTILE) {
    const left = await page.evaluate((markdown) => {
      const { renderMarkdown } = (
        globalThis as unknown as {
          readmes: { renderMarkdown: (text: string, level: number) => DocumentFragment };
        }
      ).readmes;
      document.body.replaceChildren(renderMarkdown(markdown, 2));
      return [...document.body.querySelectorAll("*")].map((element) => ({
        tag: element.tagName.toLowerCase(),
        attributes: [...element.attributes].map(({ name, value }) => [name, value] as const),
      }));
    }, source);
    for (const { tag, attributes } of left) {
      expect(tag, source).toMatch(
        /^(?:p|a|b|code|pre|div|span|details|summary|h[3-6]|ul|li|table|thead|tbody|tr|th|td)$/u,
      );
      for (const [name, value] of attributes) {
        expect(name, source).toMatch(/^(?:href|target|rel|data-picture|open|align)$/u);
        if (name === "href") expect(value, source).toMatch(/^https:\/\/example\.org\/$/u);
      }
    }
  }
  // What would be fetched or run has had its time.
  await page.waitForTimeout(300);
  expect(asked).toEqual([]);
});

test("honest Markdown is shown as it was meant", async ({ page }) => {
  await page.addScriptTag({ content: bundle });
  const html = await page.evaluate(() => {
    const { renderMarkdown } = (
      globalThis as unknown as {
        readmes: { renderMarkdown: (text: string, level: number) => DocumentFragment };
      }
    ).readmes;
    const source =
      "# Title\n\nA **bold** [link](https://example.org/a), <kbd>Ctrl</kbd>, ~~old~~ and `code`.\n\n### Deep\n\n- [x] done\n- [ ] open\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```sh\nnpm start\n```\n\n![a chart](chart.png) ![](badge.svg)\n";
    document.body.replaceChildren(renderMarkdown(source, 2));
    return document.body.innerHTML.replace(/\s*\n\s*/gu, "");
  });
  expect(html).toContain("<h3>Title</h3>");
  expect(html).toContain(
    'A <strong>bold</strong> <a href="https://example.org/a" target="_blank" rel="noopener noreferrer">link</a>',
  );
  expect(html).toContain("<kbd>Ctrl</kbd>, <del>old</del> and <code>code</code>");
  expect(html).toContain("<h4>Deep</h4>");
  expect(html).toContain("☑ done");
  expect(html).toContain("☐ open");
  expect(html).toContain("<td>1</td>");
  expect(html).toContain("<pre><code>npm start");
  expect(html).toContain('<span data-picture="">a chart</span>');
  expect(html).not.toContain("<img");
});
