/** A clock, passed in so that rules stay pure: milliseconds since 1970-01-01 UTC. */
export type Clock = () => number;

/** The first and the last millisecond of the years 1 to 9999: what every calendar can write. */
const FIRST = -62_135_596_800_000;
const LAST = 253_402_300_799_999;

/** Whether milliseconds since the epoch are a time that can be written: others may send any number. */
export function isTime(ms: number): boolean {
  return ms >= FIRST && ms <= LAST;
}

/** An ISO 8601 UTC string of milliseconds since the epoch, or null for null. */
export function toIso(ms: number): string;
export function toIso(ms: number | null): string | null;
export function toIso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

/** The UTC year of milliseconds since the epoch. */
export function utcYear(ms: number): number {
  return new Date(ms).getUTCFullYear();
}

/** Runs work after a delay in milliseconds; answers what takes it back. Passed in, so that a test can own the time. */
export interface Timer {
  after(delay: number, work: () => void): () => void;
}
