import { join } from "node:path";
import * as Y from "yjs";
import { openShared } from "#core/api/open-core.ts";
import { startCore, type Core } from "#core/main.ts";
import { noNetwork } from "#core/sync/lan/multicast.ts";
import { writePatch } from "#shared/features/catalog/poc-document.ts";
import { toHex } from "#shared/lib/hex.ts";
import { serveWeb } from "#web/server.ts";
import { answer, sharedClock, tell } from "./calls.ts";
import type { BenchRoom } from "./rooms.ts";

/** A web shell with its core, as `npm start -- --web` runs them, whose documents the benchmark changes and watches. */
export type CoreCalls = typeof calls;
/** Documents were saved here, at that time of the shared clock. */
export interface Saved {
  readonly ids: readonly string[];
  readonly at: number;
}

/** Where large texts lie, which search does not read. */
const LARGE = "body";
const ORIGIN = { author: "bench", command: "catalog.update" };

let core: Core | null = null;

function room(id: string) {
  if (core === null) throw new Error("The core was not started.");
  return core.workspaces.room(id);
}

const calls = {
  /** Starts on a data folder; answers the address of the page, and the device's key in hex. */
  start: async (dataFolder: string) => {
    const shell = await openShared(
      async () => (core = await startCore({ dataFolder, shell: "web", network: noNetwork })),
      dataFolder,
      { ended: (error) => tell(error) },
    );
    const pages = join(import.meta.dirname, "../../../out/renderer");
    const server = await serveWeb(shell, pages, [0], "");
    if (core === null) throw new Error("Another process is the core.");
    return { page: server.address(), device: toHex(core.workspaces.home.device.key) };
  },

  /** Takes up a room whose members meet at an address, and tells what is saved in it; answers when that was begun. */
  enter: (seed: BenchRoom, address: string): number => {
    const begun = sharedClock();
    const { documents, sharing } = (core as Core).workspaces.add(seed);
    documents.onChanged((ids) => tell({ ids, at: sharedClock() } satisfies Saved));
    sharing.setAddresses([address]);
    return begun;
  },

  /** The pipes to devices that have the same documents. */
  equal: (id: string): string[] =>
    room(id)
      .sharing.peers()
      .flatMap(({ equalAt, pipe }) => (equalAt === null ? [] : [pipe])),

  /** Begins a POC with an update of Yjs, or one with short notes. */
  create: (id: string, document: string, update: Uint8Array | null): void => {
    room(id).documents.create({ id: document, roomId: id, kind: "poc" }, ORIGIN, (doc) => {
      if (update === null) writePatch(doc, { name: "measured", notes: "one" });
      else Y.applyUpdate(doc, update);
    });
  },

  /** One key at the end of a POC's notes; answers when it was pressed. */
  key: (id: string, document: string, letter: string): number => {
    const pressed = sharedClock();
    room(id).documents.change(document, ORIGIN, (doc) => {
      const notes = doc.getText("notes");
      notes.insert(notes.length, letter);
    });
    return pressed;
  },

  /** A text that is pasted at once; answers when. */
  paste: (id: string, document: string, characters: number): number => {
    const text = "One of the lines that are pasted. ".repeat(characters / 34 + 1).slice(0, characters);
    const pasted = sharedClock();
    room(id).documents.change(document, ORIGIN, (doc) => doc.getText(LARGE).insert(0, text));
    return pasted;
  },

  /** Characters of a POC's texts. */
  characters: (id: string, document: string): { readonly notes: number; readonly large: number } => {
    const doc = room(id).documents.read(document);
    return { notes: doc.getText("notes").length, large: doc.getText(LARGE).length };
  },

  /** Milliseconds of a processor that this process has taken. */
  cpu: (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};

answer(calls);
