import { createORPCClient, type ClientContext } from "@orpc/client";
import { RPCLink as PortLink } from "@orpc/client/message-port";
import { RPCLink as SocketLink } from "@orpc/client/websocket";
import type {
  ContractRouterClient,
  InferContractRouterInputs,
  InferContractRouterOutputs,
} from "@orpc/contract";
import { useSyncExternalStore } from "react";
import type { coreContract } from "#shared/api/contract.ts";
import type { hostContract } from "#shared/api/host.api.ts";
import type { PageChannel } from "#shared/sync/page-wire.ts";
import { Gate, type Link } from "./gate.ts";
import { portChannel, socketChannel } from "./page-channel.ts";

/**
 * The one toucher of what connects the page to the core and to its shell: MessagePorts in the desktop app, WebSockets
 * in a browser tab. A call that is made before the connection stands, or while it is lost, waits for it.
 */

/** What goes into and comes out of each call of the core, by feature: `CoreOutputs["catalog"]["get"]`. */
export type CoreInputs = InferContractRouterInputs<typeof coreContract>;
export type CoreOutputs = InferContractRouterOutputs<typeof coreContract>;
type CoreClient = ContractRouterClient<typeof coreContract>;
type HostClient = ContractRouterClient<typeof hostContract>;

/** `refused`: this tab has no access, and only a fresh address that is opened in it gives it. */
export type Connection = "connecting" | "open" | "lost" | "refused";

type ChannelName = "core" | "host";
type CallName = {
  [Feature in keyof CoreInputs]: `${Feature}.${keyof CoreInputs[Feature] & string}`;
}[keyof CoreInputs];

/** Calls that change what is kept: while they wait, something is not saved. Pictures that a page makes by itself are nobody's loss. */
const CHANGES: ReadonlySet<string> = new Set<CallName>([
  "catalog.add",
  "catalog.update",
  "catalog.remove",
  "catalog.restore",
  "catalog.revert",
  "catalog.setIgnore",
  "catalog.removeRoot",
  "catalog.addSamples",
  "catalog.removeSamples",
  "catalog.correct",
  "catalog.removeCorrection",
  "settings.update",
  "workspace.create",
  "workspace.rename",
  "workspace.leave",
  "workspace.setAddresses",
  "workspace.revokeInvitation",
  "workspace.assign",
  "workspace.pause",
  "workspace.offerOwnership",
  "workspace.acceptOwnership",
  "workspace.forgetPutAside",
]);

const KEY_ITEM = "tatami.key";
const CLOSED_NO_ACCESS = 4001;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

const gates: Readonly<Record<ChannelName, Gate>> = { core: new Gate(notify), host: new Gate() };

/** Typed calls: `client.core.catalog.get({ id })`, `client.host.capabilities()`. */
export const client = {
  core: createORPCClient<CoreClient>(gates.core.link),
  host: createORPCClient<HostClient>(gates.host.link),
} as const;

/** True in a browser tab, whose shell a person starts in a terminal; false in the desktop app. */
export function inBrowserTab(): boolean {
  return location.protocol !== "app:";
}

let connection: Connection = "connecting";
const listeners = new Set<() => void>();

function notify(): void {
  for (const listener of listeners) listener();
}

function become(next: Connection): void {
  // Whoever was refused gets in by another key alone, which begins with connecting.
  if (connection === next || (connection === "refused" && next !== "connecting")) return;
  connection = next;
  notify();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How the page is connected to the core, live. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => connection);
}

/** How many changes wait for the connection and are not saved yet, live. */
export function useUnsaved(): number {
  return useSyncExternalStore(subscribe, () => gates.core.waiting(CHANGES));
}

// Every call names itself, so that a click can be followed into the log.
const headers = () => ({ "x-correlation-id": crypto.randomUUID() });

/** Ends of the waits between two tries. */
const waits = new Set<() => void>();

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      waits.delete(end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    waits.add(end);
  });
}

/** Tries again now what would be tried later. */
export function reconnectNow(): void {
  for (const end of waits) end();
  if (!inBrowserTab() && connection === "lost") askForPorts();
}

/** Opens the connection of the shell that carries this page. Call once, before anything reads the address. */
export function connect(): void {
  if (!inBrowserTab()) {
    connectPorts();
    return;
  }
  void connectSockets(takeToken());
  // A fresh address differs from that of an open tab in its token alone: no page is loaded for it. The router, which
  // listens later, must not take it for a place to go to.
  const keepFromRouter = (event: PopStateEvent) => {
    if (tokenOf(location.hash) !== null) event.stopImmediatePropagation();
  };
  window.addEventListener("popstate", keepFromRouter);
  window.addEventListener("hashchange", (event) => {
    const token = takeToken(new URL(event.oldURL).hash);
    if (token === null) return;
    if (connection === "refused") {
      become("connecting");
      void connectSockets(token);
    } else spare = token;
  });
  window.addEventListener("beforeunload", (event) => {
    if (gates.core.waiting(CHANGES) > 0) event.preventDefault();
  });
}

function connectPorts(): void {
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.source !== window || event.origin !== location.origin) return;
    const data = event.data as { type?: unknown; name?: unknown } | null;
    const port = event.ports[0];
    if (data?.type !== "tatami:port" || port === undefined) return;
    if (data.name === "core" || data.name === "host") usePort(data.name, port);
    else if (data.name === "pipes") usePipesPort(port);
  });
  askForPorts();
}

function askForPorts(): void {
  window.postMessage({ type: "tatami:ready" }, location.origin);
}

function usePort(name: ChannelName, port: MessagePort): void {
  // Ours is added before the link's own, so that a call that fails by the close is known as lost.
  port.addEventListener("close", () => {
    if (gates[name].close(link) && name === "core") become("lost");
  });
  const link: Link = new PortLink<ClientContext>({ port, headers });
  port.start();
  // A port for one that still seems good means that its core has gone: what was shown is asked again.
  if (name === "core" && gates.core.isOpen) become("lost");
  gates[name].open(link);
  if (name === "core") become("open");
}

/** What carries direct connections, once this page is the one that does. */
let carry: ((channel: PageChannel) => void) | null = null;
/** The port for them; nothing is said on it before it is carried. */
let pipesPort: MessagePort | null = null;

function usePipesPort(port: MessagePort): void {
  // Of a core that has gone, or of one that has given another.
  pipesPort?.close();
  pipesPort = port;
  carry?.(portChannel(port));
}

/** Resolves when this page has access to the core: at once, or when it is given any. */
export function access(): Promise<void> {
  const has = () => !inBrowserTab() || (key !== null && connection === "open");
  return new Promise((resolve) => {
    if (has()) return resolve();
    const stop = subscribe(() => {
      if (!has()) return;
      stop();
      resolve();
    });
  });
}

/**
 * Gives each channel to the core on which direct connections are asked for, one after another. Resolves when this page has
 * access no longer.
 */
export async function carryPipes(serve: (channel: PageChannel) => void): Promise<void> {
  carry = serve;
  if (inBrowserTab()) return key === null ? undefined : await keepSocket("pipes", key);
  if (pipesPort !== null) serve(portChannel(pipesPort));
  return await new Promise<never>(() => undefined);
}

/** The key of the moment: what still knocks with an earlier one stops. */
let key: string | null = null;
/** A token that came while the tab had a key, for the case that the key is refused. */
let spare: string | null = null;

async function connectSockets(token: string | null): Promise<void> {
  key = null;
  key = token === null ? sessionStorage.getItem(KEY_ITEM) : await exchange(token);
  if (key === null) {
    become("refused");
    return;
  }
  void keepSocket("core", key);
  void keepSocket("host", key);
}

/** Takes a one-time token out of the address, which then ends with `hash`; null where there is none. */
function takeToken(hash = ""): string | null {
  const token = tokenOf(location.hash);
  if (token !== null) history.replaceState(history.state, "", location.pathname + hash);
  return token;
}

function tokenOf(hash: string): string | null {
  return /^#token=([\w-]+)$/u.exec(hash)?.[1] ?? null;
}

/** Exchanges a token for a key; one that was used before leaves the tab the key that it has, or null. */
async function exchange(token: string): Promise<string | null> {
  for (let pause = FIRST_RETRY_MS; ; pause = Math.min(pause * 2, LAST_RETRY_MS)) {
    try {
      const response = await fetch("/api/session", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ token }),
      });
      if (!response.ok) return sessionStorage.getItem(KEY_ITEM);
      const fresh = (await response.json()) as { key: string };
      sessionStorage.setItem(KEY_ITEM, fresh.key);
      return fresh.key;
    } catch {
      become("lost");
      await wait(pause);
    }
  }
}

/** Keeps a channel open for as long as the key is good. */
async function keepSocket(name: ChannelName | "pipes", own: string): Promise<void> {
  for (let failures = 0; key === own;) {
    const closed = await openSocket(name, own);
    if (key !== own) return;
    if (closed.code === CLOSED_NO_ACCESS) {
      sessionStorage.removeItem(KEY_ITEM);
      void connectSockets(spare);
      spare = null;
      return;
    }
    if (name === "core") become("lost");
    // What only makes things faster is in no hurry: a core that sends this page away would be asked for ever.
    failures = closed.wasOpen && name !== "pipes" ? 0 : failures + 1;
    const pause = Math.min(FIRST_RETRY_MS * 2 ** failures, LAST_RETRY_MS);
    // Spread out, so that many tabs do not knock at the same moment.
    await wait(pause * (0.75 + Math.random() / 2));
  }
}

/** Opens a channel; resolves when it has closed. */
function openSocket(
  name: ChannelName | "pipes",
  own: string,
): Promise<{ readonly code: number; readonly wasOpen: boolean }> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://${location.host}/api/${name}`, ["tatami", "refused", `key.${own}`]);
    let wasOpen = false;
    let link: Link | null = null;
    // Ours is added before the link's own, so that a call that fails by the close is known as lost.
    socket.addEventListener("close", ({ code }) => {
      if (name !== "pipes" && link !== null) gates[name].close(link);
      resolve({ code, wasOpen });
    });
    if (name !== "pipes") link = new SocketLink<ClientContext>({ websocket: socket, headers });
    socket.addEventListener("open", () => {
      // Opened only to be closed with the reason: what waits goes on waiting.
      if (socket.protocol !== "tatami") return;
      wasOpen = true;
      if (name === "pipes") carry?.(socketChannel(socket));
      else if (link !== null) gates[name].open(link);
      if (name === "core") become("open");
    });
  });
}
