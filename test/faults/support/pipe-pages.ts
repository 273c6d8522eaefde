import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "@playwright/test";
import { build } from "vite";
import { WebSocketServer, type WebSocket } from "ws";
import { PAGE_POLICY } from "#shared/api/page-policy.ts";
import { socketChannel } from "#core/api/page-channel.ts";
import { PagePipes } from "#core/sync/page-pipes.ts";
import { launchBrowser } from "#test/e2e/support/browser.ts";

const ENTRY = fileURLToPath(new URL("pipe-page.ts", import.meta.url));
/** Chromium hides addresses behind names that only a network resolves. */
const ARGS = ["--no-sandbox", "--disable-features=WebRtcHideLocalIpsWithMdns"];

/** A core's side of a page that holds direct connections. */
export interface PipePage {
  readonly pipes: PagePipes;
  readonly page: Page;
  /** Messages of the page so far. */
  readonly heard: number;
  /** Breaks the channel between the two. */
  cut(): void;
}

/** Real pages, each in a browser process of its own, with nothing but the code that holds direct connections. */
export class PipePages {
  readonly #server: Server;
  readonly #sockets: WebSocketServer;
  readonly #browsers: Browser[];
  #next: (socket: WebSocket) => void = () => undefined;

  private constructor(server: Server, browsers: Browser[]) {
    this.#server = server;
    this.#browsers = browsers;
    this.#sockets = new WebSocketServer({ server, perMessageDeflate: false });
    this.#sockets.on("connection", (socket) => this.#next(socket));
  }

  /** Starts so many browsers. */
  static async start(browsers: number): Promise<PipePages> {
    const script = await bundlePage(ENTRY);
    const server = createServer(({ url }, response) => {
      const [type, body] =
        url === "/page.js"
          ? ["text/javascript", script]
          : [
              "text/html",
              `<!doctype html><title>Pipes</title><script type="module" src="/page.js"></script>`,
            ];
      response.writeHead(200, { "content-type": type, "content-security-policy": PAGE_POLICY }).end(body);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const started: Browser[] = [];
    for (let at = 0; at < browsers; at++) started.push(await launchBrowser({ args: ARGS }));
    return new PipePages(server, started);
  }

  /** Opens a page in one of the browsers; answers it with the core's end of its channel. */
  async load(browser: number): Promise<{ readonly page: Page; readonly socket: WebSocket }> {
    const { port } = this.#server.address() as AddressInfo;
    const connected = new Promise<WebSocket>((done) => (this.#next = done));
    const page = await (this.#browsers[browser] as Browser).newPage();
    await page.goto(`http://127.0.0.1:${port}/#ws://127.0.0.1:${port}/`);
    return { page, socket: await connected };
  }

  /** Opens a page, and answers when it can hold connections. */
  async open(browser: number): Promise<PipePage> {
    const pipes = new PagePipes((text) => {
      throw new Error(text);
    });
    const able = new Promise<void>((done) => pipes.onAble(done));
    const { page, socket } = await this.load(browser);
    let heard = 0;
    socket.on("message", () => heard++);
    pipes.add(socketChannel(socket));
    await able;
    return {
      pipes,
      page,
      get heard() {
        return heard;
      },
      cut: () => socket.terminate(),
    };
  }

  async close(): Promise<void> {
    for (const browser of this.#browsers) await browser.close();
    this.#sockets.close();
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}

/** A module for a page as one script, with what it imports. */
export async function bundlePage(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, minify: false, lib: { entry, formats: ["es"], fileName: "page" } },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !("output" in output)) throw new Error("The page was not built.");
  return output.output[0].code;
}
