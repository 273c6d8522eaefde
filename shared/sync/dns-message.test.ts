import { fc } from "#test/builders/properties.ts";
import { describe, expect, it } from "vitest";
import {
  DNS_TYPES,
  MAX_DNS_MESSAGE,
  readDns,
  writeDnsQuery,
  writeDnsResponse,
  type DnsRecord,
} from "./dns-message.ts";

const bytes = (...parts: (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...Buffer.from(part, "latin1")] : part)),
  );

/** A message's head: so many questions, answers, authorities and additional records. */
const head = (flags: number, asked = 0, answers = 0, authorities = 0, more = 0): number[] =>
  [0, flags, asked, answers, authorities, more].flatMap((value) => [value >> 8, value & 0xff]);

describe("a message of multicast DNS", () => {
  it("is read as it was written", () => {
    const records: DnsRecord[] = [
      { type: "pointer", name: "_tatami._tcp.local", ttl: 120, target: "abc._tatami._tcp.local" },
      { type: "service", name: "abc._tatami._tcp.local", ttl: 120, port: 65_535, target: "abc.local" },
      {
        type: "text",
        name: "abc._tatami._tcp.local",
        ttl: 4_000_000_000,
        texts: ["v=1", "", "x".repeat(255)],
      },
      { type: "address", name: "abc.local", ttl: 0, address: "192.168.1.255" },
    ];
    expect(readDns(writeDnsResponse(records))).toEqual({ response: true, questions: [], records });
    const questions = [{ name: "_tatami._tcp.local", type: DNS_TYPES.pointer }];
    expect(readDns(writeDnsQuery(questions))).toEqual({ response: false, questions, records: [] });
  });

  it("as other programs write it is read: pointers, capitals, records of other kinds, several sections", () => {
    const packet = bytes(
      head(0x8400, 0, 1, 1, 1),
      [7, ...Buffer.from("_Tatami"), 4, ...Buffer.from("_tcp"), 5, ...Buffer.from("local"), 0],
      // At 12: "_Tatami._tcp.local". A pointer to "abc" and that.
      [0, 12, 0, 1, 0, 0, 0, 120, 0, 6, 3, ...Buffer.from("abc"), 0xc0, 12],
      // NSEC, which Tatami does not know, of the name that ends there.
      [0xc0, 42, 0, 47, 0x80, 1, 0, 0, 0, 120, 0, 5, 1, 2, 3, 4, 5],
      [0xc0, 42, 0, 33, 0x80, 1, 0, 0, 0, 120, 0, 8, 0, 0, 0, 0, 0x12, 0x8c, 0xc0, 42],
    );
    expect(readDns(packet)?.records).toEqual([
      { type: "pointer", name: "_tatami._tcp.local", ttl: 120, target: "abc._tatami._tcp.local" },
      {
        type: "service",
        name: "abc._tatami._tcp.local",
        ttl: 120,
        port: 4748,
        target: "abc._tatami._tcp.local",
      },
    ]);
  });

  it.each([
    ["nothing", bytes()],
    ["a head that is cut", bytes(head(0).slice(0, 7))],
    ["262,140 parts in twelve bytes", bytes(head(0x8400, 65_535, 65_535, 65_535, 65_535))],
    ["65 parts", bytes(head(0, 65), ...Array.from({ length: 65 }, () => [0, 0, 12, 0, 1]))],
    ["more than is read at all", new Uint8Array(MAX_DNS_MESSAGE + 1)],
    ["a name that points to itself", bytes(head(0, 1), [0xc0, 12, 0, 12, 0, 1])],
    ["a name that points forward", bytes(head(0, 1), [0xc0, 14, 0, 0, 12, 0, 1])],
    ["two names that point to each other", bytes(head(0, 2), [0xc0, 14, 0xc0, 12, 0, 12, 0, 1])],
    ["a name that points behind the end", bytes(head(0, 1), [0xff, 0xff, 0, 12, 0, 1])],
    ["a label of 64", bytes(head(0, 1), [64], "x".repeat(64), [0, 0, 12, 0, 1])],
    [
      "a name of 256",
      bytes(head(0, 1), ...Array.from({ length: 4 }, () => [63, ...Buffer.from("x".repeat(63))]), [
        0, 0, 12, 0, 1,
      ]),
    ],
    [
      "a record longer than the message",
      bytes(head(0x8400, 0, 1), [0, 0, 12, 0, 1, 0, 0, 0, 1, 255, 255, 0]),
    ],
    [
      "a name longer than its record",
      bytes(head(0x8400, 0, 1), [0, 0, 12, 0, 1, 0, 0, 0, 1, 0, 1, 1, 97, 0]),
    ],
    [
      "a text longer than its record",
      bytes(head(0x8400, 0, 1), [0, 0, 16, 0, 1, 0, 0, 0, 1, 0, 2, 9, 97, 97]),
    ],
  ])("S-548 that is none is read as nothing: %s", (_, packet) => {
    expect(readDns(packet)).toBeNull();
  });

  it("S-548 whatever its bytes are, reading it ends and throws nothing", () => {
    const good = writeDnsResponse([
      { type: "pointer", name: "_tatami._tcp.local", ttl: 120, target: "abc._tatami._tcp.local" },
      { type: "text", name: "abc._tatami._tcp.local", ttl: 120, texts: ["v=1"] },
    ]);
    const at = fc.nat(good.length - 1);
    const bent = fc.array(fc.tuple(at, fc.nat(255)), { maxLength: 8 }).map((changes) => {
      const packet = Uint8Array.from(good);
      for (const [place, value] of changes) packet[place] = value;
      return packet;
    });
    const any = fc.uint8Array({ maxLength: 600 });
    fc.assert(
      fc.property(fc.oneof(bent, any), (packet) => {
        for (const { name } of readDns(packet)?.records ?? []) expect(name.length).toBeLessThanOrEqual(510);
      }),
      { numRuns: 2_000 },
    );
  });

  it("a dot within a label is none between two", () => {
    const packet = bytes(head(0, 1), [12], "_tatami._tcp", [5], "local", [0, 0, 12, 0, 1]);
    expect(readDns(packet)?.questions[0]?.name).toBe("_tatami\\._tcp.local");
  });
});
