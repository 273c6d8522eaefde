import { describe, expect, it } from "vitest";
import { redactor } from "./redact.ts";

describe("redactor", () => {
  const redact = redactor("/home/author");
  it.each([
    ["the home folder", '{"path":"/home/author/code/x"}', '{"path":"~/code/x"}'],
    ["an e-mail address", "by author.one@example.com.br now", "by [email] now"],
    ["an address in any script", "josé@exämple.org", "[email]"],
    [
      "credentials in a URL",
      "https://user:pass@host/x and https://token@host/y",
      "https://[credentials]@host/x and https://[credentials]@host/y",
    ],
    ["a key", "key Zk3x_9-aQ0Zk3x_9-aQ0Zk3x_9-aQ0Zk3x_9-aQ0abc end", "key [secret] end"],
    ["a hash", `sha ${"0123456789abcdef".repeat(4)}`, "sha [secret]"],
  ])("takes out %s", (_what, text, expected) => expect(redact(text)).toBe(expected));

  it("leaves ids of documents and ordinary long names", () => {
    const text = "0197f000-0000-7000-8000-000000000001 kafka-streams-window-example-with-docker-compose";
    expect(redact(text)).toBe(text);
  });

  it("knows a Windows home in JSON, where its backslashes are doubled", () => {
    const home = "C:\\Users\\author";
    expect(redactor(home)(JSON.stringify({ path: `${home}\\code` }))).toBe('{"path":"~\\\\code"}');
  });
});
