import type * as z from "zod";
import type { Finding } from "#shared/features/workspace/doctor.ts";
import type { JoinStep, SharingState, Workspace } from "#shared/features/workspace/workspace.api.ts";
import type { Implementation } from "#core/api/implementation.ts";
import type { PresenceDesk } from "./presence-desk.ts";
import { invitationState } from "./sharing-state.ts";
import type { Sharing } from "./sharing.ts";

/** What the handlers need of a workspace that is open, and of all of this device. */
interface RoomFace {
  readonly sharing: Sharing;
}
interface WorkspacesFace<Room extends RoomFace> {
  readonly current: Room;
  readonly presence: PresenceDesk;
  describe(room: Room): z.infer<typeof Workspace>;
  list(): z.infer<typeof Workspace>[];
  create(name: string): Room;
  use(id: string): Room;
  rename(id: string, name: string): Room;
  leave(id: string, keep: boolean): Promise<boolean>;
  pause(paused: boolean): void;
  sharing(): z.infer<typeof SharingState>;
  doctor(wish: {
    readonly invitation: string;
    readonly addresses: readonly string[];
  }): AsyncGenerator<Finding>;
  sync(signal?: AbortSignal): AsyncGenerator<z.infer<typeof SharingState>[]>;
  join(
    wish: { readonly invitation: string; readonly name: string; readonly addresses: readonly string[] },
    signal?: AbortSignal,
  ): AsyncGenerator<z.infer<typeof JoinStep>>;
  answerJoin(id: string, accept: boolean): void;
}

/** The side of the contract for workspaces. */
export function workspaceHandlers<Room extends RoomFace>(
  os: Implementation,
  workspaces: WorkspacesFace<Room>,
) {
  const api = os.workspace;
  const after = (work: (sharing: Sharing) => void) => {
    work(workspaces.current.sharing);
    return workspaces.sharing();
  };
  return {
    current: api.current.handler(() => workspaces.describe(workspaces.current)),
    list: api.list.handler(() => workspaces.list()),
    create: api.create.handler(({ input }) => workspaces.describe(workspaces.create(input.name))),
    use: api.use.handler(({ input }) => workspaces.describe(workspaces.use(input.id))),
    rename: api.rename.handler(({ input }) => workspaces.describe(workspaces.rename(input.id, input.name))),
    leave: api.leave.handler(async ({ input }) => {
      const heard = await workspaces.leave(input.id, input.keep);
      return { left: true, heard } as const;
    }),
    sharing: api.sharing.handler(() => workspaces.sharing()),
    setAddresses: api.setAddresses.handler(({ input }) =>
      after((sharing) => sharing.setAddresses(input.addresses)),
    ),
    invite: api.invite.handler(async ({ input: { role, uses, lasts, name } }) => {
      const { sharing } = workspaces.current;
      const expiresAt = lasts === null ? null : Date.now() + lasts;
      return invitationState(await sharing.invite({ role, uses, expiresAt }, name), sharing);
    }),
    inviteOwnDevice: api.inviteOwnDevice.handler(async () => {
      const { sharing } = workspaces.current;
      return invitationState(await sharing.inviteOwnDevice(), sharing);
    }),
    revokeInvitation: api.revokeInvitation.handler(({ input }) =>
      after((sharing) => sharing.revoke(input.id)),
    ),
    assign: api.assign.handler(({ input }) =>
      after((sharing) => sharing.people.assign(input.device, input.role)),
    ),
    readmit: api.readmit.handler(({ input }) =>
      after((sharing) => sharing.people.readmit(input.device, input.role)),
    ),
    offerOwnership: api.offerOwnership.handler(({ input }) =>
      after((sharing) => sharing.people.offerOwnership(input.device)),
    ),
    acceptOwnership: api.acceptOwnership.handler(() => after((sharing) => sharing.people.acceptOwnership())),
    putAside: api.putAside.handler(() => workspaces.current.sharing.putAside.list()),
    forgetPutAside: api.forgetPutAside.handler(({ input }) => {
      const { sharing } = workspaces.current;
      sharing.forgetPutAside(input.ids);
      return sharing.putAside.list();
    }),
    pause: api.pause.handler(({ input }) => {
      workspaces.pause(input.paused);
      return workspaces.sharing();
    }),
    join: api.join.handler(async function* ({ input, signal }) {
      yield* workspaces.join(input, signal);
    }),
    answerJoin: api.answerJoin.handler(({ input }) => {
      workspaces.answerJoin(input.id, input.accept);
      return { answered: true } as const;
    }),
    doctor: api.doctor.handler(async function* ({ input }) {
      yield* workspaces.doctor(input);
    }),
    present: api.present.handler(async function* ({ input, signal }) {
      yield* workspaces.presence.others(input.page, signal);
    }),
    show: api.show.handler(({ input: { page, document, writing } }) => ({
      told: workspaces.presence.say(page, { at: document, writing: document !== null && writing }),
    })),
    sync: api.sync.handler(async function* ({ signal }) {
      yield* workspaces.sync(signal);
    }),
  };
}
