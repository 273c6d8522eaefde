import { fold } from "#shared/lib/text.ts";
import { FACETS, sameValue, type Facet } from "./catalog.ts";

/**
 * The query language: words, "exact words", `language:java`, `framework:"spring boot"`, each with `-` before it to
 * exclude. Years also in ranges: `year:2020..2022`, `year:>2023`, `year:<=2019`. In quotes, `\"` stands for a quote and
 * `\\` for a backslash. What cannot be understood becomes words.
 */

interface Place {
  /** Where the piece stands in the query: [start, end) in UTF-16 units, its `-` and quotes included. */
  readonly start: number;
  readonly end: number;
}

/** A piece of a query. Words of one broken piece share its place. */
export type QueryToken = Place &
  (
    | { readonly kind: "word"; readonly text: string; readonly negated: boolean }
    | { readonly kind: "phrase"; readonly text: string; readonly negated: boolean }
    | { readonly kind: "filter"; readonly facet: Facet; readonly value: string; readonly negated: boolean }
    /** `language:` still without a value: asks for nothing yet. */
    | { readonly kind: "unfinished"; readonly facet: Facet; readonly negated: boolean }
  );

/** What a query asks for. */
export interface ParsedQuery {
  readonly tokens: readonly QueryToken[];
  /** The pieces that could not be understood and became words, as they were typed. */
  readonly notes: readonly string[];
}

const SPACE = /\s/u;
const KEY = /^\p{L}+$/u;

function facetOf(key: string): Facet | null {
  const wanted = fold(key);
  return FACETS.find((facet) => facet === wanted) ?? null;
}

/** Reads a quoted text whose quote stands at `at`; null when it is never closed. */
function readQuoted(query: string, at: number): { readonly text: string; readonly end: number } | null {
  let text = "";
  for (let index = at + 1; index < query.length; index++) {
    const character = query[index];
    if (character === '"') return { text, end: index + 1 };
    const next = query[index + 1];
    if (character === "\\" && (next === '"' || next === "\\")) {
      text += next;
      index++;
    } else text += character;
  }
  return null;
}

function endOfWord(query: string, at: number): number {
  let end = at;
  while (end < query.length && !SPACE.test(query.charAt(end))) end++;
  return end;
}

function wordsOf(text: string, place: Place, negated: boolean): QueryToken[] {
  return text
    .split(/[\s"]+/u)
    .filter((word) => word !== "")
    .map((word) => ({ kind: "word", text: word, negated, ...place }));
}

/** Reads a query. Never throws: every text is a query. */
export function parseQuery(query: string): ParsedQuery {
  const tokens: QueryToken[] = [];
  const notes: string[] = [];
  let at = 0;
  while (at < query.length) {
    if (SPACE.test(query.charAt(at))) {
      at++;
      continue;
    }
    const start = at;
    const negated = query[at] === "-" && at + 1 < query.length && !SPACE.test(query.charAt(at + 1));
    if (negated) at++;
    const broken = (from: number): void => {
      // The rest of the query belongs to a quote that was never closed.
      tokens.push(...wordsOf(query.slice(from), { start, end: query.length }, negated));
      notes.push(query.slice(start).trimEnd());
      at = query.length;
    };
    if (query[at] === '"') {
      const quoted = readQuoted(query, at);
      if (quoted === null) {
        broken(at);
        continue;
      }
      at = quoted.end;
      if (quoted.text.trim() !== "")
        tokens.push({ kind: "phrase", text: quoted.text, negated, start, end: at });
      continue;
    }
    const end = endOfWord(query, at);
    const colon = query.indexOf(":", at);
    const key = colon > at && colon < end ? query.slice(at, colon) : "";
    const facet = KEY.test(key) ? facetOf(key) : null;
    if (facet === null) {
      const text = query.slice(at, end);
      tokens.push({ kind: "word", text, negated, start, end });
      // An address (https://…) or a C++ name (std::move) is no mistyped filter.
      if (KEY.test(key) && !/^:[:/]/.test(query.slice(colon, colon + 2)) && colon + 1 < end)
        notes.push(query.slice(start, end));
      at = end;
      continue;
    }
    if (query[colon + 1] === '"') {
      const quoted = readQuoted(query, colon + 1);
      if (quoted === null) {
        broken(colon + 1);
        continue;
      }
      at = quoted.end;
      const value = quoted.text.trim();
      if (value === "") tokens.push({ kind: "unfinished", facet, negated, start, end: at });
      else tokens.push({ kind: "filter", facet, value, negated, start, end: at });
      continue;
    }
    const value = query.slice(colon + 1, end);
    if (value === "") tokens.push({ kind: "unfinished", facet, negated, start, end });
    else tokens.push({ kind: "filter", facet, value, negated, start, end });
    at = end;
  }
  return { tokens, notes };
}

/** Years from one to another, both included; without an end `Infinity`, without a beginning `-Infinity`. */
export interface YearRange {
  readonly from: number;
  readonly to: number;
}

const YEARS_BETWEEN = /^(\d{4})?(?:\.\.|-)(\d{4})?$/;
const YEARS_BEYOND = /^([<>])(=?)(\d{4})$/;

/** The range that a value of `year:` names: `2020..2022`, `2020-2022`, `2020..`, `..2022`, `>2020`, `<=2022`; null for any other value. */
export function yearRange(value: string): YearRange | null {
  const beyond = YEARS_BEYOND.exec(value);
  if (beyond !== null) {
    const year = Number(beyond[3]);
    const step = beyond[2] === "=" ? 0 : 1;
    return beyond[1] === ">" ? { from: year + step, to: Infinity } : { from: -Infinity, to: year - step };
  }
  const between = YEARS_BETWEEN.exec(value);
  if (between === null || (between[1] ?? between[2]) === undefined) return null;
  return {
    from: between[1] === undefined ? -Infinity : Number(between[1]),
    to: between[2] === undefined ? Infinity : Number(between[2]),
  };
}

/** A value as it stands in a query: in quotes when it needs them. */
export function quoteValue(value: string): string {
  if (value !== "" && !/[\s"\\]/u.test(value)) return value;
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}

/** A filter as it stands in a query: `framework:"spring boot"`, `-tag:old`. */
export function filterToken(facet: Facet, value: string, negated = false): string {
  return `${negated ? "-" : ""}${facet}:${quoteValue(value)}`;
}

function isFilter(token: QueryToken, facet: Facet, value: string, negated: boolean): boolean {
  return (
    token.kind === "filter" &&
    token.facet === facet &&
    token.negated === negated &&
    sameValue(facet, token.value, value)
  );
}

/** True when the query has this filter, as {@link sameValue} compares values. */
export function hasFilter(query: string, facet: Facet, value: string, negated = false): boolean {
  return parseQuery(query).tokens.some((token) => isFilter(token, facet, value, negated));
}

/** The query with this filter at its end; unchanged when it has it already. */
export function addFilter(query: string, facet: Facet, value: string, negated = false): string {
  if (hasFilter(query, facet, value, negated)) return query;
  // Behind a quote that was never closed a filter would be read as words: it goes before it.
  const { tokens, notes } = parseQuery(query);
  const last = tokens.at(-1);
  const open =
    last !== undefined &&
    last.kind === "word" &&
    notes.at(-1) === query.slice(last.start).trimEnd() &&
    query.slice(last.start).includes('"');
  const added = filterToken(facet, value.trim(), negated);
  if (open) return joinPieces(query.slice(0, last.start), `${added} ${query.slice(last.start)}`);
  return joinPieces(query, added);
}

/** The query without a piece of it and the space that the piece leaves. */
export function removeToken(query: string, token: Place): string {
  return joinPieces(query.slice(0, token.start), query.slice(token.end));
}

/** The query without this filter, however often it has it. */
export function removeFilter(query: string, facet: Facet, value: string, negated = false): string {
  let rest = query;
  for (const token of parseQuery(query).tokens.toReversed()) {
    if (isFilter(token, facet, value, negated)) rest = removeToken(rest, token);
  }
  return rest;
}

/** The query with this filter when it has none, else without it. */
export function toggleFilter(query: string, facet: Facet, value: string, negated = false): string {
  return hasFilter(query, facet, value, negated)
    ? removeFilter(query, facet, value, negated)
    : addFilter(query, facet, value, negated);
}

function joinPieces(before: string, after: string): string {
  const head = before.trimEnd();
  const tail = after.trimStart();
  return head === "" || tail === "" ? head + tail : `${head} ${tail}`;
}

/** What stands at the caret and could be completed. */
export interface Completion extends Place {
  /** The facet whose values are asked for; null when a key or a word is being typed. */
  readonly facet: Facet | null;
  readonly negated: boolean;
  /** What is there of the value, key or word, without quotes. */
  readonly typed: string;
}

/** The piece of the query that ends at or holds the caret (a UTF-16 offset), or null between pieces. */
export function completionAt(query: string, caret: number): Completion | null {
  // Read only up to the caret: what follows does not change what is being typed.
  const head = query.slice(0, caret);
  const key = /(?:^|\s)(-?)(\p{L}+):(?:"((?:[^"\\]|\\.)*)|([^\s"]*))$/u.exec(head);
  const facet = key === null ? null : facetOf(key[2] ?? "");
  if (key !== null && facet !== null) {
    const start = key.index + (SPACE.test(key[0].charAt(0)) ? 1 : 0);
    const typed = key[3] === undefined ? (key[4] ?? "") : key[3].replace(/\\(["\\])/g, "$1");
    // A value in quotes goes on to its closing quote, any other to the next space.
    const closing = key[3] === undefined ? endOfWord(query, caret) : query.indexOf('"', caret) + 1;
    return { facet, negated: key[1] === "-", typed, start, end: Math.max(caret, closing) };
  }
  const word = /(?:^|\s)(-?)([^\s"]+)$/u.exec(head);
  if (word === null) return null;
  const start = word.index + (SPACE.test(word[0].charAt(0)) ? 1 : 0);
  return { facet: null, negated: word[1] === "-", typed: word[2] ?? "", start, end: endOfWord(query, caret) };
}

/** The query and caret after a completion was chosen: a value for a facet, and a space to go on typing. */
export function complete(
  query: string,
  at: Place & { readonly negated: boolean },
  facet: Facet,
  value: string,
): { readonly query: string; readonly caret: number } {
  const head = `${query.slice(0, at.start)}${filterToken(facet, value, at.negated)} `;
  return { query: head + query.slice(at.end).trimStart(), caret: head.length };
}
