import type { Invitation } from "../types.ts";

type Lasting = Pick<Invitation, "expiresAt" | "uses" | "used">;

/** Whether the time of an invitation is over; `now` in milliseconds since the epoch. */
export function isExpired({ expiresAt }: Pick<Lasting, "expiresAt">, now: number): boolean {
  return expiresAt !== null && expiresAt <= now;
}

/** Whether as many devices came in by an invitation as it was made for. */
export function isUsedUp({ uses, used }: Pick<Lasting, "uses" | "used">): boolean {
  return uses !== null && used >= uses;
}

/** Whether somebody can still come in by an invitation. */
export function isOpen(invitation: Lasting, now: number): boolean {
  return !isExpired(invitation, now) && !isUsedUp(invitation);
}
