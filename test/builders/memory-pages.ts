import { FromPage, readFrame, ToPage, writeFrame, type PageChannel } from "#shared/sync/page-wire.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** One end of a connection between two pages. */
interface End {
  readonly page: MemoryPage;
  readonly id: number;
  other: End | null;
}

/** A description as a browser's, which leads to the end that made it. */
export function described(token: number, more = ""): string {
  return `v=0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=tatami:${token}\r\n${more}`;
}
/** An address as a browser's. */
export const CANDIDATE = "candidate:1 1 udp 2122260223 192.0.2.1 54321 typ host";

/** Pages in a time of their own, whose connections need no network: everything takes a millisecond. */
export class MemoryPages {
  readonly time: VirtualTime;
  /** Whether those that agree on a connection reach each other. */
  reachable = true;
  readonly #ends: End[] = [];

  constructor(time: VirtualTime) {
    this.time = time;
  }

  page(): MemoryPage {
    return new MemoryPage(this);
  }

  /** Notes an end; answers the token of its description. */
  note(end: End): number {
    return this.#ends.push(end) - 1;
  }

  end(description: string): End | null {
    return this.#ends[Number(/^a=tatami:(\d+)/mu.exec(description)?.[1] ?? "-1")] ?? null;
  }
}

/** A page that does with a core's connections what a browser would. */
export class MemoryPage {
  /** The core's end of the channel to it. */
  readonly channel: PageChannel;
  /** What the core said. */
  readonly told: ToPage[] = [];
  readonly #pages: MemoryPages;
  readonly #ends = new Map<number, End>();
  #listener: Parameters<PageChannel["listen"]>[0] | null = null;
  /** The core has ended the channel, or the page is gone. */
  closed = false;

  constructor(pages: MemoryPages) {
    this.#pages = pages;
    this.channel = {
      send: (message) => void pages.time.after(1, () => this.#hear(message)),
      listen: (listener) => (this.#listener = listener),
      close: () => (this.closed = true),
    };
  }

  /** Says something to the core; anything, for a page that is none. */
  say(message: FromPage): void {
    this.raw(JSON.stringify(FromPage.parse(message)));
  }

  raw(data: unknown): void {
    this.#pages.time.after(1, () => (this.closed ? undefined : this.#listener?.message(data)));
  }

  /** Is closed by whoever looks at it. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const { other } of this.#ends.values()) other?.page.say({ type: "closed", id: other.id });
    this.#listener?.closed();
  }

  #hear(message: string | Uint8Array): void {
    if (this.closed) return;
    if (typeof message !== "string") {
      const read = readFrame(message);
      const other = read === null ? null : this.#ends.get(read.id)?.other;
      if (read !== null && other) other.page.raw(writeFrame(other.id, read.frame));
      return;
    }
    const told = ToPage.parse(JSON.parse(message));
    this.told.push(told);
    if (told.type === "begin") return this.say({ type: "ready" });
    const { id } = told;
    if (told.type === "open") {
      const end: End = { page: this, id, other: told.offer === null ? null : this.#pages.end(told.offer) };
      this.#ends.set(id, end);
      this.say({ type: "description", id, description: described(this.#pages.note(end)) });
      this.say({ type: "candidate", id, candidate: CANDIDATE });
    } else if (told.type === "answer") this.#join(id, this.#pages.end(told.description));
    else if (told.type === "close") {
      const other = this.#ends.get(id)?.other;
      this.#ends.delete(id);
      if (other) other.page.say({ type: "closed", id: other.id });
    }
  }

  #join(id: number, other: End | null): void {
    const end = this.#ends.get(id);
    if (end === undefined || other === null || !this.#pages.reachable) return;
    end.other = other;
    for (const { page, id: of } of [end, other]) page.say({ type: "opened", id: of });
  }
}
