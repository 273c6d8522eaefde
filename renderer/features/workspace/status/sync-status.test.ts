import { expect, it } from "vitest";
import type { Member, Sharing } from "../types.ts";
import { syncStatus } from "./sync-status.ts";

const NOW = 1_000_000;

const member = (part: Partial<Member>): Member => ({
  device: "ab".repeat(32),
  name: "Somebody",
  role: "editor",
  of: null,
  fingerprint: "",
  self: false,
  online: true,
  pipe: "relay",
  through: "ws://127.0.0.1:1",
  equalAt: NOW - 2_000,
  wanted: 0,
  refused: 0,
  removable: false,
  roles: [],
  ...part,
});

const address = (state: Sharing["addresses"][number]["state"]) => ({
  address: "ws://127.0.0.1:1",
  state,
  text: "",
  source: "set" as const,
});

const shared = (part: Partial<Sharing>): Sharing => ({
  id: "00000000-0000-7000-8000-000000000000",
  name: "Team",
  shared: true,
  paused: false,
  documents: 3,
  bytes: 100,
  pictures: 0,
  role: "owner",
  removed: [],
  members: [member({ self: true, online: false, equalAt: null, wanted: 9 })],
  refusals: [],
  putAside: 0,
  transfer: null,
  addresses: [address("joined")],
  mayRename: false,
  ownDevice: null,
  mayInvite: [],
  invitations: [],
  ...part,
});

it.each<[string, Partial<Sharing>, string]>([
  ["is shared with nobody, whatever else is set", { shared: false, paused: true }, "alone"],
  ["is shared no more with this device", { role: "removed", paused: true }, "removed"],
  ["is paused, also where no address is set", { paused: true, addresses: [] }, "paused"],
  ["has no address", { addresses: [] }, "nowhere"],
  ["reaches no address", { addresses: [address("waiting"), address("refused")] }, "unreachable"],
  ["may still reach one", { addresses: [address("waiting"), address("connecting")] }, "connecting"],
  ["reaches an address, and nobody there", { addresses: [address("waiting"), address("joined")] }, "nobody"],
])("a workspace that %s", (_, part, kind) => {
  expect(syncStatus(shared(part), NOW)).toEqual({ kind });
});

it.each<[string, Partial<Member>[], unknown]>([
  [
    "both were equal, as of the one who was so longest ago",
    [{}, { equalAt: NOW - 9_000 }, { online: false, equalAt: 1 }],
    { kind: "inSync", at: NOW - 9_000, peers: 2, ways: ["relay"] },
  ],
  [
    "one has something to give",
    [{ wanted: 3 }, { wanted: 2 }],
    { kind: "coming", count: 3, peers: 2, ways: ["relay"] },
  ],
  ["one was not compared yet", [{}, { equalAt: null }], { kind: "comparing", peers: 2, ways: ["relay"] }],
  [
    "one was not equal for long",
    [{ equalAt: NOW - 60_000 }],
    { kind: "comparing", peers: 1, ways: ["relay"] },
  ],
])("with others there: %s", (_, others, status) => {
  expect(syncStatus(shared({ members: others.map(member), addresses: [] }), NOW)).toEqual(status);
});
