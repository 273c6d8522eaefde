import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request, type IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { openCore, type OpenCore } from "#core/main.ts";
import { serveWeb, type WebServer } from "#web/server.ts";

/** A web shell in this process, on a data folder and pages of its own. */
export interface Shell {
  readonly core: OpenCore;
  readonly server: WebServer;
  readonly host: string;
  readonly origin: string;
  readonly pages: string;
  /** A key that opens both contracts. */
  key(): Promise<string>;
  close(): Promise<void>;
}

const PAGE = `<!doctype html><title>Tatami</title><p>The page.</p>`;

export async function webShell(): Promise<Shell> {
  const folder = mkdtempSync(join(tmpdir(), "tatami-web-"));
  const pages = mkdtempSync(join(tmpdir(), "tatami-pages-"));
  writeFileSync(join(pages, "index.html"), PAGE);
  // What must never be served lies right beside.
  writeFileSync(`${pages}-secret.txt`, "secret");
  const core = await openCore(
    { dataFolder: folder, shell: "web" },
    {
      ended: (error) => {
        throw error;
      },
    },
  );
  const server = await serveWeb(core, pages, [0], "npm start -- --web");
  const host = `127.0.0.1:${server.port}`;
  const origin = `http://${host}`;
  const exchange = async () => {
    const token = new URL(server.address()).hash.slice("#token=".length);
    const answer = await ask({
      host,
      path: "/api/session",
      method: "POST",
      headers: { origin, "content-type": "application/json" },
      body: JSON.stringify({ token }),
    });
    return (JSON.parse(answer.body) as { key: string }).key;
  };
  let key: Promise<string> | null = null;
  return {
    core,
    server,
    host,
    origin,
    pages,
    key: () => (key ??= exchange()),
    close: async () => {
      await server.close();
      await core.close();
      for (const path of [folder, pages, `${pages}-secret.txt`])
        rmSync(path, { recursive: true, force: true });
    },
  };
}

export interface Ask {
  /** Where to connect to. */
  readonly host: string;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One HTTP request with exactly these headers; a path is sent as it is, without being made tidy. */
export function ask({ host, path, method = "GET", headers = {}, body }: Ask): Promise<Answer> {
  const [hostname, port] = host.split(":");
  return new Promise((done, fail) => {
    const sent = request(
      { host: hostname, port, path, method, headers: { host, ...headers }, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          done({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      },
    );
    sent.on("error", fail);
    sent.end(body);
  });
}

/** Bytes on a socket of their own; answers all that comes back until it is closed. */
export function raw(host: string, bytes: string | Buffer): Promise<string> {
  const [hostname, port] = host.split(":");
  return new Promise((done) => {
    let text = "";
    const socket = connect(Number(port), hostname ?? "", () => socket.write(bytes));
    socket.on("data", (chunk) => (text += chunk.toString("latin1")));
    socket.on("error", () => undefined);
    socket.once("close", () => done(text));
  });
}

/** Opens a WebSocket; answers "open", the close code as "closed 4001", or the status of a refusal as "refused 403". */
export function knock(
  host: string,
  path: string,
  protocols: readonly string[],
  headers: Record<string, string>,
): Promise<{ readonly outcome: string; readonly socket: WebSocket }> {
  return new Promise((done) => {
    const socket = new WebSocket(`ws://${host}${path}`, [...protocols], {
      headers,
      perMessageDeflate: false,
    });
    // The server opens a socket even to say no, and says that at once: one that answers a ping is open to us.
    socket.once("open", () => socket.ping());
    socket.once("pong", () => done({ outcome: "open", socket }));
    socket.once("close", (code) => done({ outcome: `closed ${code}`, socket }));
    socket.once("unexpected-response", (_request, response) => {
      done({ outcome: `refused ${response.statusCode}`, socket });
      response.resume();
    });
    socket.on("error", () => undefined);
  });
}
