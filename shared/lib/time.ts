/** A clock, passed in so that rules stay pure: milliseconds since 1970-01-01 UTC. */
export type Clock = () => number;

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
