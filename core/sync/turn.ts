import { createHmac } from "node:crypto";
import { TURN_EVERY } from "#shared/sync/signaling.ts";
import type { TurnServer } from "#shared/sync/signaling-wire.ts";

/** A TURN server that takes whoever can name what follows from its secret. */
export interface TurnAccess {
  readonly urls: readonly string[];
  /** coturn's `static-auth-secret`. */
  readonly secret: string;
}

/**
 * A name and a password that the server takes until they run out, by the scheme that coturn calls the REST API: the name
 * begins with that second, the password is its HMAC-SHA1 (draft-uberti-behave-turn-rest-00). `now` in milliseconds.
 */
export function turnServer({ urls, secret }: TurnAccess, now: number): TurnServer {
  const username = `${Math.floor((now + 2 * TURN_EVERY) / 1000)}:tatami`;
  const credential = createHmac("sha1", secret).update(username).digest("base64");
  return { urls: [...urls], username, credential };
}
