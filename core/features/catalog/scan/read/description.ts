import { blocksOf, type Block } from "./readme-blocks.ts";

/** Characters of a description. */
const LONGEST = 300;
/** Text in which a paragraph is looked for; what says something stands at the beginning. */
const LOOKED_AT = 6000;
/** Characters of one paragraph that are looked at. */
const PARAGRAPH = 2000;
/** Shorter answers to a question tell nothing. */
const ANSWER = 40;
/** A list further down is about details. */
const LISTS_UP_TO = 3;
/** A list is told up to the item that reaches this many characters. */
const LISTED = 160;

/** Words at the beginning of a line that is a command and no sentence. */
const COMMAND =
  /^(?:[$>#%]\s+|\.{1,2}\/|(?:sudo|mvn|mvnw|gradle|gradlew|npm|npx|yarn|pnpm|bun|node|deno|java|javac|jar|kotlinc|sbt|scala|cargo|rustc|rustup|go|python3?|pip3?|pipenv|poetry|uv|conda|docker|docker-compose|podman|kubectl|helm|minikube|terraform|aws|gcloud|az|git|curl|wget|http|cd|ls|cat|mkdir|cp|mv|rm|export|source|bash|sh|zsh|make|cmake|gcc|g\+\+|dotnet|bundle|gem|rails|rake|php|composer|artisan|mix|iex|flutter|dart|swift|brew|apt|apt-get|yum|dnf|apk|choco|sdk|jbang|quarkus|mn|ng|vue|rake|ant|bazel|buck|lein|clj|stack|cabal|psql|mysql|mongo|mongosh|redis-cli|kafka-\S+|chmod|echo|set|call|ab|wrk|hey|k6|open|start|stop|run|telnet|nc|ssh|scp|jmeter|siege|httpie|jshell|native-image)\s+(?:[-./~\w$"'{<@:*=\\]))/;
const LABEL =
  /^(?:build|run|running|test|tests|install|usage|compile|start|exec(?:ute)?|clean|package|deploy|command|to (?:build|run|test|start|compile|install)|how to (?:build|run|use|test)|rodar|executar|testar)\s*(?:it|this|the (?:app|application|project|tests?))?\s*(?:with|by|using)?\s*[:=-]?\s*/i;
/** Sentences that say how to build or run, or that the text was made by a tool. */
const INSTRUCTION =
  /^(?:to (?:build|run|start|stop|test|compile|install|execute|use|deploy|launch|create|fix|solve|get|enable|add|configure|connect|generate)\b|you (?:should|must|need to|have to)\b|you (?:can|may|could)\b.{0,160}$|(?:build|run|start|execute|compile|install|launch|open|click|go to|download|clone|copy|import|add the following|make sure|ensure|first,? |then,? |navigate|access|check|visit|type|see|take)\b.{0,160}$|this (?:project|application|app|package) (?:was|is|has been) (?:generated|created|bootstrapped|built|scaffolded) (?:with|by|using|from)\b|the (?:application|project|app|service) (?:can|is) (?:be )?(?:packaged|built|run|started|available|now)|(?:but|so|and|or,?|then|now|also|because|ps|p\.s\.)\b|this project uses quarkus, the supersonic|for further reference|the following (?:guides|was discovered|dependencies)|table of contents|copyright\b|\(c\)|©|licensed under|released under|work in progress|wip\b|todo\b|tbd\b|coming soon|default (?:user|login|password)|please\b.{0,120}$|if you (?:want|need|like|have)\b|(?:\w+ ){0,2}(?:notes?|warning|caution|attention|important|disclaimer|call ?outs?)[:!]|according to\b.{0,80}$|rode |execute |para (?:rodar|executar|compilar))/i;

/**
 * The first paragraph of a README that says what the project is, as plain text of at most 300 characters, or null: badges,
 * headings, contents, pictures, HTML, code, commands and instructions are passed over. Where a list comes first instead,
 * its items say it.
 */
export function describe(readme: string, name: string): string | null {
  let listed: string | null = null;
  let told = false;
  for (const block of blocksOf(readme.slice(0, LOOKED_AT))) {
    if (block.kind === "list") {
      // Behind other text a list is about that and not about the whole.
      if (told || listed !== null || block.section > LISTS_UP_TO) continue;
      listed = listOf(block, name);
      if (listed !== null && block.section <= 1 && block.lead === null && !block.numbered) return listed;
      continue;
    }
    const source = block.source.slice(0, PARAGRAPH);
    const text = withoutQuestion(withoutLeadIn(plain(source)));
    if (says(text, source, name)) return shorten(text);
    told ||= isProse(text);
  }
  return listed;
}

/** "What it does. It has:" is a sentence and the announcement of a list that is not there. */
function withoutLeadIn(text: string): string {
  const last = Math.max(text.lastIndexOf(". "), text.lastIndexOf("! "), text.lastIndexOf("? ")) + 1;
  const announces = /[:：]$/.test(text) || /\bthe following\b[^.!?]*[.:]?$/i.test(text.slice(last));
  return announces && last > 0 ? text.slice(0, last) : text;
}

/** "What is it? It does …" is told by its answer; a question alone tells nothing. */
function withoutQuestion(text: string): string {
  const answer = /^[^.!?:]{1,120}\?\s*(.*)$/s.exec(text)?.[1];
  if (answer === undefined) return text;
  return answer.length < ANSWER ? "" : answer;
}

/** Text that was not taken and is no command, no instruction and no announcement either. */
function isProse(text: string): boolean {
  return wordsOf(text) > 3 && !/[:：]$/.test(text) && !COMMAND.test(text) && !INSTRUCTION.test(text);
}

/** The items of a list in one line, or null for steps, questions, tasks, code and links. */
function listOf({ items, lead, numbered }: Block & { readonly kind: "list" }, name: string): string | null {
  const announced = lead === null ? "" : plain(lead);
  if (numbered && (announced !== "" || items.length === 1)) return null; // Steps, or an order.
  const telling = items
    .filter((item) => !/^\[[ x]\]/i.test(item))
    .map((item) => ({
      text: plain(item.slice(0, PARAGRAPH)).replace(/[\s:;,]+$/, ""),
      linked: isLinks(item),
    }))
    .filter(({ text }) => tells(text));
  // Mostly links are contents or references.
  if (telling.length === 0 || telling.filter(({ linked }) => !linked).length < items.length * 0.6)
    return null;
  const long = telling.some(({ text }) => wordsOf(text) > 4 || text.includes(","));
  const head = /^\S+\s.*[:：]$/.test(announced) && announced.length < LISTED ? `${announced} ` : "";
  let told = head;
  for (const [index, { text }] of telling.entries()) {
    if (index > 0 && told.length + text.length > LISTED) return shorten(`${told}…`);
    if (index > 0) told += long ? "; " : ", ";
    told += telling.length === 1 ? text : text.replace(/[.!]+$/, "");
  }
  const letters = told.match(/\p{L}/gu)?.length ?? 0;
  return wordsOf(told) > 2 && letters >= 15 && squash(told) !== squash(name) ? shorten(told) : null;
}

/** True for an item that says something in words. */
function tells(text: string): boolean {
  if (/[?？]$| (?:=|->|=>|→|⇒) /.test(text)) return false;
  if (COMMAND.test(text) || INSTRUCTION.test(text)) return false;
  // One word with signs in it is code: a class, a path, a call.
  return /\p{L}/u.test(text) && !/^\S*(?:[_:()]|#\w|\.\w+[./]|\/\S*[./])\S*$/.test(text);
}

/** True for a source that is nothing but links. */
function isLinks(source: string): boolean {
  const linked = source.match(/\[[^\]]*\]\([^)]*\)|<a\b[\s\S]*?<\/a>|https?:\/\/\S+/g)?.join("").length ?? 0;
  return linked > 0 && linked >= source.trim().length * 0.8;
}

function wordsOf(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu)?.length ?? 0;
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

/** Markdown of a paragraph or an item as plain text, without addresses. */
function plain(text: string): string {
  const linked = text
    .replace(/\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)/g, " ")
    .replace(/!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])/g, " ")
    .replace(/\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, "$1")
    .replace(/\b(?:https?:\/\/|link:|xref:)[^\s[]*\[([^\]]+)\]/g, "$1");
  return withoutAddresses(linked)
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
    .replace(/\s*:+(?=\s|$)/g, ":")
    .replace(/^[^\p{L}\p{N}"'“‘(¿¡@#.]+/u, "")
    .trim();
}

/**
 * Text without addresses: one in brackets goes, one in the middle of a sentence becomes its last part, and a sentence that
 * ends with one ends with a colon, because it only announced it.
 */
function withoutAddresses(text: string): string {
  return text
    .replace(/\s*\(\s*<?https?:\/\/[^\s)>]*>?\s*\)/g, "")
    .replace(
      /(?<![(\w/])[<[]?(https?:\/\/[^\s<>[\]]+)>?(?!\[)(?=(\s*)(\S?))/g,
      (_all, address: string, gap: string, next: string) =>
        next === "" || gap.includes("\n") ? ":" : (/([\w.-]+)\/*$/.exec(address)?.[1] ?? ""),
    );
}

/** True for text that tells something of the project. */
function says(text: string, source: string, name: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const words = wordsOf(text);
  const dense =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(text);
  if (dense ? letters < 8 : letters < 15 || words < 3 || (words === 3 && !/[.!]$/.test(text))) return false;
  if (letters < text.length * (dense ? 0.4 : 0.55)) return false; // Punctuation: code, a drawing, a table.
  if (COMMAND.test(text) || INSTRUCTION.test(text) || /:\s(?:\.{1,2}\/|[$>]\s)\S/.test(text)) return false;
  const unlabelled = text.replace(LABEL, "");
  if (unlabelled !== text && (COMMAND.test(unlabelled) || unlabelled.length < 25)) return false;
  // A line that is only links: a contents list, or references.
  if (isLinks(source)) return false;
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
