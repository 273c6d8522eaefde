import { describe, expect, it } from "vitest";
import { Access, TOKEN_LIFE } from "./access.ts";

describe("Access", () => {
  it("exchanges a token once, for a key of its own", () => {
    const access = new Access();
    const token = access.issue();
    const key = access.exchange(token);
    expect(key).toMatch(/^[\w-]{43}$/u);
    expect(access.knows(key ?? "")).toBe(true);
    expect(access.exchange(token)).toBeNull();
    expect(access.knows(token)).toBe(false);
  });

  it("refuses a token that is too old", () => {
    let now = 0;
    const access = new Access(() => now);
    const token = access.issue();
    now = TOKEN_LIFE + 1;
    expect(access.exchange(token)).toBeNull();
  });

  it("is not locked by a stranger's guesses", () => {
    const access = new Access();
    const token = access.issue();
    for (let guess = 0; guess < 1000; guess++) {
      expect(access.exchange(`guess ${guess}`)).toBeNull();
      expect(access.knows(`guess ${guess}`)).toBe(false);
    }
    expect(access.exchange(token)).not.toBeNull();
  });
});
