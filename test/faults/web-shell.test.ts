import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { CoreClient } from "#core/api/local-client.ts";
import { seeded } from "#test/builders/random.ts";
import { ask, knock, raw, webShell, type Shell } from "./support/web.ts";

let shell: Shell;
beforeAll(async () => {
  shell = await webShell();
});
afterAll(() => shell.close());

const protocols = (key: string) => ["tatami", `key.${key}`];

/** A person's tab still gets an answer: nothing of a test has harmed the shell. */
async function stillServes(): Promise<void> {
  const { outcome, socket } = await knock(shell.host, "/api/core", protocols(await shell.key()), {
    origin: shell.origin,
  });
  expect(outcome).toBe("open");
  const client = createORPCClient<CoreClient>(
    new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
  );
  expect((await client.workspace.current()).name).toBe("Personal");
  socket.terminate();
}
afterEach(stillServes);

describe("the exchange of the token", () => {
  const exchange = (token: string, headers: Record<string, string> = {}) =>
    ask({
      host: shell.host,
      path: "/api/session",
      method: "POST",
      body: JSON.stringify({ token }),
      headers: { origin: shell.origin, "content-type": "application/json", ...headers },
    });
  const fresh = () => new URL(shell.server.address()).hash.slice("#token=".length);

  it("works once, and sets no cookie", async () => {
    const token = fresh();
    const first = await exchange(token);
    expect(first).toMatchObject({ status: 200, headers: { "cache-control": "no-store" } });
    expect(first.headers["set-cookie"]).toBeUndefined();
    expect((await exchange(token)).status).toBe(401);
  });

  it.each<[string, Record<string, string>]>([
    ["another site", { origin: "http://evil.example" }],
    ["another port of this machine", { origin: "http://127.0.0.1:1" }],
    ["localhost", { origin: "http://localhost" }],
    ["a frame without origin", { origin: "null" }],
    ["https", { origin: "https://127.0.0.1" }],
    ["a form of text", { "content-type": "text/plain" }],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }],
    ["a name that points here", { host: "evil.example" }],
    ["localhost as host", { host: "localhost" }],
  ])("is refused to %s, and the token stays good", async (_who, headers) => {
    const token = fresh();
    expect((await exchange(token, headers)).status).toBe(403);
    expect((await exchange(token)).status).toBe(200);
  });

  it("is refused without origin, by GET, with no token, a wrong one, and one of a megabyte", async () => {
    const base = { host: shell.host, path: "/api/session", headers: { "content-type": "application/json" } };
    expect((await ask({ ...base, method: "POST", body: "{}" })).status).toBe(403);
    expect((await ask({ ...base, headers: { ...base.headers, origin: shell.origin } })).status).toBe(403);
    for (const body of [
      "",
      "null",
      "[]",
      '{"token":null}',
      '{"token":{"toString":1}}',
      "{",
      '{"__proto__":{"token":"x"}}',
    ]) {
      expect(
        (await ask({ ...base, method: "POST", body, headers: { ...base.headers, origin: shell.origin } }))
          .status,
      ).toBe(401);
    }
    const large = ask({
      ...base,
      method: "POST",
      body: JSON.stringify({ token: "x".repeat(1_000_000) }),
      headers: { ...base.headers, origin: shell.origin },
    });
    // The connection may be cut while the rest is still being sent.
    expect(
      await large.then(
        (answer) => answer.status,
        () => 413,
      ),
    ).toBe(413);
  });
});

describe("a WebSocket", () => {
  it.each<
    [
      string,
      (key: string) => { path?: string; protocols?: string[]; headers: Record<string, string> },
      string,
    ]
  >([
    ["without a key", () => ({ protocols: ["tatami"], headers: {} }), "closed 4001"],
    ["with a wrong key", () => ({ protocols: protocols("A".repeat(43)), headers: {} }), "closed 4001"],
    [
      "with the key in a cookie",
      (key) => ({ protocols: ["tatami"], headers: { cookie: `key=${key}; tatami=${key}` } }),
      "closed 4001",
    ],
    ["with the key in the address", (key) => ({ path: `/api/core?key=${key}`, headers: {} }), "refused 403"],
    [
      "with the key as bearer",
      (key) => ({ protocols: ["tatami"], headers: { authorization: `Bearer ${key}` } }),
      "closed 4001",
    ],
    [
      "from another site",
      (key) => ({ protocols: protocols(key), headers: { origin: "http://evil.example" } }),
      "refused 403",
    ],
    [
      "from another port",
      (key) => ({ protocols: protocols(key), headers: { origin: "http://127.0.0.1:1" } }),
      "refused 403",
    ],
    [
      "from a null origin",
      (key) => ({ protocols: protocols(key), headers: { origin: "null" } }),
      "refused 403",
    ],
    [
      "with an empty origin",
      (key) => ({ protocols: protocols(key), headers: { origin: "" } }),
      "refused 403",
    ],
    [
      "under another name",
      (key) => ({ protocols: protocols(key), headers: { host: "evil.example" } }),
      "refused 403",
    ],
    [
      "on another path",
      (key) => ({ path: "/api/local", protocols: protocols(key), headers: {} }),
      "refused 403",
    ],
  ])("%s is refused", async (_what, make, expected) => {
    const { path, protocols: offered = [], headers } = make(await shell.key());
    for (const one of path === undefined ? ["/api/core", "/api/host", "/api/pipes"] : [path]) {
      const { outcome } = await knock(shell.host, one, offered, { origin: shell.origin, ...headers });
      expect([one, outcome]).toEqual([one, expected]);
    }
  });

  it.each(["/api/../api/core", "/api/./core", "/api//core", "/api/core/", "/api/%63ore", "//api/core"])(
    "on the path %s, which a client would tidy, is refused",
    async (path) => {
      const key = await shell.key();
      const text = await raw(
        shell.host,
        `GET ${path} HTTP/1.1\r\nHost: ${shell.host}\r\nOrigin: ${shell.origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: tatami, key.${key}\r\n\r\n`,
      );
      expect(text).toMatch(/^HTTP\/1\.1 403 /u);
    },
  );

  it("without access names itself refused before it opens, to a page that offers to hear that", async () => {
    const named = async (key: string, offered: readonly string[]) => {
      const { socket } = await knock(shell.host, "/api/core", [...offered, `key.${key}`], {
        origin: shell.origin,
      });
      socket.terminate();
      return socket.protocol;
    };
    expect(await named("wrong", ["tatami", "refused"])).toBe("refused");
    expect(await named("wrong", ["tatami"])).toBe("tatami");
    expect(await named(await shell.key(), ["tatami", "refused"])).toBe("tatami");
  });

  it("without an origin at all is refused", async () => {
    const { outcome } = await knock(shell.host, "/api/core", protocols(await shell.key()), {});
    expect(outcome).toBe("refused 403");
  });

  it("with a message above 4 MiB, or frames that are none, is closed, whether it has access or not", async () => {
    for (const offered of [protocols(await shell.key()), protocols("wrong"), ["tatami"]]) {
      const { socket } = await knock(shell.host, "/api/core", offered, { origin: shell.origin });
      const closed = new Promise<number>((done) =>
        socket.readyState === socket.CLOSED ? done(0) : socket.once("close", done),
      );
      if (socket.readyState === socket.OPEN) socket.send(Buffer.alloc(4 * 1024 * 1024 + 1));
      expect([0, 1006, 1009, 4001]).toContain(await closed);
    }
    const random = seeded(1);
    for (let round = 0; round < 30; round++) {
      const key = round % 2 === 0 ? await shell.key() : "wrong";
      const upgrade = `GET /api/core HTTP/1.1\r\nHost: ${shell.host}\r\nOrigin: ${shell.origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\nSec-WebSocket-Protocol: tatami, key.${key}\r\n\r\n`;
      const noise = Buffer.from(Array.from({ length: 200 }, () => Math.floor(random() * 256)));
      await new Promise<void>((done) => {
        const socket = connect(shell.server.port, "127.0.0.1", () => {
          socket.write(Buffer.concat([Buffer.from(upgrade), noise]));
          setTimeout(() => (round % 3 === 0 ? socket.resetAndDestroy() : socket.destroy()), 20);
        });
        socket.on("error", () => undefined);
        socket.resume();
        socket.once("close", () => done());
      });
    }
  });

  it("with valid frames of nonsense gets no answer but an error, and does no harm", async () => {
    const { socket } = await knock(shell.host, "/api/core", protocols(await shell.key()), {
      origin: shell.origin,
    });
    for (const text of [
      "",
      "null",
      "{}",
      "[]",
      '{"i":"1","p":{"u":"/catalog/get"}}',
      '{"i":"__proto__","p":{"u":"orpc:/catalog/search","b":{"json":{"__proto__":{"x":1}}}}}',
      "\0\0",
      "x".repeat(100_000),
      '{"i":1,"t":4}',
      '{"i":"1","t":99}',
    ]) {
      socket.send(text);
      socket.send(Buffer.from(text));
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    socket.terminate();
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it("five hundred at once are served, and their end leaves nothing", async () => {
    const key = await shell.key();
    const many = await Promise.all(
      Array.from({ length: 500 }, () =>
        knock(shell.host, "/api/core", protocols(key), { origin: shell.origin }),
      ),
    );
    expect(many.filter(({ outcome }) => outcome === "open")).toHaveLength(500);
    await stillServes();
    for (const { socket } of many) socket.terminate();
  });
});

describe("requests that are none of a page", () => {
  const SECURITY = [
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
  ];

  it("every answer carries the headers of security and no cookie", async () => {
    const answers = await Promise.all([
      ask({ host: shell.host, path: "/" }),
      ask({ host: shell.host, path: "/nothing" }),
      ask({ host: shell.host, path: "/", method: "POST" }),
      ask({ host: shell.host, path: "/", headers: { host: "evil.example" } }),
      ask({ host: shell.host, path: "/", method: "DELETE" }),
      ask({ host: shell.host, path: "/api/session" }),
      ask({ host: shell.host, path: "/", headers: { expect: "the unexpected" } }),
      ask({ host: shell.host, path: "/", headers: { large: "x".repeat(20_000) } }),
    ]);
    for (const { headers, status } of answers) {
      for (const name of SECURITY) expect(headers, `${name} of ${status}`).toHaveProperty(name);
      expect(headers["set-cookie"]).toBeUndefined();
      expect(headers["access-control-allow-origin"]).toBeUndefined();
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 405, 403, 405, 403, 417, 431]);
    const broken = await raw(shell.host, "this is no HTTP\r\n\r\n");
    const forbidden = await raw(
      shell.host,
      `GET /api/core HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    for (const text of [broken, forbidden])
      for (const name of SECURITY) expect(text.toLowerCase()).toContain(`${name}:`);
  });

  it.each(["OPTIONS", "PUT", "PATCH", "DELETE", "POST", "TRACE", "PROPFIND"])(
    "%s is refused",
    async (method) => {
      const headers = {
        origin: "http://evil.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
      };
      expect((await ask({ host: shell.host, path: "/", method, headers })).status).toBe(405);
    },
  );

  it.each([
    "/../secret",
    "/..%2fsecret",
    "/%2e%2e/secret",
    "/%2e%2e%2fsecret",
    "/..%5csecret",
    "/..\\secret",
    "/....//secret",
    "/%252e%252e%252fsecret",
    "/assets/../../secret",
    "/%c0%ae%c0%ae/secret",
    "/..%00/secret",
    "/index.html%00.png",
    "/%",
    "/%ff",
    "/./../secret",
    "//etc/passwd",
    "///etc/passwd",
    "/%2fetc%2fpasswd",
    "/\\etc\\passwd",
    "/..;/secret",
    "/~root/.profile",
    "/etc/passwd",
    "//",
    "/\\",
    "//[",
    "/?../secret",
    "/index.html/",
    "/.",
    "/..",
  ])("nothing but pages comes by the path %s", async (path) => {
    const name = shell.pages.split("/").at(-1) ?? "";
    const { status, body } = await ask({
      host: shell.host,
      path: path.replaceAll("secret", `${name}-secret.txt`),
    });
    expect([200, 400, 404]).toContain(status);
    expect(body).not.toContain("secret");
    expect(body).not.toContain("root:");
    if (status === 200) expect(body).toContain("<title>Tatami</title>");
  });

  it.each([
    ["an address of another server", "GET http://evil.example/ HTTP/1.1"],
    ["this server's own address", "GET http://127.0.0.1/ HTTP/1.1"],
    ["a tunnel", "CONNECT evil.example:443 HTTP/1.1"],
    ["a star", "OPTIONS * HTTP/1.1"],
    ["a file", "GET file:///etc/passwd HTTP/1.1"],
  ])("%s in the request line is not followed", async (_what, line) => {
    const text = await raw(shell.host, `${line}\r\nHost: ${shell.host}\r\nConnection: close\r\n\r\n`);
    expect(text === "" || /^HTTP\/1\.1 4\d\d /u.test(text)).toBe(true);
  });

  it("two hosts, no host, a host with a login, and smuggled lengths are refused", async () => {
    for (const headers of [
      `Host: evil.example\r\nHost: ${shell.host}`,
      "",
      `Host: user@${shell.host}`,
      `Host: ${shell.host}.`,
      `Host: ${shell.host}, evil.example`,
      `Host: ${shell.host}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked`,
    ]) {
      const text = await raw(
        shell.host,
        `GET / HTTP/1.1\r\n${headers}${headers === "" ? "" : "\r\n"}Connection: close\r\n\r\n`,
      );
      expect(text).toMatch(/^HTTP\/1\.1 4\d\d /u);
    }
  });

  it("heads that come byte by byte hold nobody else up", async () => {
    const slow = Array.from({ length: 100 }, () => {
      const socket = connect(shell.server.port, "127.0.0.1", () => socket.write("GET / HTTP/1.1\r\nHost: "));
      socket.on("error", () => undefined);
      return socket;
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await ask({ host: shell.host, path: "/" })).status).toBe(200);
    for (const socket of slow) socket.destroy();
  });

  it("connections that are cut at any byte of a request do no harm", async () => {
    const key = await shell.key();
    const whole = `GET /api/core HTTP/1.1\r\nHost: ${shell.host}\r\nOrigin: http://evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: tatami, key.${key}\r\n\r\n`;
    const cuts = Array.from({ length: 40 }, (_, index) => Math.ceil((whole.length * (index + 1)) / 40));
    await Promise.all(
      cuts.map(
        (cut) =>
          new Promise<void>((done) => {
            const socket = connect(shell.server.port, "127.0.0.1", () => {
              socket.write(whole.slice(0, cut));
              setImmediate(() => socket.resetAndDestroy());
            });
            socket.on("error", () => undefined);
            socket.once("close", () => done());
          }),
      ),
    );
  });
});
