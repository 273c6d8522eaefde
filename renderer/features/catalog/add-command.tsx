import { useNavigate } from "@tanstack/react-router";
import { useWriting } from "#renderer/platform/may-write.ts";
import { useCommandHandlers } from "#renderer/ui/commands.ts";
import { setAddDialog } from "./add-dialog-state.ts";

/** Does the command that adds a POC on every screen, where this device may add any. */
export function AddCommand() {
  const navigate = useNavigate();
  const writes = useWriting() === "may";
  const add = () => {
    setAddDialog(true);
    void navigate({ to: "/catalog" });
  };
  useCommandHandlers({ "catalog.add": writes && add });
  return null;
}
