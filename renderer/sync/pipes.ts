import { assertNever } from "#shared/lib/assert-never.ts";
import {
  readFrame,
  readPageText,
  ToPage,
  writeFrame,
  type FromPage,
  type IceServer,
  type PageChannel,
} from "#shared/sync/page-wire.ts";
import { DirectConnection } from "./direct-connection.ts";

/**
 * The direct connections of a core, which has no WebRTC of its own. They live as long as the channel to the core does. What
 * goes through them is sealed by the cores: here it is passed on as it is.
 */
export class Pipes {
  readonly #channel: PageChannel;
  readonly #connections = new Map<number, DirectConnection>();
  /** A page that goes ends them at once: the others need not find out by silence. */
  readonly #leave = (): void => this.#closed();

  constructor(channel: PageChannel) {
    this.#channel = channel;
    window.addEventListener("pagehide", this.#leave);
    channel.listen({
      message: (data) => {
        if (this.#hear(data)) return;
        // A core of another version: it is asked again when the page is loaded anew.
        channel.close();
        this.#closed();
      },
      closed: () => this.#closed(),
    });
  }

  #hear(data: unknown): boolean {
    if (typeof data === "string") {
      const message = readPageText(ToPage, data);
      if (message !== null) this.#told(message);
      return message !== null;
    }
    const read = data instanceof Uint8Array ? readFrame(data) : null;
    // A copy that is a plain array: what is here may be a view of something larger.
    if (read !== null) this.#connections.get(read.id)?.send(new Uint8Array(read.frame));
    return read !== null;
  }

  #told(message: ToPage): void {
    switch (message.type) {
      case "begin":
        return this.#say({ type: "ready" });
      case "open":
        return this.#open(message.id, message.offer, message.iceServers);
      case "answer":
        return this.#connections.get(message.id)?.answer(message.description);
      case "candidate":
        return this.#connections.get(message.id)?.candidate(message.candidate);
      case "close":
        return this.#connections.get(message.id)?.close();
      case "taken":
        return this.#connections.get(message.id)?.taken(message.bytes);
      default:
        return assertNever(message);
    }
  }

  #open(id: number, offer: string | null, iceServers: readonly IceServer[]): void {
    if (this.#connections.has(id)) return;
    const connection = new DirectConnection(
      { offer, iceServers },
      {
        described: (description) => this.#say({ type: "description", id, description }),
        found: (candidate) => this.#say({ type: "candidate", id, candidate }),
        opened: () => this.#say({ type: "opened", id }),
        goes: (turn) => this.#say({ type: "way", id, turn }),
        frame: (bytes) => this.#channel.send(writeFrame(id, bytes)),
        closed: () => {
          if (this.#connections.delete(id)) this.#say({ type: "closed", id });
        },
      },
    );
    this.#connections.set(id, connection);
  }

  #say(message: FromPage): void {
    this.#channel.send(JSON.stringify(message));
  }

  #closed(): void {
    window.removeEventListener("pagehide", this.#leave);
    const connections = [...this.#connections.values()];
    this.#connections.clear();
    for (const connection of connections) connection.cut();
  }
}
