import DOMPurify from "dompurify";
import { Marked, type Tokens } from "marked";
import { headingLevel, readmeLink } from "./readme-rules.ts";

/**
 * READMEs as safe HTML: a README is a stranger's text. Only what text needs is let through; pictures are their words
 * (a remote one would tell its host who reads), links leave by a new window and only to the web or a mailbox.
 */

const TAGS =
  "a abbr b blockquote br cite code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var".split(
    " ",
  );
const ATTRIBUTES = ["href", "alt", "colspan", "rowspan", "start", "align"];

const marked = new Marked({
  gfm: true,
  renderer: {
    checkbox: ({ checked }: Tokens.Checkbox): string => (checked ? "☑ " : "☐ "),
  },
});

const purifier = DOMPurify(window);

purifier.addHook("afterSanitizeAttributes", (node) => {
  if (node.tagName === "A") {
    const address = readmeLink(node.getAttribute("href"));
    if (address === null) node.removeAttribute("href");
    else {
      node.setAttribute("href", address);
      node.setAttribute("target", "_blank");
      node.setAttribute("rel", "noopener noreferrer");
    }
  }
});

/**
 * A README as a fragment of the page; what is dangerous or remote is left out. `level` is that of the heading above
 * it: its own begin one below, and skip none.
 */
export function renderMarkdown(source: string, level: number): DocumentFragment {
  const html = marked.parse(source, { async: false });
  const fragment = purifier.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const image of fragment.querySelectorAll("img")) {
    const words = document.createElement("span");
    words.dataset["picture"] = "";
    words.textContent = image.getAttribute("alt")?.trim() ?? "";
    if (words.textContent === "") image.remove();
    else image.replaceWith(words);
  }
  let last = level;
  for (const heading of fragment.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    last = headingLevel(Number(heading.tagName.slice(1)), level, last);
    const moved = document.createElement(`h${last}`);
    moved.append(...heading.childNodes);
    heading.replaceWith(moved);
  }
  return fragment;
}
