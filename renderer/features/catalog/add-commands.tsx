import { useNavigate, useRouter } from "@tanstack/react-router";
import { useWriting } from "#renderer/platform/may-write.ts";
import { useCommandHandlers } from "#renderer/ui/commands.ts";
import { setAddDialog } from "./add-dialog-state.ts";

/** Does the commands that bring POCs into the catalogue on every screen, where this device may add any. */
export function AddCommands() {
  const navigate = useNavigate();
  const { state } = useRouter();
  const writes = useWriting() === "may";
  const add = () => {
    setAddDialog(true);
    // There already, the list keeps what is searched for.
    if (state.location.pathname !== "/catalog") void navigate({ to: "/catalog" });
  };
  const scan = () => void navigate({ href: "/folders?choose=1" });
  useCommandHandlers({ "catalog.add": writes && add, "catalog.scan": writes && scan });
  return null;
}
