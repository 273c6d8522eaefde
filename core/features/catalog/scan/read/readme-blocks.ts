/** What a README is made of, as far as it may describe a project. */
export type Block =
  | { readonly kind: "text"; readonly source: string }
  | {
      readonly kind: "list";
      /** Items of the first level, as they are written. */
      readonly items: readonly string[];
      readonly numbered: boolean;
      /** The paragraph right before it, or null. */
      readonly lead: string | null;
      /** Number of headings before it. */
      readonly section: number;
    };

/** Headings below which nothing describes the project: how to build and run it, what it prints, its licence. */
const OTHER_MATTERS =
  /^(?:\W|\d|[a-z]\.)*(?:how to |to |let'?s )?(?:build|building|run|running|install|installation|installing|usage|use|getting started|quick ?start|set ?up|prerequisites?|requirements?|pre-?reqs?|dependencies|results?|outputs?|tests?|testing|deploy\w*|licen[cs]e|contribut\w*|authors?|credits|acknowledge?ments?|table of contents|contents|toc|index|changelog|change log|todo|to ?do|references?|links?|resources|screenshots?|configuration|config|compile|compiling|execute|start|commands?|docker|stack|tech(?:nology|nologies)?(?: stack)?|issues?|support|community|badges?|sponsors?|related|see also|inspired by|disclaimer|(?:useful|helpful|external|interesting|recommended|further|more|other) (?:links?|resources|readings?|docs?)|reference documentation|guides?|additional links|como (?:rodar|usar|executar)|instala[cç][aã]o|requisitos|execu[cç][aã]o|licen[cç]a|pr[eé]-requisitos)\b/i;

/** Sections that are looked at: what comes later is about details. */
const SECTIONS = 5;

const ITEM = /^([ \t]*)(?:([-*+•])|(\d+[.)])|\*\*+)[ \t]+(.*)$/;

/** Paragraphs and lists outside of code, tables, headings and the sections that are about other matters. */
export function blocksOf(text: string): Block[] {
  const reader = new BlockReader();
  for (const line of prepare(text).split("\n")) {
    reader.read(line);
    if (reader.headings > SECTIONS) break;
  }
  return reader.end();
}

interface List {
  readonly items: string[];
  readonly indent: number;
  readonly numbered: boolean;
  /** The lines that come belong to an item of a deeper level. */
  deeper: boolean;
  /** A blank line was read after the last item. */
  paused: boolean;
}

class BlockReader {
  readonly #blocks: Block[] = [];
  #paragraph: string[] = [];
  #list: List | null = null;
  /** The paragraph that ended last, while nothing but blank lines came after it. */
  #lead: string | null = null;
  #fence: string | null = null;
  /** Level of the heading whose section is passed over, 0 in others. */
  #skipping = 0;
  /** Headings that were read. */
  headings = 0;

  end(): Block[] {
    this.#flush();
    return this.#blocks;
  }

  read(line: string): void {
    const trimmed = line.trim();
    const fenced = /^(`{3,}|~{3,}|-{4,}$|\.{4,}$|={4,}$)/.exec(trimmed);
    if (this.#fence !== null) {
      if (fenced !== null && trimmed.startsWith(this.#fence)) this.#fence = null;
      return;
    }
    if (/^(?:=+|-+|~+|\^+)$/.test(trimmed) && trimmed.length > 2) {
      const title = this.#paragraph.pop() ?? "";
      if (title !== "") this.#heading(trimmed.startsWith("=") ? 1 : 2, title);
      else this.#flush();
      return;
    }
    if (fenced !== null && /^[`~]/.test(trimmed)) {
      this.#flush();
      this.#lead = null;
      this.#fence = (fenced[1] ?? "").slice(0, 3);
      return;
    }
    const title = /^(#{1,6}|={1,6})\s*(.+?)\s*#*$/.exec(trimmed);
    if (title !== null && /^(?:#+|=+ )/.test(trimmed)) {
      this.#heading((title[1] ?? "").length, title[2] ?? "");
      return;
    }
    if (trimmed === "") {
      if (this.#list === null) this.#flush();
      else this.#list.paused = true;
      return;
    }
    if (/^(?:\||:?-{3,}|\+[-=]+\+)/.test(trimmed)) {
      this.#flush();
      this.#lead = null;
      return;
    }
    if (this.#readItem(line)) return;
    if (/^(?: {4}|\t)/.test(line) && this.#paragraph.length === 0) return; // Indented code.
    this.#paragraph.push(trimmed.replace(/^>+\s?/, "").replace(/^\[!\w+\]$/, ""));
  }

  /** True for a line of a list. */
  #readItem(line: string): boolean {
    const item = ITEM.exec(line);
    const list = this.#list;
    if (item === null) {
      if (list === null) return false;
      // Lines that go on with an item; behind a blank line only what stands below its text.
      if (list.paused && !/^\s/.test(line)) {
        this.#flush();
        return false;
      }
      if (!list.deeper && !list.paused) list.items.push(`${list.items.pop() ?? ""} ${line.trim()}`);
      return true;
    }
    const indent = (item[1] ?? "").length;
    const deeper = item[2] === undefined && item[3] === undefined;
    if (list !== null && (deeper || indent > list.indent + 1)) {
      list.deeper = true;
      return true;
    }
    // Four blanks before it are code, unless a list goes on.
    if (list === null && indent >= 4) return false;
    const numbered = item[3] !== undefined;
    if (list === null || list.numbered !== numbered) {
      this.#flush();
      this.#list = { items: [], indent, numbered, deeper: false, paused: false };
    }
    if (this.#list === null) return true;
    this.#list.items.push(item[4] ?? "");
    this.#list.deeper = false;
    this.#list.paused = false;
    return true;
  }

  #flush(): void {
    const read = this.#skipping === 0;
    if (this.#list !== null) {
      const { items, numbered } = this.#list;
      if (read)
        this.#blocks.push({ kind: "list", items, numbered, lead: this.#lead, section: this.headings });
      this.#list = null;
      this.#lead = null;
    }
    if (this.#paragraph.length > 0) {
      const source = this.#paragraph.join("\n");
      if (read) this.#blocks.push({ kind: "text", source });
      this.#lead = source;
      this.#paragraph = [];
    }
  }

  #heading(level: number, title: string): void {
    this.#flush();
    this.#lead = null;
    if (this.#skipping === 0 || level <= this.#skipping) {
      // The first heading is the project's name, even where that is "Build tool".
      const other = OTHER_MATTERS.test(title.trim()) && (level > 1 || this.#blocks.length > 0);
      this.#skipping = other ? level : 0;
    }
    this.headings++;
  }
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
    .replace(/<br\s*\/?>[ \t]*\n?/gi, "\n")
    .replace(/<li\b[^>]*>/gi, "\n- ")
    .replace(
      /<\/?(?:p|div|center|section|article|header|img|picture|source|ul|ol|li|hr|blockquote|table|tr|td|th)\b[^>]*>/gi,
      "\n",
    )
    .replace(/^[ \t]{0,99}\.\.[ \t]+\S.*$/gm, "")
    .replace(/^:[\w-]+:.*$/gm, "")
    .replace(/^[ \t]{0,99}\[[^\]\n]{1,200}\]:[ \t]+\S.*$/gm, "")
    .replace(/^(?:image|include|toc|ifdef|ifndef|endif)::.*$/gm, "")
    .replace(/^\[[^\]\n]*\]\s*$/gm, "");
}
