import { MAX_FRAME, PAGE_AHEAD, type IceServer } from "#shared/sync/page-wire.ts";

/** Who hears how a connection fares. */
export interface ConnectionListener {
  /** This side's description, once. */
  described(description: string): void;
  /** An address of this side, after the description. */
  found(candidate: string): void;
  /** Frames can go. */
  opened(): void;
  /** Whether they go by a TURN server, and whenever that is otherwise. */
  goes(turn: boolean): void;
  frame(bytes: Uint8Array): void;
  /** Once, and nothing after it. Never within the constructor. */
  closed(): void;
}

/** How long a connection that is closed may take to send what it was given before, milliseconds. */
const CLOSE_TIME = 2_000;

/**
 * One RTCPeerConnection with one data channel, which both sides have agreed on and neither announces: reliable and in order.
 * What the other side does that is none of this ends it.
 */
export class DirectConnection {
  readonly #listener: ConnectionListener;
  readonly #peer: RTCPeerConnection;
  readonly #channel: RTCDataChannel;
  /** What the browser does one after another. */
  #steps: Promise<void> = Promise.resolve();
  /** Addresses that were found before the description was told. */
  #found: string[] | null = [];
  /** Bytes that the core has not taken yet. */
  #ahead = 0;
  #over = false;

  /** Offers, or answers an offer. */
  constructor(
    { offer, iceServers }: { readonly offer: string | null; readonly iceServers: readonly IceServer[] },
    listener: ConnectionListener,
  ) {
    this.#listener = listener;
    const peer = new RTCPeerConnection({ iceServers: iceServers.map(toBrowser) });
    this.#peer = peer;
    this.#channel = peer.createDataChannel("tatami", { negotiated: true, id: 0, ordered: true });
    this.#channel.binaryType = "arraybuffer";
    this.#channel.addEventListener("open", () => {
      this.#listener.opened();
      this.#watchWay();
    });
    this.#channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => this.#arrived(data));
    this.#channel.addEventListener("close", () => this.#end());
    // Neither is ever agreed on.
    for (const type of ["datachannel", "track"]) peer.addEventListener(type, () => this.#end());
    peer.addEventListener("connectionstatechange", () => {
      if (peer.connectionState === "failed") this.#end();
    });
    peer.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate !== null && candidate.candidate !== "") this.#tell(candidate.candidate);
    });
    this.#then(async () => {
      if (offer !== null) await peer.setRemoteDescription({ type: "offer", sdp: offer });
      await peer.setLocalDescription();
      this.#describe(peer.localDescription?.sdp ?? "");
    });
  }

  answer(description: string): void {
    this.#then(() => this.#peer.setRemoteDescription({ type: "answer", sdp: description }));
  }

  candidate(candidate: string): void {
    // There is one section. An address that the browser can make nothing of is one fewer.
    this.#then(() => this.#peer.addIceCandidate({ candidate, sdpMLineIndex: 0 }).catch(() => undefined));
  }

  send(frame: Uint8Array<ArrayBuffer>): void {
    if (this.#over || this.#channel.readyState !== "open") return;
    try {
      this.#channel.send(frame);
    } catch {
      this.#end();
    }
  }

  /** The core has taken so many bytes more. */
  taken(bytes: number): void {
    this.#ahead -= bytes;
  }

  /** Ends it when all that was given before has gone. */
  close(): void {
    if (this.#over || this.#channel.readyState !== "open") return this.#end();
    this.#channel.close();
    setTimeout(() => this.#end(), CLOSE_TIME);
  }

  /** Ends it at once. */
  cut(): void {
    this.#end();
  }

  #arrived(data: unknown): void {
    if (this.#over) return;
    if (!(data instanceof ArrayBuffer) || data.byteLength < 1 || data.byteLength > MAX_FRAME)
      return this.#end();
    this.#ahead += data.byteLength;
    if (this.#ahead > PAGE_AHEAD) this.#end();
    else this.#listener.frame(new Uint8Array(data));
  }

  #watchWay(): void {
    const transport = this.#peer.sctp?.transport.iceTransport;
    // Not every browser tells.
    if (transport === undefined || !("getSelectedCandidatePair" in transport)) return;
    const tell = (): void => {
      const pair = transport.getSelectedCandidatePair();
      if (this.#over || pair === null) return;
      this.#listener.goes(pair.local.type === "relay" || pair.remote.type === "relay");
    };
    transport.addEventListener("selectedcandidatepairchange", tell);
    tell();
  }

  #describe(description: string): void {
    const found = this.#found ?? [];
    this.#found = null;
    this.#listener.described(description);
    for (const candidate of found) this.#listener.found(candidate);
  }

  #tell(candidate: string): void {
    if (this.#over) return;
    if (this.#found === null) this.#listener.found(candidate);
    else this.#found.push(candidate);
  }

  #then(step: () => Promise<void>): void {
    this.#steps = this.#steps.then(() => (this.#over ? undefined : step())).catch(() => this.#end());
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#peer.close();
    this.#listener.closed();
  }
}

/** As a browser wants it: what is absent must not be there. */
function toBrowser({ urls, username, credential }: IceServer): RTCIceServer {
  return {
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  };
}
