import type { Range } from "#shared/lib/text.ts";

/** A piece of a README as a person reads it: without Markdown, HTML and the commonest of AsciiDoc, on one line. */
export interface Prose {
  readonly text: string;
  /** For each UTF-16 unit of `text` the place in the piece that it came from; ascending. */
  readonly origins: readonly number[];
  /** True when what had to be kept stood where nobody reads: in an address, a tag, a comment. */
  readonly unread: boolean;
}

/** What becomes of a unit of the piece. */
const KEPT = 0;
const GONE = 1;
/** Gone, and what stood beside it does not grow together. */
const BLANK = 2;
/** Another sign stands for it. */
const REPLACED = 3;

/** Elements that READMEs are written with; other names in angle brackets are `List<String>`. */
const TAGS = new Set(
  "a abbr address article aside audio b big blockquote body br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd li link main mark meta nav object ol p param path picture pre q s samp script section small source span strike strong style sub summary sup svg table tbody td tfoot th thead title tr tt u ul var video wbr".split(
    " ",
  ),
);
const INLINE = new Set(
  "a abbr b big code del em font i ins kbd mark q s small span strike strong sub sup tt u var wbr".split(" "),
);

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  "#39": "'",
  nbsp: " ",
};

/** Stands between the items of a list and the cells of a table. */
const DOT = "·";

const WORD_UNIT = /[A-Za-z0-9]/;
const WORD = /[\p{L}\p{N}\p{M}]/u;
const SPACE = /\s/;

const FENCE = /^\s*(?:`{3,}[^`]*|~{3,}.*)$/;
const RULE = /^\s*([-=*_~^.+#])(?:[ \t]*\1){2,}[ \t]*$/;
const TABLE_RULE = /^[ \t]*[|:+][ \t|:+=-]*--[ \t|:+=-]*$/;
/** Lines that say where a link leads, how a document is set, what a block is. */
const UNREAD_LINE =
  /^\s*(?:\[[^\]]+\]:\s+\S|\.\.\s+\S|:(?:toc|icons|imagesdir|source-highlighter|sect|doctype|experimental|author|rev)[\w-]*:(?:\s|$)|\[(?:source|NOTE|TIP|WARNING|IMPORTANT|CAUTION)\b[^\]]*\]\s*$)/;
const QUOTE = /^[ \t]*>(?:[ \t]?>)*[ \t]?(?:\[![A-Z]+\])?/;
const BULLET = /^[ \t]*[-*+•](?=[ \t])/;
const TASK = /^[ \t]*\[[ xX]\](?=[ \t])/;
const HEADING = /^[ \t]*(?:#{1,6}[ \t]+|#{2,6}(?=[^\s#])|={1,6}[ \t]+)/;
const HEADING_END = /[ \t]+#+[ \t]*$/;

const WHOLE_COMMENT = /<!--[\s\S]*?-->/g;
const ESCAPED = /\\[!-/:-@[-`{-~]/y;
const AUTOLINK = /<(?:https?:\/\/|mailto:)[^\s<>]+>/y;
/** A tag or comment; one that was cut off reaches to the end. */
const TAG = /<(?:!--[\s\S]*|\/?([a-z][a-z0-9]*|[A-Z][A-Z0-9]+)(?:[\s/][^<>]*)?(?:>|$))/y;
/** Behind the text of a link: its address, which may have been cut off, or the name of one. */
const ADDRESS = /\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*(?:\)|$)|\[[^[\]\n]*\])/y;
const ENTITY = /&(amp|lt|gt|quot|apos|#39|nbsp);/y;
const SHORTCODE = /:[a-z][a-z0-9_+-]*:(?=[\s.,;:!?)]|$)/y;
/** The address that AsciiDoc writes before the text of a link. */
const ADDRESS_BEFORE = /(?:\b(?:https?:\/\/|link:|xref:)|\bimage::?)[^\s[\]]*$/;
const ADDRESS_LENGTH = 300;
/** What closing signs of emphasis stand behind. */
const CLOSED = /[\p{L}\p{N}\p{M}.,;:!?)"'`]/u;

/** A run of signs of emphasis that waits for its other end. */
interface Emphasis {
  readonly sign: string;
  readonly at: number;
  readonly length: number;
  /** It has no blank before it, as in `src/**`: alone it means itself. */
  readonly joined: boolean;
}

/**
 * A piece as plain prose. What it takes for syntax goes, also where the piece begins or ends in the middle of it; letters
 * and digits of `keep` stay in any case. `code` says that the piece begins in a block of code, which is left as it is.
 * Never throws.
 */
export function plainProse(piece: string, keep: Range, code = false): Prose {
  return new Reader(piece).read(keep, code);
}

class Reader {
  readonly #piece: string;
  readonly #fate: Uint8Array;
  /** Signs that stand for others, by place. */
  readonly #instead = new Map<number, string>();

  constructor(piece: string) {
    this.#piece = piece;
    this.#fate = new Uint8Array(piece.length);
  }

  read([from, to]: Range, code: boolean): Prose {
    this.#readLines(code);
    let unread = false;
    for (let at = from; at < to; at++) {
      if (this.#fate[at] === KEPT || !WORD.test(this.#piece[at] ?? "")) continue;
      unread = true;
      this.#bringBack(at);
    }
    return { ...this.#write(), unread };
  }

  /** Takes a stretch out; `apart` keeps what is beside it apart. */
  #drop(from: number, to: number, apart = false): void {
    this.#fate.fill(GONE, from, to);
    if (apart && to > from) this.#fate[from] = BLANK;
  }

  #replace(at: number, sign: string): void {
    this.#fate[at] = REPLACED;
    this.#instead.set(at, sign);
  }

  /** Lines of prose between blank lines and code are read together: links and emphasis go over their ends. */
  #readLines(code: boolean): void {
    const piece = this.#piece;
    for (const { 0: comment, index } of piece.matchAll(WHOLE_COMMENT))
      this.#drop(index, index + comment.length, true);
    let fenced = code;
    let proseFrom = 0;
    for (let start = 0, end = 0; start <= piece.length; start = end + 1) {
      const newline = piece.indexOf("\n", start);
      end = newline < 0 ? piece.length : newline;
      // Most lines are text and begin with a letter.
      if (WORD_UNIT.test(piece[start] ?? "")) continue;
      const line = piece.slice(start, end);
      if (FENCE.test(line)) {
        if (!fenced) this.#readInline(proseFrom, start);
        this.#drop(start, end, true);
        fenced = !fenced;
        proseFrom = end;
      } else if (fenced) continue;
      else if (line.trim() === "") {
        // A paragraph ends, and with it what was not closed.
        this.#readInline(proseFrom, start);
        proseFrom = end;
      } else if (this.#fate[start] === KEPT) this.#readLine(line, start);
    }
    if (!fenced) this.#readInline(proseFrom, piece.length);
  }

  /** What a line begins with, and lines that are no text. */
  #readLine(line: string, start: number): void {
    if (RULE.test(line) || TABLE_RULE.test(line) || UNREAD_LINE.test(line)) {
      this.#drop(start, start + line.length, true);
      return;
    }
    let at = 0;
    const skip = (syntax: RegExp): boolean => {
      const length = syntax.exec(line.slice(at))?.[0].length ?? 0;
      this.#drop(start + at, start + at + length);
      at += length;
      return length > 0;
    };
    skip(QUOTE);
    if (skip(BULLET)) {
      this.#replace(start + at - 1, DOT);
      skip(TASK);
    }
    if (skip(HEADING)) {
      const closing = HEADING_END.exec(line);
      if (closing !== null && closing.index >= at) this.#drop(start + closing.index, start + line.length);
    }
    if (!/^[ \t]*\|/.test(line.slice(at))) return;
    for (let cell = line.indexOf("|", at); cell >= 0; cell = line.indexOf("|", cell + 1))
      if (line[cell - 1] !== "\\") this.#replace(start + cell, DOT);
  }

  #readInline(from: number, to: number): void {
    const piece = to < this.#piece.length ? this.#piece.slice(0, to) : this.#piece;
    const brackets: number[] = [];
    const open: Emphasis[] = [];
    for (let at = from; at < to; at++) {
      if (this.#fate[at] !== KEPT) continue;
      switch (piece[at]) {
        case "\\":
          if (lengthAt(ESCAPED, piece, at) > 0) {
            this.#drop(at, at + 1);
            at++;
          }
          break;
        case "`":
          at += this.#readCode(piece, at) - 1;
          break;
        case "<":
          at += Math.max(1, this.#readAngle(piece, at)) - 1;
          break;
        case "[":
          brackets.push(at);
          break;
        case "]":
          at += this.#readBracket(piece, brackets.pop(), at) - 1;
          break;
        case "*":
        case "_":
        case "~":
          at += this.#readEmphasis(piece, at, open) - 1;
          break;
        case "&": {
          const length = lengthAt(ENTITY, piece, at);
          if (length === 0) break;
          this.#drop(at, at + length);
          this.#replace(at, ENTITIES[piece.slice(at + 1, at + length - 1)] ?? " ");
          break;
        }
        case ":":
          if (at === from || SPACE.test(piece[at - 1] ?? ""))
            this.#drop(at, at + lengthAt(SHORTCODE, piece, at));
          break;
      }
    }
    // Half of a pair of two signs was cut off; one star alone may mean itself.
    for (const { at, length, joined } of open) if (length > 1 && !joined) this.#drop(at, at + length);
  }

  /** Code between backticks, in which everything stands for itself. Answers the length of what was read, as those below do. */
  #readCode(piece: string, at: number): number {
    const length = runAt(piece, at);
    const end = closingRun(piece, at + length, length);
    this.#drop(at, at + length);
    if (end < 0) return length;
    this.#drop(end, end + length);
    return end + length - at;
  }

  /** An address, a tag, a comment that was cut off, or just a sign. */
  #readAngle(piece: string, at: number): number {
    const address = lengthAt(AUTOLINK, piece, at);
    if (address > 0) {
      this.#drop(at, at + 1);
      this.#drop(at + address - 1, at + address);
      return address;
    }
    TAG.lastIndex = at;
    const tag = TAG.exec(piece);
    if (tag === null || this.#isOpenEnded(piece, tag[0], ">")) return 1;
    const name = tag[1]?.toLowerCase();
    if (name !== undefined && !TAGS.has(name)) return 1;
    this.#drop(at, at + tag[0].length, name === undefined || !INLINE.has(name));
    return tag[0].length;
  }

  /** The end of a link's or picture's text with its address, of a footnote's sign, or just a bracket. */
  #readBracket(piece: string, opened: number | undefined, at: number): number {
    const address = lengthAt(ADDRESS, piece, at);
    const { [address - 1]: last } = piece.slice(at, at + address);
    if (address > 0 && (last === "]" || !this.#isOpenEnded(piece, piece.slice(at, at + address), ")"))) {
      if (opened !== undefined) this.#drop(piece[opened - 1] === "!" ? opened - 1 : opened, opened + 1);
      this.#drop(at, at + address);
      return address;
    }
    if (opened === undefined) return 1;
    if (piece[opened + 1] === "^") this.#drop(opened, at + 1);
    const before = ADDRESS_BEFORE.exec(piece.slice(Math.max(0, opened - ADDRESS_LENGTH), opened));
    if (before !== null) {
      this.#drop(opened - before[0].length, opened + 1);
      this.#drop(at, at + 1);
    }
    return 1;
  }

  /** True for syntax without its end, unless the piece was cut off there. */
  #isOpenEnded(piece: string, syntax: string, end: string): boolean {
    return !syntax.endsWith(end) && piece.length < this.#piece.length;
  }

  /** A run of signs of emphasis: closes earlier ones, else opens. */
  #readEmphasis(piece: string, at: number, open: Emphasis[]): number {
    const sign = piece[at] ?? "";
    const length = runAt(piece, at);
    const end = at + length;
    const before = piece[at - 1] ?? " ";
    const after = piece[end] ?? " ";
    if ((sign === "_" && WORD.test(before) && WORD.test(after)) || (sign === "~" && length !== 2))
      return length;
    let left = length;
    while (left > 0 && !SPACE.test(before)) {
      const other = open.findLastIndex((one) => one.sign === sign && one.length <= left);
      const opened = open[other];
      if (opened === undefined) break;
      this.#drop(opened.at, opened.at + opened.length);
      left -= opened.length;
      open.length = other;
    }
    this.#drop(at, end - left);
    if (left > 0 && !SPACE.test(after))
      open.push({ sign, at: end - left, length: left, joined: !SPACE.test(before) });
    else if (left > 1 && CLOSED.test(before)) this.#drop(end - left, end);
    return length;
  }

  /** Brings back a unit with what it is one word or address with. */
  #bringBack(at: number): void {
    const { length } = this.#piece;
    let from = at;
    let to = at + 1;
    while (from > 0 && this.#isLost(from - 1)) from--;
    while (to < length && this.#isLost(to)) to++;
    this.#fate.fill(KEPT, from, to);
    if (from > 0 && this.#fate[from - 1] === GONE) this.#fate[from - 1] = BLANK;
    let next = to;
    while (next < length && this.#fate[next] === GONE) next++;
    if (next > to && !/[.,;:!?)]/.test(this.#piece[next] ?? "")) this.#fate[to] = BLANK;
  }

  #isLost(at: number): boolean {
    return this.#fate[at] !== KEPT && !/[\s"'<>()[\]`|=]/.test(this.#piece[at] ?? "");
  }

  /** Writes what is left: blanks and dots between two texts only, and one at a time. */
  #write(): { readonly text: string; readonly origins: readonly number[] } {
    const piece = this.#piece;
    const origins: number[] = [];
    let text = "";
    let gapAt = -1;
    let dotted = false;
    for (let at = 0; at < piece.length; at++) {
      const fate = this.#fate[at];
      if (fate === GONE) continue;
      const sign = fate === REPLACED ? (this.#instead.get(at) ?? "") : (piece[at] as string);
      const dot = fate === REPLACED && sign === DOT;
      if (fate === BLANK || dot || sign <= " " || (sign > "~" && SPACE.test(sign))) {
        if (gapAt < 0) gapAt = at;
        dotted ||= dot;
        continue;
      }
      if (gapAt >= 0 && text !== "") {
        const gap = dotted ? ` ${DOT} ` : " ";
        text += gap;
        for (let unit = 0; unit < gap.length; unit++) origins.push(gapAt);
      }
      gapAt = -1;
      dotted = false;
      text += sign;
      origins.push(at);
    }
    return { text, origins };
  }
}

/** The length of what a syntax takes at a place, 0 where it does not stand. */
function lengthAt(syntax: RegExp, piece: string, at: number): number {
  syntax.lastIndex = at;
  return syntax.exec(piece)?.[0].length ?? 0;
}

/** How often the sign at a place is repeated there. */
function runAt(piece: string, at: number): number {
  let end = at + 1;
  while (end < piece.length && piece[end] === piece[at]) end++;
  return end - at;
}

/** Where a run of backticks of just this length begins, or -1. */
function closingRun(piece: string, from: number, length: number): number {
  for (let at = piece.indexOf("`", from); at >= 0;) {
    const run = runAt(piece, at);
    if (run === length) return at;
    at = piece.indexOf("`", at + run);
  }
  return -1;
}
