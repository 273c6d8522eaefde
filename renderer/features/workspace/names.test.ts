import { expect, it } from "vitest";
import { nameAmong, type Named } from "./names.ts";
import type { Member, Sharing, Workspace } from "./types.ts";

const workspace = (id: string, name: string, createdAt = 0): Workspace => ({
  id,
  name,
  createdAt,
  documents: 0,
  current: false,
});

const member = (name: string, self: boolean): Member => ({
  device: "ab".repeat(32),
  name,
  role: "owner",
  of: null,
  fingerprint: "",
  self,
  online: false,
  pipe: null,
  through: null,
  equalAt: null,
  wanted: 0,
  refused: 0,
  removable: false,
  roles: [],
});

const shared = (id: string, owner: Member): Sharing => ({
  id,
  name: "Team",
  shared: true,
  paused: false,
  documents: 0,
  bytes: 0,
  pictures: 0,
  role: "editor",
  members: [owner],
  removed: [],
  refusals: [],
  putAside: 0,
  transfer: null,
  addresses: [],
  mayRename: false,
  ownDevice: null,
  mayInvite: [],
  invitations: [],
});

const all = [
  workspace("1", "Personal"),
  workspace("2", "Team"),
  workspace("3", "Team"),
  workspace("4", "Team"),
  workspace("5", "Pessoal", 7),
  workspace("6", "Lone", 8),
  workspace("7", "Lone", 9),
];
const states = [shared("3", member("Ana", false)), shared("4", member("Me", true))];
const name = (named: Named, told: readonly Sharing[] | null = states) =>
  nameAmong(named, {
    all,
    states: told,
    shown: (one) => (one.name === "Personal" ? "Pessoal" : one.name),
    say: (hint) => (hint.kind === "of" ? `of ${hint.owner}` : hint.kind),
    when: String,
  });

it("names that collide are told apart by the owner, or by being on this device alone", () => {
  expect(["2", "3", "4"].map((id) => name({ id, name: "Team" }))).toEqual([
    "Team · alone",
    "Team · of Ana",
    "Team · mine",
  ]);
});

it("where that is the same, too, by when they were begun; names collide as they are shown", () => {
  expect(["6", "7"].map((id) => name({ id, name: "Lone" }))).toEqual([
    "Lone · alone · 8",
    "Lone · alone · 9",
  ]);
  expect(name({ id: "5", name: "Pessoal" })).toBe("Pessoal · alone · 7");
});

it("a name of which there is one has no hint, nor one of which nothing is known yet", () => {
  expect(name({ id: "9", name: "Other" })).toBe("Other");
  // Just renamed: what the list still calls it is nobody's name any more.
  expect(name({ id: "2", name: "New" })).toBe("New");
  expect(name({ name: "Team" })).toBe("Team");
  expect(name({ id: "3", name: "Team" }, null)).toBe("Team");
});
