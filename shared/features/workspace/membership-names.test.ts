import { expect, it } from "vitest";
import {
  accept,
  admin,
  editor,
  founder,
  grown,
  newcomer,
  observer,
  OTHER_ROOM,
  ROOM,
  secondAdmin,
  told,
  type Person,
} from "#test/builders/members.ts";
import {
  depart,
  nameRoom,
  offerOwnership,
  removeMember,
  setRole,
  settleDepartures,
} from "./membership-changes.ts";
import { ADMIN_EPOCHS, MOST_EPOCHS, signNaming, type SignedNaming } from "./records.ts";

const naming = (by: Person, name: string, epoch: number, room = ROOM): SignedNaming =>
  signNaming({ room, name, epoch, at: 0 }, by.signer);

it("S-619 is named by its owner and admins, for everybody, and by nobody else", () => {
  const made = grown();
  expect(made.name).toBe(null);
  const other = told(made);
  other.take(nameRoom(made, admin.by, "Friday team"));
  nameRoom(made, founder.by, "Saturday team");
  other.take(made.encode());
  for (const device of [made, other, told(made)]) {
    expect(device.name).toBe("Saturday team");
    expect(device.digest).toEqual(made.digest);
  }
  for (const who of [editor, observer, newcomer]) {
    expect(() => nameRoom(made, who.by, "Mine")).toThrow("Your role in this workspace");
    expect(made.take([naming(who, "Mine", 50)]).added).toEqual([]);
  }
  expect(() => nameRoom(made, founder.by, " ")).toThrow("1 to 80 characters");
  const lies = [
    naming(founder, "Elsewhere", 50, OTHER_ROOM),
    { ...naming(newcomer, "Forged", 50), signer: founder.id },
    { ...naming(founder, "Said", 50), name: "Changed" },
    naming(admin, "For ever", ADMIN_EPOCHS + 1),
    naming(founder, "For ever", MOST_EPOCHS + 1),
  ];
  for (const lie of lies) expect(made.take([lie]).added).toEqual([]);
  expect(made.name).toBe("Saturday team");
});

it("S-619 two names that were given apart come to one, on every device", () => {
  const [one, other] = [grown(), grown()];
  nameRoom(one, admin.by, "By an admin");
  nameRoom(other, founder.by, "By the owner");
  nameRoom(other, secondAdmin.by, "Later");
  nameRoom(one, secondAdmin.by, "As late");
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const)
    to.take(from.encode());
  expect(one.name).toBe(other.name);
  expect(one.digest).toEqual(other.digest);
  // Nobody can be kept from naming it by an admin who went to the end of its epochs.
  one.take([naming(admin, "The last word", ADMIN_EPOCHS)]);
  expect(() => nameRoom(one, secondAdmin.by, "Not any more")).toThrow("Your role in this workspace");
  nameRoom(one, founder.by, "It is not");
  expect(told(one).name).toBe("It is not");
});

it.each<[string, (made: ReturnType<typeof grown>) => void]>([
  ["is removed", (made) => removeMember(made, founder.by, admin.id)],
  ["is an editor now", (made) => setRole(made, founder.by, admin.id, "editor")],
  [
    "has left, and the owner has heard",
    (made) => {
      depart(made, admin.by);
      settleDepartures(made, founder.by);
    },
  ],
  [
    "has left, and the owner hears later",
    (made) => {
      depart(made, admin.by);
      expect(made.name).toBe("Friday team");
      settleDepartures(made, founder.by);
    },
  ],
  [
    "was the owner's second choice before the room changed hands",
    (made) =>
      made.take(accept(told(made), secondAdmin.by, offerOwnership(made, founder.signer, secondAdmin.id))),
  ],
])("S-619 keeps the name of an admin who %s", (_, change) => {
  const made = grown();
  nameRoom(made, admin.by, "Friday team");
  change(made);
  expect([made.name, told(made).name]).toEqual(["Friday team", "Friday team"]);
  made.take([naming(editor, "Mine", 9)]);
  expect(made.name).toBe("Friday team");
});

it("S-619 keeps the name of an owner who has handed the room over, and the new one may give another", () => {
  const made = grown();
  made.take([naming(founder, "Far ahead", MOST_EPOCHS)]);
  made.take(accept(told(made), admin.by, offerOwnership(made, founder.signer, admin.id)));
  expect([made.name, told(made).name]).toEqual(["Far ahead", "Far ahead"]);
  // The former owner is an admin, whose epochs end earlier.
  expect(made.resolution.namings.map(({ signer }) => signer)).toEqual([admin.id]);
  nameRoom(made, admin.by, "Another");
  expect([made.name, told(made).name]).toEqual(["Another", "Another"]);
});
