import { describe, expect, it } from "vitest";
import { DNS_TYPES, readDns, writeDnsQuery, writeDnsResponse, type DnsMessage } from "./dns-message.ts";
import {
  ANNOUNCEMENT_TTL,
  asksFor,
  dayOf,
  lanHash,
  lanHashes,
  lanName,
  MAX_ANNOUNCED,
  readAnnouncements,
  writeAnnouncement,
  writeLanQuery,
} from "./lan-announcement.ts";

const MEETING = new Uint8Array(16).fill(0xaa);
const NAME = "abcdefgh01234567";
const NOON = Date.UTC(2026, 2, 1, 12);
const SERVICE = "_tatami._tcp.local";

const read = (packet: Uint8Array): DnsMessage => {
  const message = readDns(packet);
  if (message === null) throw new Error("this is no message");
  return message;
};

describe("an announcement on a local network", () => {
  it("S-541 tells what it says, for 45 meetings in less than a packet", () => {
    const hashes = Array.from({ length: MAX_ANNOUNCED }, (_, at) => lanHash(MEETING, at));
    const said = { name: NAME, port: 4748, hashes, ttl: ANNOUNCEMENT_TTL };
    const packet = writeAnnouncement(said, "192.168.1.7");
    expect(packet.length).toBeLessThan(1400);
    expect(readAnnouncements(read(packet))).toEqual([said]);
    const more = writeAnnouncement({ ...said, hashes: [...hashes, lanHash(MEETING, 99)] }, "192.168.1.7");
    expect(readAnnouncements(read(more))).toEqual([said]);
  });

  it("S-541 has nothing in it but random names, the address and port, and hashes of a day", () => {
    const hashes = [lanHash(MEETING, 20_000)];
    const { records } = read(writeAnnouncement({ name: NAME, port: 4748, hashes, ttl: 120 }, "192.168.1.7"));
    expect(records).toEqual([
      { type: "pointer", name: SERVICE, ttl: 120, target: `${NAME}.${SERVICE}` },
      { type: "service", name: `${NAME}.${SERVICE}`, ttl: 120, port: 4748, target: `${NAME}.local` },
      { type: "text", name: `${NAME}.${SERVICE}`, ttl: 120, texts: ["v=1", `m0=${hashes[0]}`] },
      { type: "address", name: `${NAME}.local`, ttl: 120, address: "192.168.1.7" },
    ]);
    // Written down once: another version must find this one.
    expect(hashes).toEqual(["HKzghfr09KbtGmfJ"]);
    expect(lanName(Uint8Array.from({ length: 16 }, (_, at) => at * 17))).toMatch(/^[a-z0-9]{16}$/u);
  });

  it("S-543 is of one day; whoever looks takes the day before and after for the same", () => {
    const today = dayOf(NOON);
    expect(lanHashes(MEETING, NOON)).toEqual(
      [today - 1, today, today + 1].map((day) => lanHash(MEETING, day)),
    );
    expect(new Set(lanHashes(MEETING, NOON)).size).toBe(3);
    const other = Uint8Array.from(MEETING, (byte, at) => (at === 15 ? byte ^ 1 : byte));
    expect(lanHashes(other, NOON)).not.toContain(lanHash(MEETING, today));
  });

  it("S-542 is asked for by a question that says nothing else", () => {
    const query = read(writeLanQuery());
    expect(query).toEqual({
      response: false,
      questions: [{ name: SERVICE, type: DNS_TYPES.pointer }],
      records: [],
    });
    expect(asksFor(query, NAME)).toBe(true);
  });

  it("S-550 answers whoever asks for it or its parts, and does not know it already", () => {
    for (const name of [`${NAME}.${SERVICE}`, `${NAME}.local`])
      expect(asksFor(read(writeDnsQuery([{ name, type: DNS_TYPES.any }])), NAME)).toBe(true);
    for (const name of ["_http._tcp.local", "bcdefgh01234567a.local"])
      expect(asksFor(read(writeDnsQuery([{ name, type: DNS_TYPES.any }])), NAME)).toBe(false);
    const known = (ttl: number): DnsMessage => ({
      ...read(writeLanQuery()),
      records: [{ type: "pointer", name: SERVICE, ttl, target: `${NAME}.${SERVICE}` }],
    });
    expect([known(60), known(59)].map((query) => asksFor(query, NAME))).toEqual([false, true]);
    const announced = writeAnnouncement({ name: NAME, port: 4748, hashes: [], ttl: 120 }, "10.0.0.1");
    expect(asksFor(read(announced), NAME)).toBe(false);
  });

  it.each([
    ["a port below 1024", { port: 80 }, 0],
    ["a name that is no random one", { name: "Annas-MacBook" }, 0],
    ["a name with another service behind it", { name: "abcdefgh01234567._http" }, 0],
    ["a time of years", { ttl: 100_000_000 }, ANNOUNCEMENT_TTL],
  ])("S-548 from whoever lies is taken for nothing more than it may be: %s", (_, change, ttl) => {
    const said = { name: NAME, port: 4748, hashes: [lanHash(MEETING, 1)], ttl: 120, ...change };
    const found = readAnnouncements(read(writeAnnouncement(said, "10.0.0.1")));
    expect(found.map((one) => one.ttl)).toEqual(ttl === 0 ? [] : [ttl]);
  });

  it("S-548 without a part, of another version or with texts that are no hashes says nothing", () => {
    const [instance, ttl] = [`${NAME}.${SERVICE}`, 120];
    const pointer = { type: "pointer", name: SERVICE, ttl, target: instance } as const;
    const service = { type: "service", name: instance, ttl, port: 4748, target: "x.local" } as const;
    const text = (...texts: string[]) => ({ type: "text", name: instance, ttl, texts }) as const;
    const found = (...records: Parameters<typeof writeDnsResponse>[0]) =>
      readAnnouncements(read(writeDnsResponse(records)));
    const hash = lanHash(MEETING, 1);
    expect(found(pointer, service)).toEqual([]);
    expect(found(pointer, text("v=1"))).toEqual([]);
    expect(found(service, text("v=1"))).toEqual([]);
    expect(found(pointer, service, text("v=2", `m0=${hash}`))[0]?.hashes).toEqual([]);
    expect(
      found(pointer, service, text("v=1", "m0=short", `m1=${"*".repeat(16)}${hash}`, "m="))[0]?.hashes,
    ).toEqual([hash]);
    expect(
      readAnnouncements({ response: false, questions: [], records: [pointer, service, text("v=1")] }),
    ).toEqual([]);
  });
});
