import { Reason } from "#shared/api/errors.ts";
import { inEnglish } from "#shared/api/reasons.ts";

/** Why a document does not fit its schema: in English, and the reason for a page to say in its own language. */
export interface Problem {
  readonly why: string;
  /** null for the words of a version from before there were reasons. */
  readonly reason: Reason | null;
}

/** What the column `problem` of a head holds: the reason as JSON. */
export function problemText(reason: Reason): string {
  return JSON.stringify(reason);
}

/** Reads the column `problem`; what is no reason there are the words of an earlier version. */
export function readProblem(text: string): Problem {
  const reason = Reason.safeParse(parsed(text));
  return reason.success ? { why: inEnglish(reason.data), reason: reason.data } : { why: text, reason: null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
