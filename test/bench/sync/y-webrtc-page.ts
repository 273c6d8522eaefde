// A page with peers of y-webrtc: each import of this under another address is one of them, with Yjs and rooms of its own.
import { WebrtcProvider } from "y-webrtc";
import * as Y from "yjs";

interface Joined {
  readonly doc: Y.Doc;
  readonly text: Y.Text;
  readonly provider: WebrtcProvider;
  /** When the text had which length, in milliseconds since the epoch. */
  readonly lengths: { readonly at: number; readonly length: number }[];
}

let joined: Joined | null = null;

function here(): Joined {
  if (joined === null) throw new Error("This peer has not joined.");
  return joined;
}

const now = (): number => performance.timeOrigin + performance.now();

/** Joins a room, with an update of Yjs to begin with or none; without any server but its own for signaling. */
export function join(room: string, signaling: string, update: number[] | null): void {
  const doc = new Y.Doc();
  const text = doc.getText("body");
  if (update !== null) Y.applyUpdate(doc, Uint8Array.from(update));
  const lengths: Joined["lengths"] = [];
  text.observe((_, { local }) => {
    if (!local) lengths.push({ at: now(), length: text.length });
  });
  const provider = new WebrtcProvider(room, doc, {
    signaling: [signaling],
    maxConns: 100,
    peerOpts: { config: { iceServers: [] } },
  });
  joined = { doc, text, provider, lengths };
}

/** Peers that this one is connected with. Whether they have synced is known of the first alone. */
export function connected(): number {
  const conns = here().provider.room?.webrtcConns.values() ?? [];
  return [...conns].filter((conn) => conn.connected).length;
}

/** Types so many letters; answers when each was put in, by the length that the text had then. */
export async function type(letters: number, between: number): Promise<{ at: number; length: number }[]> {
  const { text } = here();
  const typed: { at: number; length: number }[] = [];
  for (let letter = 0; letter < letters; letter++) {
    const at = now();
    text.insert(text.length, "x");
    typed.push({ at, length: text.length });
    await new Promise((done) => setTimeout(done, between));
  }
  return typed;
}

/** Puts in so many characters at once; answers when. */
export function paste(characters: number): number {
  const at = now();
  here().text.insert(0, "x".repeat(characters));
  return at;
}

/** Puts in a text at the end. */
export function write(letters: string): void {
  const { text } = here();
  text.insert(text.length, letters);
}

export const text = (): string => here().text.toString();
export const lengths = (): Joined["lengths"] => here().lengths;
export const time = now;

export function leave(): void {
  here().provider.destroy();
  joined = null;
}
