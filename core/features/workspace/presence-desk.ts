import type * as z from "zod";
import type { Present } from "#shared/features/workspace/workspace.api.ts";
import { NOWHERE, type Presence, type RoomPresence } from "#shared/sync/presence.ts";
import { Publisher } from "#core/platform/publisher.ts";
import type { Documents } from "#core/sync/documents.ts";
import { shownName, type People } from "./people.ts";
import type { Sharing } from "./sharing.ts";

/** How often a page is told at most, milliseconds. */
const TELL_EVERY = 100;

/** What is needed of a workspace. */
interface PresentRoom {
  readonly id: string;
  readonly documents: Documents;
  readonly sharing: Pick<Sharing, "places"> & { readonly people: Pick<People, "all"> };
  readonly presence: RoomPresence;
}

/** What a page has said of itself; `stream` is that of its own for as long as it lasts. */
interface Page {
  readonly stream: symbol;
  readonly presence: Presence;
}

type Told = z.infer<typeof Present>;

/**
 * Where the pages of this device are, and where the others of the workspace are that is looked at. What is said goes to the
 * members of that workspace alone, and only of a document that is in it; what is heard is held against the same.
 */
export class PresenceDesk {
  readonly #current: () => PresentRoom;
  /** By the ids that pages give themselves, the one that said something last at the end. */
  readonly #pages = new Map<string, Page>();
  readonly #changes = new Publisher<"changed">();
  /** How often another workspace was turned to. */
  #turn = 0;
  #allowed = true;

  /** `current` is the workspace that is looked at. */
  constructor(current: () => PresentRoom) {
    this.#current = current;
  }

  /** Whether others are told anything. */
  allow(allowed: boolean): void {
    this.#allowed = allowed;
    this.changed();
  }

  /** A page says where it is; false where the others are not told. A page that does not listen has no word. */
  say(page: string, presence: Presence): boolean {
    const known = this.#pages.get(page);
    if (known === undefined) return false;
    this.#pages.delete(page);
    this.#pages.set(page, { ...known, presence });
    return this.#tell().at !== null;
  }

  /** Where others are, or what may be told of that, is otherwise: somebody moved, a document came or went. */
  changed(): void {
    // Without a page nobody is anywhere, and nobody is told; a scan on the command line asks for nothing here.
    if (this.#pages.size === 0) return;
    this.#tell();
    this.#changes.publish("changed");
  }

  /** Another workspace is looked at than this one: its members hear that nobody is there, and pages say anew where they are. */
  turnedFrom(room: Pick<PresentRoom, "presence">): void {
    this.#turn++;
    for (const [page, { stream }] of this.#pages) this.#pages.set(page, { stream, presence: NOWHERE });
    room.presence.set(NOWHERE);
    this.changed();
  }

  /** Ends all that pages listen to; nothing is asked of any workspace afterwards. */
  close(): void {
    this.#pages.clear();
    this.#changes.end();
  }

  /** Where the others are, now and whenever that is otherwise, for as long as a page listens: so long its own word counts. */
  async *others(page: string, signal?: AbortSignal): AsyncGenerator<Told, void> {
    const changes = this.#changes.subscribe(signal, 1);
    const stream = Symbol(page);
    this.#pages.set(page, { stream, presence: NOWHERE });
    try {
      let last = "";
      for (let more = true; more; more = (await changes.next()).done !== true) {
        const told = this.#told();
        const now = JSON.stringify(told);
        if (now === last) continue;
        last = now;
        yield told;
        await new Promise((resolve) => setTimeout(resolve, TELL_EVERY));
      }
    } finally {
      await changes.return?.();
      // The same page may listen anew already.
      if (this.#pages.get(page)?.stream === stream) {
        this.#pages.delete(page);
        this.#tell();
      }
    }
  }

  #told(): Told {
    const room = this.#current();
    const places = room.sharing.places();
    const members = room.sharing.people.all();
    const others = members.flatMap(({ device, name, of }) => {
      const { at, writing } = places.get(device) ?? NOWHERE;
      if (at === null || !isHere(room, at)) return [];
      const person = members.find((member) => member.device === of)?.name;
      return [{ device, name: shownName(name, person), document: at, writing }];
    });
    return { workspace: room.id, turn: this.#turn, others };
  }

  /** Says to the members of the workspace that is looked at where this device is. */
  #tell(): Presence {
    const room = this.#current();
    const shown = [...this.#pages.values()].findLast(
      ({ presence: { at } }) => at !== null && isHere(room, at),
    );
    const own = this.#allowed && shown !== undefined ? shown.presence : NOWHERE;
    room.presence.set(own);
    return own;
  }
}

/** Whether a document is in a workspace, and not deleted. */
function isHere({ id, documents }: PresentRoom, document: string): boolean {
  const head = documents.head(document);
  return head !== undefined && head.room_id === id && head.deleted_at === null;
}
