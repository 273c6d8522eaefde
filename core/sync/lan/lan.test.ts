import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import {
  ANNOUNCEMENT_TTL,
  dayOf,
  lanHash,
  writeAnnouncement,
  writeLanQuery,
  type Announcement,
} from "#shared/sync/lan-announcement.ts";
import { announcements, heard, Machine, NOON } from "#test/builders/lan-machine.ts";
import { LINK, MemoryLan } from "#test/builders/lan-network.ts";
import { attend, MEETING, peersOf, until } from "#test/builders/meetings.ts";
import { FOUND_AT_ONE, FOUND_MOST } from "./found.ts";
import { HEARD_BURST, LOOK_EVERY, TELL_EVERY } from "./lan.ts";
import type { Link } from "./links.ts";

const OTHER = new Uint8Array(16).fill(0xbb);
const lie = (change: Partial<Announcement> = {}): Uint8Array =>
  writeAnnouncement(
    {
      name: "liarliarliarliar",
      port: 4000,
      hashes: [lanHash(MEETING, dayOf(NOON))],
      ttl: ANNOUNCEMENT_TTL,
      ...change,
    },
    "127.0.0.1",
  );

describe("on a local network", () => {
  it("two of the same meeting find each other, and meet where one of them serves", async () => {
    const net = new MemoryLan();
    const [one, other, stranger] = [0, 1, 2].map(() => new Machine(net.machine())) as [
      Machine,
      Machine,
      Machine,
    ];
    const own = await one.serve(MEETING);
    other.part.want(MEETING, []);
    stranger.part.want(OTHER, []);
    stranger.time.advance(100);
    await other.until(() => {
      one.time.advance(20);
      return other.found.length > 0;
    });
    other.time.advance(1);
    expect(other.told).toBe(1);
    expect(stranger.found).toEqual([]);
    const [address = ""] = other.found;
    const [host, guest] = [attend(own), attend(address)];
    await until(() => peersOf(host) === 1 && peersOf(guest) === 1);
  });

  it("S-541 what is said names nothing that lasts: every start and every day has names of its own", async () => {
    const net = new MemoryLan();
    const names = new Set<string>();
    for (let start = 0; start < 2; start++) {
      const one = new Machine(net.machine());
      await one.serve(MEETING);
      await one.lan.close();
    }
    const one = new Machine(net.machine());
    await one.serve(MEETING);
    const before = announcements(net).length;
    one.time.advance(13 * 3_600_000);
    for (const { name } of announcements(net)) names.add(name);
    expect(names.size).toBe(4);
    const [gone, next] = [
      announcements(net).find(({ ttl }, at) => at >= before && ttl === 0),
      announcements(net).at(-1),
    ];
    expect(gone?.name).not.toBe(next?.name);
    expect(next?.hashes).toEqual([lanHash(MEETING, dayOf(NOON) + 1)]);
    const text = net.packets.map((packet) => Buffer.from(packet).toString("latin1")).join("");
    expect(text).not.toContain(Buffer.from(MEETING).toString("latin1"));
    expect(text).not.toContain(Buffer.from(MEETING).toString("hex"));
  });

  it("S-540 nothing is served, said or heard unless somebody wants it, may, and there is a network", async () => {
    const net = new MemoryLan();
    const links: Link[] = [];
    const one = new Machine(net.machine(links));
    const { part } = one;
    one.time.advance(60_000);
    part.want(MEETING, [MEETING]);
    one.time.advance(60_000);
    await heard();
    expect([net.open, net.packets.length, part.own(), one.lan.works]).toEqual([0, 0, null, false]);
    links.push(LINK);
    expect(one.lan.works).toBe(true);
    await one.until(() => part.own() !== null && announcements(net).length > 0);
    expect(net.open).toBe(1);

    one.lan.turn(false);
    await one.until(() => part.own() === null && net.open === 0);
    expect(announcements(net).at(-1)?.ttl).toBe(0);
    const said = net.packets.length;
    one.time.advance(300_000);
    await heard();
    expect([net.packets.length, one.lan.works]).toEqual([said, false]);

    one.lan.turn(true);
    await one.until(() => part.own() !== null);
    const own = part.own() ?? "";
    part.want(null, []);
    await one.until(() => part.own() === null && net.open === 0);
    const late = attend(own);
    await until(() => late.meeting.state.kind === "waiting");
  });

  it("S-540 whoever only looks serves and announces nothing, and whoever only serves asks nothing", async () => {
    const net = new MemoryLan();
    const one = new Machine(net.machine());
    one.part.want(MEETING, []);
    one.time.advance(300_000);
    await heard();
    expect(one.part.own()).toBeNull();
    expect(announcements(net)).toEqual([]);
    // S-542: and what it says is the question alone, each time the same.
    expect(new Set(net.packets.map((packet) => Buffer.from(packet).toString("hex")))).toEqual(
      new Set([Buffer.from(writeLanQuery()).toString("hex")]),
    );
    const [asked, other] = [net.packets.length, new Machine(net.machine())];
    await other.serve(MEETING);
    other.time.advance(300_000);
    expect(announcements(net)).toHaveLength(net.packets.length - asked);
  });

  it("S-543 clocks that differ by a day are no hindrance, two days are", async () => {
    const net = new MemoryLan();
    const one = new Machine(net.machine());
    await one.serve(MEETING);
    const others = [-2, -1, 1, 2].map((days) => new Machine(net.machine(), days * 86_400_000));
    for (const other of others) {
      other.part.want(MEETING, []);
      other.time.advance(100);
    }
    one.time.advance(TELL_EVERY + LOOK_EVERY);
    await heard();
    expect(others.map(({ found }) => found.length)).toEqual([0, 1, 1, 0]);
  });

  it("S-545 contacted is who said it, never whom it names, and only on the link where it was heard", async () => {
    const net = new MemoryLan();
    const one = new Machine(net.machine([{ address: "127.0.0.1", netmask: "255.255.255.0" }]));
    one.part.want(MEETING, []);
    one.time.advance(100);
    const named = (address: string): Uint8Array =>
      writeAnnouncement(
        { name: "liarliarliarliar", port: 4000, hashes: [lanHash(MEETING, dayOf(NOON))], ttl: 120 },
        address,
      );
    for (const from of ["8.8.8.8", "127.0.1.1", "192.168.1.1", "::1", "", "example.com"])
      net.say(named("127.0.0.1"), from);
    await heard();
    expect(one.found).toEqual([]);
    net.say(named("8.8.8.8"), "127.0.0.9");
    await heard();
    expect(one.found).toEqual(["ws://127.0.0.9:4000"]);
  });

  it("S-546 signaling is served to whoever is on a link, and to nobody beyond it", async () => {
    const net = new MemoryLan();
    // On the link is nobody but this address.
    const one = new Machine(net.machine([{ address: "127.0.0.1", netmask: "255.255.255.255" }]));
    await one.serve(MEETING);
    const { port = 0 } = announcements(net)[0] ?? {};
    const near = attend(`ws://127.0.0.1:${port}`);
    await until(() => peersOf(near) === 0);
    const far = connect({ port, host: "127.0.0.1", localAddress: "127.0.0.2" });
    let heard = "";
    far.on("error", () => undefined).on("data", (bytes) => (heard += bytes.toString("latin1")));
    far.write("GET / HTTP/1.1\r\nhost: tatami\r\n\r\n");
    await new Promise((done) => far.once("close", done));
    expect(heard).toBe("");
  });

  it("S-547 a flood is believed in 8 servers, 2 of one address; who was there first stays", async () => {
    const net = new MemoryLan();
    const one = new Machine(net.machine());
    one.part.want(MEETING, []);
    one.time.advance(100);
    net.say(lie({ port: 5000 }), "127.0.0.2");
    for (let at = 0; at < 20; at++) net.say(lie({ port: 6000 + at }), "127.0.0.3");
    await heard();
    expect(one.found).toHaveLength(1 + FOUND_AT_ONE);
    for (let at = 0; at < 40; at++) net.say(lie(), `127.0.1.${at}`);
    await heard();
    expect(one.found).toHaveLength(FOUND_MOST);
    expect(one.found).toContain("ws://127.0.0.2:5000");
    // Of what nobody looks for nothing is kept.
    expect(one.lan.kept).toBe(FOUND_MOST);
    net.say(lie({ hashes: Array.from({ length: 45 }, (_, at) => lanHash(OTHER, at)) }), "127.0.0.2");
    await heard();
    expect(one.lan.kept).toBe(FOUND_MOST);
  });

  it("S-547 holds two minutes at most, is prolonged, and is taken back only where it came from", async () => {
    const net = new MemoryLan();
    const one = new Machine(net.machine());
    one.part.want(MEETING, []);
    one.time.advance(100);
    net.say(lie({ ttl: 4_000_000 }), "127.0.0.2");
    await heard();
    one.time.advance(ANNOUNCEMENT_TTL * 1000 - 1_000);
    net.say(lie({ ttl: 0 }), "127.0.0.3");
    await heard();
    expect(one.found).toHaveLength(1);
    net.say(lie(), "127.0.0.2");
    await heard();
    one.time.advance(ANNOUNCEMENT_TTL * 1000 - 1_000);
    expect(one.found).toHaveLength(1);
    one.time.advance(1_001);
    expect(one.found).toEqual([]);
    net.say(lie(), "127.0.0.2");
    await heard();
    expect(one.found).toHaveLength(1);
    net.say(lie({ ttl: 0 }), "127.0.0.2");
    await heard();
    expect(one.found).toEqual([]);
  });

  it("S-548 S-549 giant and broken packets, and more than can be read, hurt nobody", async () => {
    const net = new MemoryLan();
    const one = new Machine(net.machine());
    one.part.want(MEETING, []);
    one.time.advance(100);
    const mark = Buffer.from("_tatami");
    const broken = [
      Buffer.alloc(60_000, mark),
      Buffer.concat([Buffer.alloc(12, 255), mark]),
      Buffer.alloc(0),
      mark,
    ];
    for (const packet of broken) net.say(packet, "127.0.0.2");
    await heard();
    expect(one.found).toEqual([]);
    for (let at = 0; at < HEARD_BURST; at++) net.say(broken[1] as Buffer, "127.0.0.2");
    net.say(lie(), "127.0.0.2");
    await heard();
    expect(one.found).toEqual([]);
    // What is not of Tatami does not count, however much it is.
    one.time.advance(1_000);
    for (let at = 0; at < 1_000; at++) net.say(Buffer.from("another program"), "127.0.0.2");
    net.say(lie(), "127.0.0.2");
    await heard();
    expect(one.found).toHaveLength(1);
  });

  it("S-550 a question is answered to all, once a second at most, however often it is asked", async () => {
    const net = new MemoryLan();
    const one = new Machine(net.machine());
    await one.serve(MEETING);
    one.time.advance(10_000);
    const before = announcements(net).length;
    for (let at = 0; at < 20; at++) net.say(writeLanQuery(), "127.0.0.2");
    await heard();
    one.time.advance(500);
    expect(announcements(net)).toHaveLength(before + 1);
    one.time.advance(1_000);
    net.say(writeLanQuery(), "127.0.0.2");
    await heard();
    one.time.advance(500);
    expect(announcements(net)).toHaveLength(before + 2);
  });

  it("S-552 a server that is in use is kept while its announcements stay away", async () => {
    const one = new Machine(new MemoryLan().machine());
    one.part.want(MEETING, []);
    expect(one.part.addresses(["ws://127.0.0.2:4000"])).toEqual(["ws://127.0.0.2:4000"]);
    one.lan.turn(false);
    expect(one.part.addresses(["ws://127.0.0.2:4000"])).toEqual([]);
  });
});
