import { eventIterator, oc } from "@orpc/contract";
import * as z from "zod";
import { Reason } from "#shared/api/errors.ts";
import { REFUSALS } from "#shared/sync/refusals.ts";
import { isAddress } from "./invitation.ts";
import { isName, NAME_LENGTH } from "./records.ts";
import { GIVEN_ROLES, ROLES } from "./roles.ts";

/** A workspace is a room: an id, a key (which never leaves the core) and a set of documents. */
export const Workspace = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  createdAt: z.number(),
  /** Documents that are not deleted. */
  documents: z.number(),
  /** It is the one that every other call speaks of. */
  current: z.boolean(),
});

/** A name as other members may be told it: one line, nothing in it that plays tricks on a reader. */
const Name = z
  .string()
  .max(4 * NAME_LENGTH)
  .transform((name) => name.trim())
  .refine(isName);

/** A device's public key. */
const Device = z.string().regex(/^[0-9a-f]{64}$/u);

/** Where a signaling server is. */
const Address = z.string().max(200).refine(isAddress);
const Addresses = z.array(Address).max(4);

/** Roles that an invitation may be for. */
const Invited = z.enum(["editor", "observer"]);

const Invitation = z.strictObject({
  id: z.uuid(),
  /** It lets in another device of whoever made it, which may be an admin; others cannot. */
  own: z.boolean(),
  role: z.enum(["admin", ...Invited.options]),
  words: z.string(),
  link: z.string(),
  expiresAt: z.number().nullable(),
  /** Devices that may come by it, and that came; null for any number. */
  uses: z.number().nullable(),
  used: z.number(),
  createdAt: z.number(),
});

const Member = z.strictObject({
  device: Device,
  name: z.string(),
  role: z.enum(ROLES),
  /** The member whose other device it is, which was there before; null where it is nobody's. */
  of: Device.nullable(),
  /** Six words to be compared aloud. */
  fingerprint: z.string(),
  /** It is this device. */
  self: z.boolean(),
  /** It is connected now; when both last had the same documents, null for not yet, or not since it has connected. */
  online: z.boolean(),
  /** How it is connected: from device to device, so but by a TURN server, or by a relay; null where it is not. */
  pipe: z.enum(["direct", "turn", "relay"]).nullable(),
  /** The address of the server that relays between both; null where none does. */
  through: z.string().nullable(),
  equalAt: z.number().nullable(),
  /** Documents that are still to come from it, and changes of it that were not let in since the core has started. */
  wanted: z.number(),
  refused: z.number(),
  /** What this device may do with it: remove it, and the roles that it may give it. */
  removable: z.boolean(),
  roles: z.array(z.enum(["admin", "editor", "observer"])),
});

/** How a workspace is shared: who belongs to it, who was invited, where they meet. */
export const SharingState = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  shared: z.boolean(),
  /** Nothing is synced at the moment, by the person's wish: of all workspaces of this device. */
  paused: z.boolean(),
  /** Documents that are not deleted, and the bytes of all that is saved of documents. */
  documents: z.number(),
  bytes: z.number(),
  /** Documents of which members see a small picture. */
  pictures: z.number(),
  /** How this device stands. */
  role: z.enum([...ROLES, "removed", "left", "unknown"]),
  members: z.array(Member),
  /** Devices that were removed, and the roles that this one may give them so that they can come in again; none that it may not. */
  removed: z.array(
    z.strictObject({
      device: Device,
      name: z.string(),
      fingerprint: z.string(),
      roles: z.array(z.enum(["admin", "editor", "observer"])),
    }),
  ),
  /** What was refused since the core has started; `device` is null for what is of no member. */
  refusals: z.array(z.strictObject({ device: Device.nullable(), why: z.enum(REFUSALS), count: z.number() })),
  /** How many things were put aside, see `putAside`. */
  putAside: z.number(),
  /** The owner offers the workspace to that member, who has not accepted it yet. */
  transfer: z.strictObject({ to: Device, name: z.string() }).nullable(),
  addresses: z.array(
    z.strictObject({
      address: z.string(),
      state: z.enum(["off", "connecting", "joined", "waiting", "refused"]),
      text: z.string(),
      /** Set by a person, or found on the local network. */
      source: z.enum(["set", "lan"]),
    }),
  ),
  /** This device may give it another name. */
  mayRename: z.boolean(),
  /** What another device of this person would be; null where this one cannot bring in any. */
  ownDevice: z.enum(["admin", ...Invited.options]).nullable(),
  /** The roles that this device may invite as. */
  mayInvite: z.array(Invited),
  invitations: z.array(Invitation),
});

/** Where the others of the workspace are that is looked at: of each who has a document of it open. */
export const Present = z.strictObject({
  workspace: z.uuid(),
  /** Another one each time that another workspace was turned to, also for a moment: pages say anew where they are. */
  turn: z.number(),
  others: z.array(
    z.strictObject({ device: Device, name: z.string(), document: z.uuid(), writing: z.boolean() }),
  ),
});

/** Something that was written on this device just before it lost the right to, and that nobody took. */
const PutAsideEntry = z.strictObject({
  id: z.number(),
  /** It is not here any more where it was begun on this device; with its name, null for one without. */
  document: z.uuid(),
  name: z.string().nullable(),
  /** As in the history: "created", "deleted" and "restored" too, which have no values. */
  field: z.string(),
  before: z.string().nullable(),
  mine: z.string().nullable(),
  /** When it was written. */
  at: z.number(),
});

/** Where somebody who lets a device in is looked for, and whether that place is reached; nobody may be there yet. */
const LookedAt = z.strictObject({
  address: z.string(),
  state: z.enum(["connecting", "joined", "waiting", "refused"]),
  source: z.enum(["set", "lan"]),
});

/** How it goes with an attempt to come in. */
export const JoinStep = z.discriminatedUnion("step", [
  /** At once, and again whenever a place fares otherwise; `lan` where the local network is searched, too. */
  z.strictObject({ step: z.literal("looking"), id: z.uuid(), lan: z.boolean(), places: z.array(LookedAt) }),
  z.strictObject({
    step: z.literal("offered"),
    id: z.uuid(),
    roomName: z.string(),
    documents: z.number(),
    bytes: z.number(),
    role: z.enum(ROLES),
    /** Whose other device this one becomes; null where it comes as a person of its own. */
    person: z.string().nullable(),
    expiresAt: z.number().nullable(),
  }),
  /** This device is in that workspace already, and nothing was asked of anybody. */
  z.strictObject({ step: z.literal("here"), id: z.uuid(), workspace: Workspace }),
  z.strictObject({ step: z.literal("joined"), id: z.uuid(), workspace: Workspace }),
  z.strictObject({ step: z.literal("declined"), id: z.uuid() }),
]);

/** What the connection doctor looks at, in the order in which it does. */
export const DOCTOR_CHECKS = [
  "invitation",
  "workspace",
  "network",
  "lan",
  "firewall",
  /** From here to "waiting" once for each address. */
  "name",
  "connect",
  "tls",
  "protocol",
  "clock",
  "relay",
  "waiting",
  "turn",
] as const;

/** What one look has found. */
export const DoctorCheck = z.strictObject({
  check: z.enum(DOCTOR_CHECKS),
  /** The address of the signaling or TURN server that was looked at; null for what concerns this device. */
  address: z.string().nullable(),
  state: z.enum(["ok", "warning", "failed", "skipped"]),
  /** What it means and what to do; null where all is well and there is nothing to say. */
  reason: Reason.nullable(),
});

export const workspaceContract = {
  current: oc.output(Workspace),
  /** All of this device, the first first. */
  list: oc.output(z.array(Workspace)),
  create: oc.input(z.strictObject({ name: Name })).output(Workspace),
  /** Looks at another: every event stream of the one before ends. */
  use: oc.input(z.strictObject({ id: z.uuid() })).output(Workspace),
  /** For all who are in it. */
  rename: oc.input(z.strictObject({ id: z.uuid(), name: Name })).output(Workspace),
  /**
   * Removes a workspace from this device, with its database, or `keep`s it as one that is shared with nobody. The first cannot
   * be removed; and one cannot be left that others would lose. `heard` is false where nobody could be told that this device has
   * gone: the others see it as a member until somebody removes it.
   */
  leave: oc
    .input(z.strictObject({ id: z.uuid(), keep: z.boolean().default(false) }))
    .output(z.strictObject({ left: z.literal(true), heard: z.boolean() })),

  /** Of the current workspace, and so the rest. */
  sharing: oc.output(SharingState),
  setAddresses: oc.input(z.strictObject({ addresses: Addresses })).output(SharingState),
  invite: oc
    .input(
      z.strictObject({
        role: Invited,
        uses: z.number().int().min(1).max(1000).nullable().default(1),
        /** From now, milliseconds; null for never. */
        lasts: z.number().int().min(60_000).max(31_536_000_000).nullable().default(604_800_000),
        /**
         * With the invitation that makes it a shared one: what the others are to call this person, otherwise by the device's
         * name. Later ones do not change it.
         */
        name: Name.optional(),
      }),
    )
    .output(Invitation),
  /** A code for another device of this person: it lets in one, within an hour. */
  inviteOwnDevice: oc.output(Invitation),
  revokeInvitation: oc.input(z.strictObject({ id: z.uuid() })).output(SharingState),
  assign: oc.input(z.strictObject({ device: Device, role: z.enum(GIVEN_ROLES) })).output(SharingState),
  /** Makes a device that was removed a member again, who comes in by an invitation. */
  readmit: oc
    .input(z.strictObject({ device: Device, role: z.enum(GIVEN_ROLES).exclude(["removed"]) }))
    .output(SharingState),

  /** Offers the ownership to a member, until that one accepts; an offer of before ends, also by one to oneself. */
  offerOwnership: oc.input(z.strictObject({ device: Device })).output(SharingState),
  /** Takes up what was offered to this device. */
  acceptOwnership: oc.output(SharingState),
  /** Of all workspaces, until it is taken back: kept over restarts. */
  pause: oc.input(z.strictObject({ paused: z.boolean() })).output(SharingState),

  /** What was put aside, the newest 1,000, the newest first; and forgetting some of it for good. */
  putAside: oc.output(z.array(PutAsideEntry)),
  forgetPutAside: oc
    .input(z.strictObject({ ids: z.array(z.number().int().nonnegative()).min(1).max(1000) }))
    .output(z.array(PutAsideEntry)),

  /** Comes in by an invitation: whoever stops listening gives up. Fails with why it cannot. */
  join: oc
    .input(
      z.strictObject({ invitation: z.string().max(10_000), name: Name, addresses: Addresses.default([]) }),
    )
    .output(eventIterator(JoinStep)),
  answerJoin: oc
    .input(z.strictObject({ id: z.uuid(), accept: z.boolean() }))
    .output(z.strictObject({ answered: z.literal(true) })),
  /** Looks for what keeps devices of the current workspace apart, or one from an invitation: tells each finding when it has it. */
  doctor: oc
    .input(
      z.strictObject({ invitation: z.string().max(10_000).default(""), addresses: Addresses.default([]) }),
    )
    .output(eventIterator(DoctorCheck)),
  /** Where the others are, now and whenever that changes. For as long as a page listens it has a say in where this device is. */
  present: oc.input(z.strictObject({ page: z.uuid() })).output(eventIterator(Present)),
  /**
   * A page says which document it shows; of several that show one, the one that said so last counts. `told` is false where no
   * member hears of any: the document is not of the workspace, or a person does not wish it.
   */
  show: oc
    .input(z.strictObject({ page: z.uuid(), document: z.uuid().nullable(), writing: z.boolean() }))
    .output(z.strictObject({ told: z.boolean() })),
  /** Syncs all workspaces for as long as anybody listens, and tells how each that is shared fares whenever that changes. */
  sync: oc.output(eventIterator(z.array(SharingState))),
};
