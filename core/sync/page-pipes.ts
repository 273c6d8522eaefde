import { assertNever } from "#shared/lib/assert-never.ts";
import { CarriedPipe } from "#shared/sync/carried-pipe.ts";
import { HIGH_WATER, TAKEN_EVERY } from "#shared/sync/limits.ts";
import {
  FromPage,
  PAGE_CONNECTIONS,
  readFrame,
  readPageText,
  writeFrame,
  type IceServer,
  type PageChannel,
  type ToPage,
} from "#shared/sync/page-wire.ts";
import { CLOSE_CODES, type Pipe } from "#shared/sync/pipe.ts";
import { closeBody, RELAY, readTaken, takenBody } from "#shared/sync/signaling-wire.ts";

/** Who hears how a direct connection fares. */
export interface DirectListener {
  /** This side's description, once. */
  description(text: string): void;
  /** An address of this side. */
  candidate(text: string): void;
  /** The connection stands. */
  opened(pipe: Pipe): void;
  /** It is over, whoever ended it; once, and nothing after it. */
  closed(): void;
}

/** A direct connection that is being made, or stands. */
export interface DirectConnection {
  answer(description: string): void;
  candidate(candidate: string): void;
  close(): void;
}

/** Where direct connections can be made. */
export interface DirectCarrier {
  /** Whether they can now. */
  readonly able: boolean;
  /** Tells when that has changed; answers what ends it. */
  onAble(listener: () => void): () => void;
  /** Makes one: with the other side's offer, or an own one. Null when that cannot be. Nothing is told within the call. */
  open(
    offer: string | null,
    iceServers: readonly IceServer[],
    listener: DirectListener,
  ): DirectConnection | null;
}

/**
 * The direct connections of a core. RTCPeerConnection exists in pages only, so one of them holds the connections and passes
 * frames on: of a connection it knows the number. The frames are those of the relay's pipes, without names: a packet, an
 * end, or how much was taken, so that what waits is counted from core to core.
 */
export class PagePipes implements DirectCarrier {
  readonly #onFault: (text: string) => void;
  /** In the order in which they came. The first that is ready makes the connections. */
  readonly #pages = new Set<Page>();
  readonly #listeners = new Set<() => void>();
  #able = false;
  #ids = 0;

  /** `onFault` is told, in words for a log, why a page was sent away. */
  constructor(onFault: (text: string) => void) {
    this.#onFault = onFault;
  }

  get able(): boolean {
    return this.#able;
  }

  onAble(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A page has come that may hold connections, for as long as its channel lasts. */
  add(channel: PageChannel): void {
    const page = new Page(channel, {
      changed: () => this.#changed(),
      fault: (text) => this.#onFault(text),
      gone: () => {
        this.#pages.delete(page);
        this.#changed();
      },
    });
    this.#pages.add(page);
    page.begin();
  }

  open(
    offer: string | null,
    iceServers: readonly IceServer[],
    listener: DirectListener,
  ): DirectConnection | null {
    const page = this.#ready();
    if (page === null || page.connections >= PAGE_CONNECTIONS) return null;
    this.#ids = (this.#ids + 1) >>> 0;
    return page.open(this.#ids, offer, [...iceServers], listener);
  }

  /** Sends all pages away. */
  close(): void {
    for (const page of this.#pages) page.end();
  }

  #ready(): Page | null {
    for (const page of this.#pages) if (page.isReady) return page;
    return null;
  }

  #changed(): void {
    const able = this.#ready() !== null;
    if (able === this.#able) return;
    this.#able = able;
    for (const listener of this.#listeners) listener();
  }
}

interface PageListener {
  changed(): void;
  fault(text: string): void;
  gone(): void;
}

/** One page, and the connections that it holds. What it says that is none of this ends its channel. */
class Page {
  readonly #channel: PageChannel;
  readonly #listener: PageListener;
  readonly #connections = new Map<number, Connection>();
  #ready = false;
  #gone = false;

  constructor(channel: PageChannel, listener: PageListener) {
    this.#channel = channel;
    this.#listener = listener;
  }

  get isReady(): boolean {
    return this.#ready && !this.#gone;
  }

  get connections(): number {
    return this.#connections.size;
  }

  begin(): void {
    this.#channel.listen({
      message: (data) => {
        if (!this.#gone && !this.#hear(data)) this.#fault();
      },
      closed: () => this.#over(),
    });
    this.say({ type: "begin" });
  }

  open(id: number, offer: string | null, iceServers: IceServer[], listener: DirectListener): Connection {
    const connection = new Connection(id, this, listener);
    this.#connections.set(id, connection);
    this.say({ type: "open", id, offer, iceServers });
    return connection;
  }

  say(message: ToPage): void {
    if (!this.#gone) this.#channel.send(JSON.stringify(message));
  }

  frame(bytes: Uint8Array<ArrayBuffer>): void {
    if (!this.#gone) this.#channel.send(bytes);
  }

  /** A connection is over on this side. */
  forget(id: number): void {
    if (this.#connections.delete(id)) this.say({ type: "close", id });
  }

  end(): void {
    this.#channel.close();
    this.#over();
  }

  /** Whether it is something that a page may say. Of a connection that is over here it may not know yet. */
  #hear(data: unknown): boolean {
    if (typeof data === "string") {
      const message = readPageText(FromPage, data);
      return message !== null && this.#told(message);
    }
    const read = data instanceof Uint8Array ? readFrame(data) : null;
    if (read === null) return false;
    return this.#connections.get(read.id)?.arrived(read.frame) ?? true;
  }

  #told(message: FromPage): boolean {
    if (message.type === "ready") {
      if (this.#ready) return false;
      this.#ready = true;
      this.#listener.changed();
      return true;
    }
    const connection = this.#connections.get(message.id);
    if (connection === undefined) return true;
    switch (message.type) {
      case "description":
        return connection.described(message.description);
      case "candidate":
        return connection.found(message.candidate);
      case "opened":
        return connection.opened();
      case "way":
        return connection.goes(message.turn);
      case "closed":
        this.#connections.delete(message.id);
        connection.over();
        return true;
      default:
        return assertNever(message);
    }
  }

  #fault(): void {
    this.#listener.fault("A page said what no page of this version says, and is not listened to any more.");
    this.end();
  }

  #over(): void {
    if (this.#gone) return;
    this.#gone = true;
    const connections = [...this.#connections.values()];
    this.#connections.clear();
    // Whoever hears that a connection is over finds that there is no page any more.
    this.#listener.gone();
    for (const connection of connections) connection.over();
  }
}

/** One direct connection. */
class Connection implements DirectConnection {
  readonly #id: number;
  readonly #page: Page;
  readonly #listener: DirectListener;
  #described = false;
  #pipe: CarriedPipe | null = null;
  /** Bytes that were taken of the page, and not told to it yet. */
  #taken = 0;
  #over = false;

  constructor(id: number, page: Page, listener: DirectListener) {
    this.#id = id;
    this.#page = page;
    this.#listener = listener;
  }

  answer(description: string): void {
    if (!this.#over) this.#page.say({ type: "answer", id: this.#id, description });
  }

  candidate(candidate: string): void {
    if (!this.#over) this.#page.say({ type: "candidate", id: this.#id, candidate });
  }

  close(): void {
    if (this.#pipe === null) this.#end();
    else this.#pipe.close({ code: "done", text: "The direct connection is not needed any more." });
  }

  described(description: string): boolean {
    if (this.#described) return false;
    this.#described = true;
    this.#listener.description(description);
    return true;
  }

  found(candidate: string): boolean {
    if (!this.#described) return false;
    this.#listener.candidate(candidate);
    return true;
  }

  opened(): boolean {
    if (!this.#described || this.#pipe !== null) return false;
    const frame = (kind: number, body: Uint8Array) =>
      this.#page.frame(writeFrame(this.#id, Uint8Array.of(kind), body));
    this.#pipe = new CarriedPipe(
      "webrtc",
      {
        packet: (bytes) => frame(RELAY.packet, bytes),
        taken: (bytes) => frame(RELAY.taken, takenBody(bytes)),
        close: ({ code }) => {
          frame(RELAY.close, closeBody(code));
          this.#end();
        },
      },
      HIGH_WATER,
    );
    this.#listener.opened(this.#pipe);
    return true;
  }

  goes(byTurn: boolean): boolean {
    if (this.#pipe === null) return false;
    this.#pipe.byTurn = byTurn;
    return true;
  }

  /** A frame of the other side. What is none is that one's fault, and not the page's. */
  arrived(frame: Uint8Array): boolean {
    const pipe = this.#pipe;
    if (pipe === null) return false;
    this.#taken += frame.length;
    if (this.#taken >= TAKEN_EVERY) {
      this.#page.say({ type: "taken", id: this.#id, bytes: this.#taken });
      this.#taken = 0;
    }
    const body = frame.subarray(1);
    const code = CLOSE_CODES[body[0] ?? -1];
    // A copy: the listener may keep it, and the frame is a part of something larger.
    if (frame[0] === RELAY.packet) pipe.arrived(new Uint8Array(body));
    else if (frame[0] === RELAY.taken && body.length === 4) pipe.acknowledged(readTaken(body));
    else if (frame[0] === RELAY.close && body.length === 1 && code !== undefined) {
      pipe.ended({ code, text: "The other side ended it." });
      this.#end();
    } else pipe.close({ code: "protocol", text: "A direct connection brought what is no frame." });
    return true;
  }

  /** The page has told that it is over, or is gone itself. */
  over(): void {
    if (this.#over) return;
    this.#over = true;
    this.#pipe?.ended({ code: "lost", text: "The direct connection broke off." });
    this.#listener.closed();
  }

  /** It is over on this side, and the pipe has heard so. */
  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#page.forget(this.#id);
    this.#listener.closed();
  }
}
