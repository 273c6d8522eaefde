import { randomBytes } from "node:crypto";

/** So many random bytes of the system's. */
export function random(bytes: number): Uint8Array {
  return Uint8Array.from(randomBytes(bytes));
}
