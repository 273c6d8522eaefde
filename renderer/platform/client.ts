import { createORPCClient, DynamicLink, ORPCError, type ClientContext, type ClientLink } from "@orpc/client";
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

/**
 * The one toucher of what connects the page to the core and to its shell: MessagePorts in the desktop app, WebSockets
 * in a browser tab. A call that is made before the connection stands, or while it is lost, waits for it.
 */

/** What goes into and comes out of each call of the core, by feature: `CoreOutputs["catalog"]["get"]`. */
export type CoreInputs = InferContractRouterInputs<typeof coreContract>;
export type CoreOutputs = InferContractRouterOutputs<typeof coreContract>;
type CoreClient = ContractRouterClient<typeof coreContract>;
type HostClient = ContractRouterClient<typeof hostContract>;

/** `refused` is final: this tab has no access and only a fresh address gives it. */
export type Connection = "connecting" | "open" | "lost" | "refused";

/** A call whose connection ended before the answer: whether it took effect is not known. */
export class ConnectionLostError extends Error {
  override readonly name = "ConnectionLostError";
}

type Link = ClientLink<ClientContext>;
type ChannelName = "core" | "host";

const KEY_ITEM = "tatami.key";
const CLOSED_NO_ACCESS = 4001;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

/** Holds the link of the moment; callers wait until there is one. */
class Gate {
  #link: Link | null = null;
  #waiting: ((link: Link) => void)[] = [];

  open(link: Link): void {
    this.#link = link;
    for (const resolve of this.#waiting.splice(0)) resolve(link);
  }

  /** Closes only for the given link: a late goodbye of an old one must not close its successor. */
  close(link: Link): boolean {
    if (this.#link !== link) return false;
    this.#link = null;
    return true;
  }

  readonly #current = (): Promise<Link> =>
    this.#link === null ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(this.#link);

  /** A link that follows every reconnection. */
  readonly link: Link = new DynamicLink<ClientContext>(async () => {
    const link = await this.#current();
    return {
      call: async (path, input, options) => {
        try {
          return await link.call(path, input, options);
        } catch (error) {
          if (this.#link !== link && !(error instanceof ORPCError)) throw new ConnectionLostError();
          throw error;
        }
      },
    };
  });
}

const gates: Readonly<Record<ChannelName, Gate>> = { core: new Gate(), host: new Gate() };

/** Typed calls: `client.core.catalog.get({ id })`, `client.host.capabilities()`. */
export const client = {
  core: createORPCClient<CoreClient>(gates.core.link),
  host: createORPCClient<HostClient>(gates.host.link),
} as const;

let connection: Connection = "connecting";
let opened = 0;
const listeners = new Set<() => void>();

function become(next: Connection): void {
  if (connection === next || connection === "refused") return;
  connection = next;
  if (next === "open") opened++;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How the page is connected to the core, live. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => connection);
}

/** Calls back each time that the connection stands again after it was lost. */
export function onReconnect(callback: () => void): () => void {
  let seen = opened;
  return subscribe(() => {
    if (connection !== "open" || opened === seen) return;
    const first = seen === 0;
    seen = opened;
    if (!first) callback();
  });
}

// Every call names itself, so that a click can be followed into the log.
const headers = () => ({ "x-correlation-id": crypto.randomUUID() });

/** Opens the connection of the shell that carries this page. Call once, before anything reads the address. */
export function connect(): void {
  if (location.protocol === "app:") connectPorts();
  else void connectSockets();
}

function connectPorts(): void {
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.source !== window || event.origin !== location.origin) return;
    const data = event.data as { type?: unknown; name?: unknown } | null;
    const port = event.ports[0];
    if (data?.type !== "tatami:port" || port === undefined) return;
    if (data.name === "core" || data.name === "host") usePort(data.name, port);
  });
  window.postMessage({ type: "tatami:ready" }, location.origin);
}

function usePort(name: ChannelName, port: MessagePort): void {
  // Ours is added before the link's own, so that a call that fails by the close is known as lost.
  port.addEventListener("close", () => {
    if (gates[name].close(link) && name === "core") become("lost");
  });
  const link: Link = new PortLink<ClientContext>({ port, headers });
  port.start();
  gates[name].open(link);
  if (name === "core") become("open");
}

async function connectSockets(): Promise<void> {
  const key = await sessionKey();
  if (key === null) {
    become("refused");
    return;
  }
  openSocket("core", key, 0);
  openSocket("host", key, 0);
}

/** Takes the one-time token out of the address and exchanges it; a reloaded tab has its key already. */
async function sessionKey(): Promise<string | null> {
  const token = /^#token=([\w-]+)$/u.exec(location.hash)?.[1];
  if (token === undefined) return sessionStorage.getItem(KEY_ITEM);
  history.replaceState(null, "", location.pathname);
  for (let wait = FIRST_RETRY_MS; ; wait = Math.min(wait * 2, LAST_RETRY_MS)) {
    try {
      const response = await fetch("/api/session", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ token }),
      });
      if (!response.ok) return sessionStorage.getItem(KEY_ITEM);
      const { key } = (await response.json()) as { key: string };
      sessionStorage.setItem(KEY_ITEM, key);
      return key;
    } catch {
      become("lost");
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

function openSocket(name: ChannelName, key: string, failures: number): void {
  const socket = new WebSocket(`ws://${location.host}/api/${name}`, ["tatami", `key.${key}`]);
  let wasOpen = false;
  socket.addEventListener("close", (event) => {
    const current = gates[name].close(link);
    if (event.code === CLOSED_NO_ACCESS) {
      sessionStorage.removeItem(KEY_ITEM);
      become("refused");
      return;
    }
    if (name === "core" && (current || !wasOpen)) become("lost");
    const next = wasOpen ? 0 : failures + 1;
    const wait = Math.min(FIRST_RETRY_MS * 2 ** next, LAST_RETRY_MS);
    // Spread out, so that many tabs do not knock at the same moment.
    setTimeout(() => openSocket(name, key, next), wait * (0.75 + Math.random() / 2));
  });
  const link: Link = new SocketLink<ClientContext>({ websocket: socket, headers });
  socket.addEventListener("open", () => {
    wasOpen = true;
    gates[name].open(link);
    if (name === "core") become("open");
  });
}
