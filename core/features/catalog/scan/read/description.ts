/** Characters of a description. */
const LONGEST = 300;
/** Text in which a paragraph is looked for; what says something stands at the beginning. */
const LOOKED_AT = 12_000;
/** Characters of one paragraph that are looked at. */
const PARAGRAPH = 2000;

/** Headings below which nothing describes the project: how to build and run it, what it prints, its licence. */
const OTHER_MATTERS =
  /^(?:\W|\d|[a-z]\.)*(?:how to |to |let'?s )?(?:build|building|run|running|install|installation|installing|usage|use|getting started|quick ?start|set ?up|prerequisites?|requirements?|pre-?reqs?|dependencies|results?|outputs?|tests?|testing|deploy\w*|licen[cs]e|contribut\w*|authors?|credits|acknowledge?ments?|table of contents|contents|toc|index|changelog|change log|todo|to ?do|references?|links?|resources|screenshots?|configuration|config|compile|compiling|execute|start|commands?|docker|stack|tech(?:nology|nologies)?(?: stack)?|issues?|support|community|badges?|sponsors?|related|see also|further reading|reference documentation|guides?|additional links|como (?:rodar|usar|executar)|instala[cç][aã]o|requisitos|execu[cç][aã]o|licen[cç]a|pr[eé]-requisitos)\b/i;

/** Words at the beginning of a line that is a command and no sentence. */
const COMMAND =
  /^(?:[$>#%]\s+|\.{1,2}\/|(?:sudo|mvn|mvnw|gradle|gradlew|npm|npx|yarn|pnpm|bun|node|deno|java|javac|jar|kotlinc|sbt|scala|cargo|rustc|rustup|go|python3?|pip3?|pipenv|poetry|uv|conda|docker|docker-compose|podman|kubectl|helm|minikube|terraform|aws|gcloud|az|git|curl|wget|http|cd|ls|cat|mkdir|cp|mv|rm|export|source|bash|sh|zsh|make|cmake|gcc|g\+\+|dotnet|bundle|gem|rails|rake|php|composer|artisan|mix|iex|flutter|dart|swift|brew|apt|apt-get|yum|dnf|apk|choco|sdk|jbang|quarkus|mn|ng|vue|rake|ant|bazel|buck|lein|clj|stack|cabal|psql|mysql|mongo|mongosh|redis-cli|kafka-\S+|chmod|echo|set|call|ab|wrk|hey|k6|open|start|stop|run|telnet|nc|ssh|scp|jmeter|siege|httpie|jshell|native-image)\s+(?:[-./~\w$"'{<@:*=\\]))/;
const LABEL =
  /^(?:build|run|running|test|tests|install|usage|compile|start|exec(?:ute)?|clean|package|deploy|command|to (?:build|run|test|start|compile|install)|how to (?:build|run|use|test)|rodar|executar|testar)\s*(?:it|this|the (?:app|application|project|tests?))?\s*(?:with|by|using)?\s*[:=-]?\s*/i;
/** Sentences that say how to build or run, or that the text was made by a tool. */
const INSTRUCTION =
  /^(?:to (?:build|run|start|test|compile|install|execute|use|deploy|launch|create)\b|(?:you can )?(?:build|run|start|execute|compile|install|launch|open|click|go to|download|clone|copy|import|add the following|make sure|ensure|first,? |then,? |navigate|access|check|visit|type|see)\b.{0,160}$|this (?:project|application|app|package) (?:was|is|has been) (?:generated|created|bootstrapped|built|scaffolded) (?:with|by|using|from)\b|the (?:application|project|app|service) (?:can|is) (?:be )?(?:packaged|built|run|started|available|now)|(?:but|so|and|then|now|also|because|ps|p\.s\.)\b|this project uses quarkus, the supersonic|for further reference|the following (?:guides|was discovered|dependencies)|table of contents|copyright\b|\(c\)|©|licensed under|released under|work in progress|wip\b|todo\b|tbd\b|coming soon|default (?:user|login|password)|please\b.{0,120}$|if you (?:want|need|like|have)\b|note:|warning:|rode |execute |para (?:rodar|executar|compilar))/i;

/**
 * The first paragraph of a README that says what the project is, as plain text of at most 300 characters, or null: badges,
 * headings, contents, pictures, HTML, code, commands and instructions are passed over.
 */
export function describe(readme: string, name: string): string | null {
  for (const block of blocksOf(readme.slice(0, LOOKED_AT))) {
    const text = withoutLeadIn(plain(block.slice(0, PARAGRAPH)));
    if (says(text, block.slice(0, PARAGRAPH), name)) return shorten(text);
  }
  return null;
}

/** "What it does. It has:" is a sentence and the announcement of a list that is not there. */
function withoutLeadIn(text: string): string {
  if (!/[:：]$/.test(text)) return text;
  const end = Math.max(text.lastIndexOf(". "), text.lastIndexOf("! "), text.lastIndexOf("? "));
  return end === -1 ? text : text.slice(0, end + 1);
}

/** Text as a description: one line, cut at the end of a sentence or word. */
export function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= LONGEST) return line;
  const head = line.slice(0, LONGEST);
  const sentence = Math.max(...[". ", "! ", "? ", "。", "！", "？"].map((end) => head.lastIndexOf(end)));
  if (sentence >= 80) return head.slice(0, sentence + 1);
  const word = head.slice(0, LONGEST - 1).lastIndexOf(" ");
  const cut = head.slice(0, word > 100 ? word : LONGEST - 1).replace(/[\ud800-\udbff]$/, "");
  return `${cut.replace(/[\s,;:–-]+$/, "")}…`;
}

/** Paragraphs outside of lists, code, tables, headings and the sections that are about other matters. */
function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  let paragraph: string[] = [];
  let fence: string | null = null;
  let skipping = 0;
  let inList = false;
  const flush = () => {
    if (paragraph.length > 0 && skipping === 0) blocks.push(paragraph.join("\n"));
    paragraph = [];
  };
  const heading = (level: number, title: string) => {
    flush();
    // The first heading is the project's name, even where that is "Build tool".
    if (skipping === 0 || level <= skipping)
      skipping =
        level > 1 && OTHER_MATTERS.test(title.trim())
          ? level
          : level === 1 && blocks.length > 0 && OTHER_MATTERS.test(title.trim())
            ? level
            : 0;
  };
  for (const line of prepare(text).split("\n")) {
    const trimmed = line.trim();
    const fenced = /^(`{3,}|~{3,}|-{4,}$|\.{4,}$|={4,}$)/.exec(trimmed);
    if (fence !== null) {
      if (fenced !== null && trimmed.startsWith(fence)) fence = null;
      continue;
    }
    const underline = /^(?:=+|-+|~+|\^+)$/.test(trimmed) && trimmed.length > 2;
    if (underline) {
      const title = paragraph.pop() ?? "";
      if (title !== "") heading(trimmed.startsWith("=") ? 1 : 2, title);
      else flush();
      continue;
    }
    if (fenced !== null && /^[`~]/.test(trimmed)) {
      flush();
      fence = (fenced[1] ?? "").slice(0, 3);
      continue;
    }
    const title = /^(#{1,6}|={1,6})\s*(.+?)\s*#*$/.exec(trimmed);
    if (title !== null && /^(?:#+|=+ )/.test(trimmed)) {
      heading((title[1] ?? "").length, title[2] ?? "");
      continue;
    }
    if (trimmed === "") {
      flush();
      inList = false;
      continue;
    }
    if (/^(?: {4}|\t)/.test(line) && paragraph.length === 0) continue; // Indented code.
    if (/^(?:\||:?-{3,}|\+[-=]+\+)/.test(trimmed)) {
      flush();
      continue;
    }
    if (/^(?:[-*+•]|\d+[.)]|\*\*+)\s/.test(trimmed)) {
      flush();
      inList = true;
      continue;
    }
    if (inList) continue; // Lines that go on with an item.
    paragraph.push(trimmed.replace(/^>+\s?/, "").replace(/^\[!\w+\]$/, ""));
  }
  flush();
  return blocks;
}

/** Takes out front matter, comments, HTML blocks and directives. */
function prepare(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\n[ \t\n]*\n/g, "\n\n")
    .replace(/^\s{0,99}---\n[\s\S]*?\n---\s*\n/, "")
    .replace(/^\s{0,99}\+\+\+\n[\s\S]*?\n\+\+\+\s*\n/, "")
    .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
    .replace(/<(script|style|pre|code|table|svg|details)\b[\s\S]*?<\/\1>/gi, "")
    .replace(
      /<h([1-6])\b[^>]*>([\s\S]*?)<\/h\1>/gi,
      (_all, level: string, title: string) =>
        `\n${"#".repeat(Number(level))} ${title.replace(/<[^>]*>/g, "").replace(/\s+/g, " ")}\n`,
    )
    .replace(
      /<\/?(?:p|div|br|center|section|article|header|img|picture|source|ul|ol|li|hr|blockquote|table|tr|td|th)\b[^>]*>/gi,
      "\n",
    )
    .replace(/^[ \t]{0,99}\.\.[ \t]+\S.*$/gm, "")
    .replace(/^:[\w-]+:.*$/gm, "")
    .replace(/^[ \t]{0,99}\[[^\]\n]{1,200}\]:[ \t]+\S.*$/gm, "")
    .replace(/^(?:image|include|toc|ifdef|ifndef|endif)::.*$/gm, "")
    .replace(/^\[[^\]\n]*\]\s*$/gm, "");
}

/** Markdown of a paragraph as plain text. */
function plain(text: string): string {
  return text
    .replace(/\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)/g, " ")
    .replace(/!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])/g, " ")
    .replace(/\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, "$1")
    .replace(/\b(?:https?:\/\/|link:|xref:)[^\s[]*\[([^\]]+)\]/g, "$1")
    .replace(/<(https?:\/\/[^>\s]+)>/g, "$1")
    .replace(/<\/?[a-z][^>]*>/gi, " ")
    .replace(/(\*\*|__)(?=\S)([\s\S]*?\S)\1/g, "$2")
    .replace(/(^|[\s(])([*_])(?=\S)([\s\S]*?\S)\2(?=[\s).,;:!?]|$)/g, "$1$3")
    .replace(/~~(.*?)~~/g, "$1")
    .replace(/`+([^`]*)`+/g, "$1")
    .replace(/:[a-z][a-z0-9_+-]+:/g, " ")
    .replace(/\\([\\`*_{}[\]()#+.!|>-])/g, "$1")
    .replace(/&nbsp;/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();
}

/** True for text that tells something of the project. */
function says(text: string, source: string, name: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu)?.length ?? 0;
  const dense =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(text);
  if (dense ? letters < 8 : letters < 15 || words < 3) return false;
  if (letters < text.length * (dense ? 0.4 : 0.55)) return false; // Punctuation: code, a drawing, a table.
  if (COMMAND.test(text) || INSTRUCTION.test(text)) return false;
  const unlabelled = text.replace(LABEL, "");
  if (unlabelled !== text && (COMMAND.test(unlabelled) || unlabelled.length < 25)) return false;
  // A line that is only links: a contents list, or references.
  const linked = source.match(/\[[^\]]*\]\([^)]*\)|https?:\/\/\S+/g)?.join("").length ?? 0;
  if (linked > 0 && linked >= source.trim().length * 0.8) return false;
  if (/[:：]$/.test(text) && text.length < 120) return false;
  if (
    /^(?:package|import|public|private|class|function|const|let|var|def|fn|#include|@\w+)\s.*[;{(]/.test(
      text,
    ) ||
    /[;{}]$/.test(text)
  )
    return false;
  if (/^\S+@\S+$|^(?:version|java|jdk|author|date|by)\b[\s:]*[\w.@-]+$/i.test(text)) return false;
  if (squash(text) === squash(name)) return false;
  // The end of a sentence whose beginning was a heading or code.
  if (
    /^\p{Ll}/u.test(text) &&
    !/^[`*_[<]/.test(source) &&
    !squash(name).startsWith(squash(/^\S+/.exec(text)?.[0] ?? ""))
  )
    return false;
  return !/^[\w\s().-]{1,40} = /.test(text);
}

function squash(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
