import type { Search } from "#core/features/catalog/search/search-index.ts";

/** A search as a caller of the contract writes it: what is left out has its default. */
export type MixedSearch = Pick<Search, "query" | "filters">;

/**
 * Pairs of facets that people combine. Every search of the mix has one of them, so that each is filtered by two facets
 * and all five are counted.
 */
const CHOICES: readonly Search["filters"][] = [
  { language: ["Java", "Kotlin"], tag: ["kafka", "rest"] },
  { language: ["TypeScript"], framework: ["React", "Node.js"] },
  { framework: ["PostgreSQL"], year: ["2024", "2025"] },
  { tag: ["order", "payment", "graphql"], folder: ["java-pocs", "clones"] },
  { language: ["Python", "Go", "Rust"], year: ["2023", "2024", "2025", "2026"] },
];

/**
 * What is typed: prefixes of two letters, alone and behind a word, because they have the longest lists; then longer
 * prefixes, whole words, common and rare, two and three of them, a typo and a part of a word.
 */
const TYPED: readonly string[] = [
  "ka",
  "sp",
  "re",
  "do",
  "pa",
  "or",
  "st",
  "co",
  "de",
  "ma",
  "java sp",
  "spring ka",
  "kafka pr",
  "docker po",
  "order se",
  "react ro",
  "cache re",
  "payment ga",
  "stream ba",
  "token au",
  "kaf",
  "spr",
  "dock",
  "kube",
  "observ",
  "micro",
  "graphq",
  "kafka",
  "spring",
  "docker",
  "the",
  "aplicacao",
  "elasticsearch",
  "spring boot",
  "order service",
  "kafka consumer group",
  "cache redis",
  "rest api",
  "kakfa",
  "raphq",
];

/** The fixed mix: every typed text with two of the pairs of facets. */
export const SEARCH_MIX: readonly MixedSearch[] = [0, 1].flatMap((shift) =>
  TYPED.map((query, at) => ({ query, filters: CHOICES[(at + shift * 2 + 1) % CHOICES.length] ?? {} })),
);

/** A search typed key by key behind two chosen facets: all that the core is asked on the way. */
export const TYPED_SEARCH: readonly MixedSearch[] = [
  "kafka order service",
  "spring boot jwt",
  "docker compose redis",
  "prometheus grafana",
].flatMap((text, at) =>
  Array.from(text, (_, key) => ({ query: text.slice(0, key + 1), filters: CHOICES[at] ?? {} })),
);
