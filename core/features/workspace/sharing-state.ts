import type * as z from "zod";
import { assertNever } from "#shared/lib/assert-never.ts";
import { mayInviteAs, rolesToGive } from "#shared/features/workspace/roles.ts";
import type { SharingState } from "#shared/features/workspace/workspace.api.ts";
import type { MeetingState } from "#core/sync/meeting.ts";
import type { PeerView } from "#core/sync/room-peers.ts";
import type { Invitation } from "./invitation-store.ts";
import type { People } from "./people.ts";
import type { Sharing } from "./sharing.ts";

type State = z.infer<typeof SharingState>;

/** How a workspace is shared, as a person is told. */
export function sharingState(
  room: { readonly id: string; readonly name: string; readonly pictures: number },
  sharing: Sharing,
  paused: boolean,
): State {
  const { people } = sharing;
  const { standing } = sharing;
  const members = people.all();
  const peers = new Map(sharing.peers().map((peer) => [peer.device, peer]));
  const { addresses, found } = sharing;
  const states = new Map(sharing.addressStates().map(({ address, state }) => [address, state]));
  return {
    id: room.id,
    name: room.name,
    shared: people.isShared,
    paused,
    ...sharing.size(),
    pictures: room.pictures,
    role: standing ?? "unknown",
    members: members.map(({ device, name, role, of }) => {
      const peer = peers.get(device);
      return {
        device,
        name,
        role,
        of,
        fingerprint: people.fingerprintOf(device),
        self: device === people.self,
        online: peer !== undefined,
        pipe: peer === undefined ? null : wayOf(peer),
        through: peer?.through ?? null,
        equalAt: peer === undefined ? sharing.lastEqualTo(device) : peer.equalAt,
        wanted: peer?.wanted ?? 0,
        refused: sharing.refusals.changesOf(device),
        removable: people.mayRemove(device),
        roles: rolesToGive(standing, role),
      };
    }),
    removed: removed(people, rolesToGive(standing, "removed")),
    refusals: sharing.refusals.all((device) => members.some((member) => member.device === device)),
    putAside: sharing.putAside.count,
    transfer: people.transfer,
    addresses: [...addresses, ...found].map((address) => ({
      address,
      ...told(states.get(address)),
      source: addresses.includes(address) ? ("set" as const) : ("lan" as const),
    })),
    mayRename: people.mayRename,
    ownDevice: people.roleOfOwnDevice,
    mayInvite: (["editor", "observer"] as const).filter((role) => mayInviteAs(standing, role)),
    invitations: sharing.invitations().map((invitation) => invitationState(invitation, sharing)),
  };
}

/** Those that may be let in again; nobody for whom this device has no role to give. */
function removed(people: People, roles: State["removed"][number]["roles"]): State["removed"] {
  if (roles.length === 0) return [];
  return people.removed().map((one) => ({ ...one, fingerprint: people.fingerprintOf(one.device), roles }));
}

/** How a peer is connected, as a person is told. */
function wayOf({ pipe, byTurn }: PeerView): NonNullable<State["members"][number]["pipe"]> {
  if (pipe !== "webrtc") return "relay";
  return byTurn ? "turn" : "direct";
}

/** An invitation as whoever made it is told. */
export function invitationState(invitation: Invitation, sharing: Sharing): State["invitations"][number] {
  const { id, own, role, words, expiresAt, uses, usedBy, createdAt } = invitation;
  return {
    id,
    own,
    role,
    words,
    link: sharing.linkOf(invitation),
    expiresAt,
    uses,
    used: usedBy.length,
    createdAt,
  };
}

/** A host that is contacted for a workspace, and why. */
export interface ContactedHost {
  readonly host: string;
  readonly why: "signaling" | "turn" | "lan";
  readonly workspace: string;
}

/** The hosts that are contacted while a workspace of this name is synced. */
export function contactedHosts(workspace: string, sharing: Sharing): ContactedHost[] {
  // Whoever is out contacts nobody for it.
  if (sharing.people.isOut) return [];
  const host = (address: string): string => new URL(address).host;
  // One server may be told of at several addresses, and be reached in several ways.
  const turn = new Set(sharing.turn().flatMap(({ urls }) => urls.map(turnHost)));
  return [
    ...sharing.addresses.map((address) => ({ host: host(address), why: "signaling" as const, workspace })),
    ...Array.from(turn, (name) => ({ host: name, why: "turn" as const, workspace })),
    ...sharing.found.map((address) => ({ host: host(address), why: "lan" as const, workspace })),
  ];
}

/** Host and port in the address of a TURN server, as `turn:host:3478?transport=udp`. */
function turnHost(url: string): string {
  return url.replace(/^turns?:/iu, "").replace(/\?.*$/u, "");
}

function told(state: MeetingState | undefined): Pick<State["addresses"][number], "state" | "text"> {
  if (state === undefined) return { state: "off", text: "" };
  switch (state.kind) {
    case "connecting":
    case "joined":
      return { state: state.kind, text: "" };
    case "waiting":
    case "refused":
      return { state: state.kind, text: state.text };
    default:
      return assertNever(state);
  }
}
