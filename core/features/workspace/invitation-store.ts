import { randomUUID } from "node:crypto";
import type { OpenInvitation } from "#shared/features/workspace/join.ts";
import type { MeetingKeys } from "#shared/features/workspace/invitation.ts";
import type { Database } from "#core/db/sqlite.ts";

/** An invitation of a workspace, as its host keeps it. */
export interface Invitation extends OpenInvitation {
  readonly id: string;
  /** It lets in another device of whoever made it. */
  readonly own: boolean;
  /** Six words with a blank between. */
  readonly words: string;
  /** The link's secret, 16 bytes. */
  readonly secret: Uint8Array;
  /** What the words come to. */
  readonly wordKeys: MeetingKeys;
  readonly createdAt: number;
}

interface Row {
  readonly id: string;
  readonly role: Invitation["role"];
  readonly own: number;
  readonly words: string;
  readonly secret: Uint8Array;
  readonly words_meeting: Uint8Array;
  readonly words_psk: Uint8Array;
  readonly expires_at: number | null;
  readonly uses: number | null;
  readonly used_by: string;
  readonly created_at: number;
}

/** What an invitation is to be. */
export interface InvitationWish {
  readonly role: Invitation["role"];
  readonly own: boolean;
  /** Devices that may come by it; null for any number. */
  readonly uses: number | null;
  /** Milliseconds since the epoch; null for never. */
  readonly expiresAt: number | null;
}

/** The invitations that this device has made to one workspace. */
export class InvitationStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** All that were not taken back, the newest first. */
  all(): Invitation[] {
    return this.#db
      .prepare<[], Row>("SELECT * FROM invitation ORDER BY created_at DESC, id")
      .all()
      .map((row) => ({
        id: row.id,
        role: row.role,
        own: row.own === 1,
        words: row.words,
        secret: Uint8Array.from(row.secret),
        wordKeys: { meeting: Uint8Array.from(row.words_meeting), psk: Uint8Array.from(row.words_psk) },
        expiresAt: row.expires_at,
        uses: row.uses,
        usedBy: JSON.parse(row.used_by) as string[],
        createdAt: row.created_at,
      }));
  }

  get(id: string): Invitation | undefined {
    return this.all().find((one) => one.id === id);
  }

  add(made: Omit<Invitation, "id" | "usedBy">): Invitation {
    const id = randomUUID();
    this.#db
      .prepare(
        `INSERT INTO invitation (id, role, own, words, secret, words_meeting, words_psk, expires_at, uses, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        id,
        made.role,
        made.own ? 1 : 0,
        made.words,
        made.secret,
        made.wordKeys.meeting,
        made.wordKeys.psk,
        made.expiresAt,
        made.uses,
        made.createdAt,
      );
    return { ...made, id, usedBy: [] };
  }

  /** Notes that a device came by an invitation: once, however often it comes. */
  use(id: string, device: string): void {
    const usedBy = new Set(this.get(id)?.usedBy);
    usedBy.add(device);
    this.#db.prepare("UPDATE invitation SET used_by = ? WHERE id = ?").run(JSON.stringify([...usedBy]), id);
  }

  /** Takes an invitation back; answers whether there was one. */
  remove(id: string): boolean {
    return this.#db.prepare("DELETE FROM invitation WHERE id = ?").run(id).changes > 0;
  }

  /** Takes all back. */
  clear(): void {
    this.#db.prepare("DELETE FROM invitation").run();
  }
}
