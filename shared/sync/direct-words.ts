import { DIRECT_CANDIDATES, MAX_CANDIDATE, MAX_DESCRIPTION } from "./limits.ts";
import { ProtocolFault } from "./pipe.ts";
import type { Reader, Writer } from "./wire.ts";

/**
 * What two devices say to each other to become connected directly, inside their secure channel: nobody between can put
 * another description in its place. Rules S-534 to S-538 of SPEC.md.
 */
export type DirectWord =
  /** Whether this side can hold direct connections now. */
  | { readonly kind: "able"; readonly able: boolean }
  /** A session description; the answer names the attempt of its offer. */
  | { readonly kind: "offer" | "answer"; readonly attempt: number; readonly description: string }
  /** One more address under which this side may be reached, as ICE writes it. */
  | { readonly kind: "candidate"; readonly attempt: number; readonly candidate: string };

const KINDS = ["able", "offer", "answer", "candidate"] as const satisfies readonly DirectWord["kind"][];

export function writeDirect(to: Writer, word: DirectWord): void {
  to.byte(KINDS.indexOf(word.kind));
  if (word.kind === "able") to.byte(word.able ? 1 : 0);
  else to.varint(word.attempt).text(word.kind === "candidate" ? word.candidate : word.description);
}

/** Throws ProtocolFault for anything that is none, or too large. */
export function readDirect(from: Reader): DirectWord {
  const kind = KINDS[from.byte()];
  switch (kind) {
    case "able": {
      const able = from.byte();
      if (able > 1) throw new ProtocolFault("A flag is neither yes nor no.");
      return { kind, able: able === 1 };
    }
    case "offer":
    case "answer":
      return { kind, attempt: from.varint(), description: from.text(MAX_DESCRIPTION) };
    case "candidate":
      return { kind, attempt: from.varint(), candidate: from.text(MAX_CANDIDATE) };
    default:
      throw new ProtocolFault("A word about a direct connection is of an unknown kind.");
  }
}

/** True for the description of one data channel and nothing else: no sound, no picture. */
export function isDescription(text: string): boolean {
  const sections = text.match(/^m=.*$/gmu) ?? [];
  return (
    text.length <= MAX_DESCRIPTION &&
    sections.length === 1 &&
    /^m=application \d+ (?:UDP|TCP)\/DTLS\/SCTP webrtc-datachannel$/u.test(sections[0] ?? "") &&
    candidatesIn(text) <= DIRECT_CANDIDATES
  );
}

/** How many addresses stand in a description. */
export function candidatesIn(description: string): number {
  return description.match(/^a=candidate:/gmu)?.length ?? 0;
}

/** True for one address, in one line. */
export function isCandidate(text: string): boolean {
  return text.length <= MAX_CANDIDATE && /^candidate:[^\r\n]+$/u.test(text);
}
