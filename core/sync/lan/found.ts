import type { Clock } from "#shared/lib/time.ts";
import type { Announcement } from "#shared/sync/lan-announcement.ts";

/** Servers of one meeting that are believed, and of them those at one address. */
export const FOUND_MOST = 8;
export const FOUND_AT_ONE = 2;

/** What announcements have told of the meetings that are looked for: of nothing else anything is kept. */
export class Found {
  readonly #clock: Clock;
  /** By hash, then by address and port: until when it holds. */
  readonly #servers = new Map<string, Map<string, { readonly from: string; readonly until: number }>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return [...this.#servers.values()].reduce((sum, servers) => sum + servers.size, 0);
  }

  /** An announcement came from an address: it takes the place of all that was told from there of this server. */
  hear(from: string, { port, hashes, ttl }: Announcement, wanted: ReadonlySet<string>): void {
    const address = `ws://${from}:${port}`;
    for (const [hash, servers] of this.#servers)
      if (ttl === 0 || !hashes.includes(hash)) servers.delete(address);
    if (ttl === 0) return;
    for (const hash of hashes.filter((one) => wanted.has(one))) {
      const servers = this.#servers.get(hash) ?? new Map<string, { from: string; until: number }>();
      this.#servers.set(hash, servers);
      const others = [...servers.values()].filter((other) => other.from === from).length;
      // Who was there first stays: what floods in later takes nobody's place.
      if (!servers.has(address) && (servers.size >= FOUND_MOST || others >= FOUND_AT_ONE)) continue;
      servers.set(address, { from, until: this.#clock() + ttl * 1000 });
    }
  }

  /** The addresses of servers of any of these hashes, those of one always in the same order. */
  of(hashes: readonly string[]): string[] {
    const now = this.#clock();
    const all = hashes.flatMap((hash) => [...(this.#servers.get(hash) ?? [])]);
    const held = all.flatMap(([address, { until }]) => (until > now ? [address] : []));
    return [...new Set(held)].toSorted().slice(0, FOUND_MOST);
  }

  /** Forgets what no longer holds. */
  forget(): void {
    const now = this.#clock();
    for (const [hash, servers] of this.#servers) {
      for (const [address, { until }] of servers) if (until <= now) servers.delete(address);
      if (servers.size === 0) this.#servers.delete(hash);
    }
  }

  clear(): void {
    this.#servers.clear();
  }
}
