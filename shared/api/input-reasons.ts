import type * as z from "zod";
import { reason, type KnownReason } from "./reasons.ts";

type Issue = z.core.$ZodIssue;

/** Characters of a list of names that is told: input comes from anybody. */
const MOST_TOLD = 200;

/** What is wrong with a value, by an issue of a schema; `path` says where, from the outside in. */
export function issueReason(issue: Issue, path: readonly PropertyKey[] = issue.path): KnownReason {
  const field = told(path) || "input";
  switch (issue.code) {
    case "invalid_type":
      return typeReason(issue.expected, field);
    case "too_small":
      return tooSmall(issue.origin, Number(issue.minimum), field);
    case "too_big":
      return tooBig(issue.origin, Number(issue.maximum), field);
    case "invalid_format":
      return issue.format === "uuid"
        ? reason("input.not-an-id", { field })
        : reason("input.wrong-format", { field });
    case "invalid_value":
      return reason("input.not-a-choice", { field, choices: clipped(issue.values.map(String).join(", ")) });
    case "unrecognized_keys": {
      const fields = issue.keys.map((key) => told([...path, key])).join(", ");
      return reason("input.unknown-fields", { fields: clipped(fields) });
    }
    default:
      return reason("input.invalid", { field });
  }
}

function typeReason(expected: string, field: string): KnownReason {
  switch (expected) {
    case "string":
      return reason("input.not-text", { field });
    case "number":
      return reason("input.not-a-number", { field });
    case "int":
      return reason("input.not-whole", { field });
    case "boolean":
      return reason("input.not-yes-or-no", { field });
    case "array":
      return reason("input.not-a-list", { field });
    default:
      return reason("input.invalid", { field });
  }
}

function tooSmall(origin: string, minimum: number, field: string): KnownReason {
  if (origin === "string" || origin === "array") if (minimum === 1) return reason("input.empty", { field });
  if (origin === "string") return reason("input.too-short", { field, minimum });
  return origin === "array"
    ? reason("input.too-few", { field, minimum })
    : reason("input.too-low", { field, minimum });
}

function tooBig(origin: string, maximum: number, field: string): KnownReason {
  if (origin === "string") return reason("input.too-long", { field, maximum });
  return origin === "array"
    ? reason("input.too-many", { field, maximum })
    : reason("input.too-high", { field, maximum });
}

function told(path: readonly PropertyKey[]): string {
  return clipped(path.map(String).join("."));
}

function clipped(text: string): string {
  return text.length > MOST_TOLD ? `${text.slice(0, MOST_TOLD)}…` : text;
}
