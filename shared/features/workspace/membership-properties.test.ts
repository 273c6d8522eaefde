import { fc } from "#test/builders/properties.ts";
import { describe, expect, it } from "vitest";
import { accept, OTHER_ROOM, person, room, ROOM, signed, type Person } from "#test/builders/members.ts";
import {
  addMember,
  addOwnDevice,
  depart,
  foundRoom,
  nameRoom,
  offerOwnership,
  setRole,
} from "./membership-changes.ts";
import { Membership } from "./membership.ts";
import {
  readRecords,
  signAcceptance,
  signConsent,
  signFounding,
  signOffer,
  type SignedRecord,
} from "./records.ts";
import { GIVEN_ROLES, type GivenRole } from "./roles.ts";

const PEOPLE = [1, 2, 3, 4, 5, 6].map(person) as [Person, ...Person[]];
const OUTSIDE = [11, 12].map(person);
const [FOUNDER] = PEOPLE;

/** Something that somebody tries, allowed or not. */
interface Attempt {
  readonly actor: Person;
  readonly subject: Person;
  readonly what: GivenRole | "transfer" | "leave" | "own device" | "name";
  readonly keeps: boolean;
}

const aPerson = fc.constantFrom(...PEOPLE);
const anAttempt: fc.Arbitrary<Attempt> = fc.record({
  // Admins do most of it, or little would be allowed.
  actor: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PEOPLE.slice(0, 3)) }, aPerson),
  subject: aPerson,
  what: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...GIVEN_ROLES) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        "transfer" as const,
        "leave" as const,
        "own device" as const,
        "name" as const,
      ),
    },
  ),
  keeps: fc.boolean(),
});

/** How every history begins: two admins, one of whom lets others in. */
const BEGINNING: readonly Attempt[] = (
  [
    [0, 1, "admin"],
    [0, 2, "admin"],
    [1, 3, "editor"],
    [2, 4, "observer"],
  ] as const
).map(([actor, subject, what]) => ({
  actor: PEOPLE[actor] as Person,
  subject: PEOPLE[subject] as Person,
  what,
  keeps: true,
}));

/** Does what the rules allow, on what the actor knows; answers the records that came of it. */
function attempt(membership: Membership, { actor, subject, what, keeps }: Attempt): readonly SignedRecord[] {
  try {
    return readRecords(changed(membership, actor, subject, what, keeps)).records;
  } catch (error) {
    if (error instanceof Error && error.name === "TatamiError") return [];
    throw error;
  }
}

function changed(
  membership: Membership,
  actor: Person,
  subject: Person,
  what: Attempt["what"],
  keeps: boolean,
): Uint8Array {
  if (what === "transfer") {
    const offered = offerOwnership(membership, actor.signer, subject.id);
    return actor === subject ? offered : accept(membership, subject.by, offered);
  }
  if (what === "name") return nameRoom(membership, actor.by, `By ${actor.name} for ${subject.name}`);
  if (what === "leave") return depart(membership, actor.by);
  if (what === "own device")
    return addOwnDevice(membership, actor.by, {
      device: subject.id,
      name: "Other",
      consent: signConsent(ROOM, actor.id, subject.signer),
    });
  const standing = membership.roleOf(subject.id);
  if (standing === null || standing === "left" || (standing === "removed" && what !== "removed"))
    return addMember(membership, actor.by, { device: subject.id, name: subject.name, role: what });
  return setRole(membership, actor.by, subject.id, what, () => keeps);
}

/** A history that one device saw from the beginning, and every record of it. */
function lived(attempts: readonly Attempt[]): { membership: Membership; records: SignedRecord[] } {
  const membership = room(FOUNDER);
  const records = [...readRecords(membership.encode()).records];
  for (const one of [...BEGINNING, ...attempts]) records.push(...attempt(membership, one));
  return { membership, records };
}

/** Tells a device records one after another, until it has nothing to learn of them. */
function tell(records: readonly SignedRecord[]): Membership {
  const membership = new Membership(ROOM, FOUNDER.id);
  for (let added = 1; added > 0;) {
    added = 0;
    for (const record of records) added += membership.take([record]).added.length;
  }
  return membership;
}

const roles = (membership: Membership): string[] =>
  [...PEOPLE, ...OUTSIDE].map(({ id, name }) => `${name}: ${membership.roleOf(id)}`);

const many = { numRuns: 12 };
/** Signing takes as long as the machine takes: a limit would measure that. Between two runs others have their turn. */
const WITHOUT_LIMIT = { timeout: 0 };
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const aHistory = fc.array(anAttempt, { minLength: 4, maxLength: 16 });

describe("whatever the order", WITHOUT_LIMIT, () => {
  it("S-607 the same records come to the same, one by one, at once, in parts or twice", async () => {
    await fc.assert(
      fc.asyncProperty(aHistory, fc.nat(), async (attempts, seed) => {
        await turn();
        const { membership, records } = lived(attempts);
        const shuffled = records
          .map((record, at) => ({ record, by: Math.imul(at + 1, seed | 1) >>> 0 }))
          .sort((one, other) => one.by - other.by)
          .map(({ record }) => record);
        const atOnce = new Membership(ROOM, FOUNDER.id);
        atOnce.take(shuffled);
        for (const device of [tell(shuffled), tell([...records, ...shuffled]), atOnce]) {
          expect(roles(device)).toEqual(roles(membership));
          expect(device.digest).toEqual(membership.digest);
        }
      }),
      many,
    );
  });

  it("S-607 S-602 devices that acted apart, two owners included, come to the same when they have told each other", async () => {
    const step = fc.oneof(anAttempt, fc.tuple(aPerson, aPerson));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 24 }), async (steps) => {
        await turn();
        const devices = new Map(
          PEOPLE.map(({ id }) => [id, tell(readRecords(lived([]).membership.encode()).records)]),
        );
        const of = ({ id }: Person): Membership => devices.get(id) as Membership;
        const exchange = (one: Membership, other: Membership): number =>
          one.take(other.encode()).added.length + other.take(one.encode()).added.length;
        for (const one of steps) {
          if (Array.isArray(one)) exchange(of(one[0]), of(one[1]));
          else if (one.what !== "transfer") attempt(of(one.actor), one);
          else {
            // The two meet for it.
            exchange(of(one.actor), of(one.subject));
            attempt(of(one.subject), one);
          }
        }
        const all = [...devices.values()];
        for (let told = 1, rounds = 0; told > 0; rounds++) {
          expect(rounds).toBeLessThan(8);
          told = 0;
          for (const one of all) for (const other of all) told += exchange(one, other);
        }
        for (const device of all) {
          expect(roles(device)).toEqual(roles(all[0] as Membership));
          expect(device.digest).toEqual(all[0]?.digest);
        }
      }),
      many,
    );
  });
});

describe("whatever somebody makes up", WITHOUT_LIMIT, () => {
  it("S-604 S-601 records of those who may not, forged, replayed and of other rooms give nobody another role", async () => {
    const aLie = fc.record({
      liar: fc.nat(),
      about: fc.constantFrom(...PEOPLE, ...OUTSIDE),
      role: fc.constantFrom(...GIVEN_ROLES),
      epoch: fc.oneof(
        fc.integer({ min: 1, max: 5 }),
        fc.constant(1_000_000),
        fc.maxSafeInteger().map(Math.abs),
      ),
      kind: fc.constantFrom("own", "forged", "changed", "other room", "founding", "charter", "theft"),
      at: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(
        aHistory,
        fc.array(aLie, { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        async (attempts, lies, early) => {
          await turn();
          const { membership, records } = lived(attempts);
          // All who in the end may change nobody: strangers, observers, editors, removed and demoted ones. An admin who has left is none
          // of them before the owner has heard of it.
          const { standing } = membership.resolution;
          const liars = [...PEOPLE, ...OUTSIDE].filter(
            ({ id }) => membership.roleOf(id) !== "owner" && standing.get(id)?.[0]?.role !== "admin",
          );
          const { owner, chain } = membership.resolution;
          const made = lies.map(({ liar: at, about, role, epoch, kind, at: place }): SignedRecord => {
            const liar = liars[at % liars.length] as Person;
            const lie = signed(liar, about, role, Math.max(1, epoch));
            const true_ = records[place % records.length] as SignedRecord;
            const offer = { room: ROOM, epoch: chain.length, owner: liar.id, name: "Liar", number: 9 };
            switch (kind) {
              case "forged":
                return { ...lie, signer: owner };
              case "changed":
                if (true_.type === "member") return { ...true_, device: about.id, role };
                if (true_.type === "departure") return { ...true_, device: about.id };
                return true_.type === "naming"
                  ? { ...true_, name: "Another" }
                  : { ...true_, owner: about.id };
              case "other room":
                return signed(FOUNDER, about, role, lie.epoch, { room: OTHER_ROOM });
              case "founding": {
                // Who founded the room may say that in other words: it stays one room, as the last test here shows.
                const stranger = liar.id === FOUNDER.id ? (OUTSIDE[0] as Person) : liar;
                return signFounding(ROOM, "Liar", stranger.signer);
              }
              case "charter":
                return signAcceptance(signOffer(offer, liar.signer), (OUTSIDE[0] as Person).signer);
              case "theft":
                return { ...signAcceptance(signOffer(offer, liar.signer), liar.signer), from: owner };
              default:
                return lie;
            }
          });
          const device = tell(early ? [...made, ...records, ...made] : [...records, ...made, ...records]);
          expect(roles(device)).toEqual(roles(membership));
          expect(device.digest).toEqual(membership.digest);
        },
      ),
      many,
    );
  });

  it("S-610 bytes that are anything are answered, never thrown at", () => {
    const good = room(FOUNDER);
    addMember(good, FOUNDER.by, { device: (PEOPLE[1] as Person).id, name: "One", role: "admin" });
    const bytes = good.encode();
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.nat({ max: bytes.length - 1 }),
        fc.nat({ max: 255 }),
        (noise, at, byte) => {
          const device = tell(readRecords(bytes).records);
          expect(device.take(noise).added).toEqual([]);
          device.take(bytes.with(at, byte));
          expect(device.digest).toEqual(good.digest);
        },
      ),
      { numRuns: 25 },
    );
  });
});

it("S-602 a founding told twice is one room, by whichever words", () => {
  const [one, other] = [
    foundRoom(ROOM, "One name", FOUNDER.signer),
    foundRoom(ROOM, "Another", FOUNDER.signer),
  ];
  one.take(other.encode());
  other.take(one.encode());
  expect(one.digest).toEqual(other.digest);
});
