import { expect, it } from "vitest";
import { TURN_EVERY } from "#shared/sync/signaling.ts";
import { turnServer } from "./turn.ts";

/** By another's HMAC: printf %s 1700043200:tatami | openssl dgst -sha1 -hmac north -binary | base64 */
const CREDENTIAL = "Ww+aBQGhhgmQdAPevV8A9m2QbAU=";

it("names itself by when it runs out, and proves that by the secret", () => {
  const server = turnServer({ urls: ["turn:turn.example:3478"], secret: "north" }, 1_700_000_000_999);
  const until = 1_700_000_000 + (2 * TURN_EVERY) / 1000;
  expect(server).toEqual({
    urls: ["turn:turn.example:3478"],
    username: `${until}:tatami`,
    credential: CREDENTIAL,
  });
});
