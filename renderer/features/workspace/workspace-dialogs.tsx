import { lazy, Suspense } from "react";
import { part } from "#renderer/platform/part.ts";
import { assertNever } from "#shared/lib/assert-never.ts";
import { setWorkspaceDialog, useWorkspaceDialog } from "./dialog-state.ts";
import { CreateDialog, RenameDialog } from "./name-dialogs.tsx";

// They bring the list of words, the picture of a link and all that can be found along, or the texts of the page.
const InviteDialog = lazy(() =>
  part(() => import("./invite/invite-dialog.tsx")).then((module) => ({ default: module.InviteDialog })),
);
const DeviceDialog = lazy(() =>
  part(() => import("./device/device-dialog.tsx")).then((module) => ({ default: module.DeviceDialog })),
);
const DoctorDialog = lazy(() =>
  part(() => import("./doctor/doctor-dialog.tsx")).then((module) => ({ default: module.DoctorDialog })),
);
const LeaveDialog = lazy(() =>
  part(() => import("./leave-dialog.tsx")).then((module) => ({ default: module.LeaveDialog })),
);
const JoinDialog = lazy(() =>
  part(() => import("./join/join-dialog.tsx")).then((module) => ({ default: module.JoinDialog })),
);

const close = () => setWorkspaceDialog(null);

/** The dialog that was asked for, above whatever screen is shown. */
export function WorkspaceDialogs() {
  const dialog = useWorkspaceDialog();
  if (dialog === null) return null;
  switch (dialog.kind) {
    case "create":
      return <CreateDialog onClose={close} />;
    case "rename":
      return <RenameDialog workspace={dialog.workspace} onClose={close} />;
    case "leave":
      return (
        <Suspense fallback={null}>
          <LeaveDialog workspace={dialog.workspace} keep={dialog.keep} onClose={close} />
        </Suspense>
      );
    case "invite":
      return (
        <Suspense fallback={null}>
          <InviteDialog invitation={dialog.invitation} onClose={close} />
        </Suspense>
      );
    case "add-device":
      return (
        <Suspense fallback={null}>
          <DeviceDialog onClose={close} />
        </Suspense>
      );
    case "join":
      return (
        <Suspense fallback={null}>
          <JoinDialog onClose={close} />
        </Suspense>
      );
    case "doctor":
      return (
        <Suspense fallback={null}>
          <DoctorDialog
            wish={dialog.wish ?? null}
            onClose={dialog.wish === undefined ? close : () => setWorkspaceDialog({ kind: "join" })}
          />
        </Suspense>
      );
    default:
      return assertNever(dialog);
  }
}
