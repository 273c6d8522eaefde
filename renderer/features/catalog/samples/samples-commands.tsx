import { useNavigate } from "@tanstack/react-router";
import { useWriting } from "#renderer/platform/may-write.ts";
import { useCommandHandlers } from "#renderer/ui/commands.ts";
import { useSamples } from "./use-samples.ts";

/** Does the commands of the samples on every screen: each is there only while it can change something, and may. */
export function SamplesCommands() {
  const navigate = useNavigate();
  const { root, add, remove } = useSamples();
  const writes = useWriting() === "may";
  const look = () => {
    add();
    void navigate({ to: "/catalog" });
  };
  useCommandHandlers({
    "catalog.look-at-samples": writes && (root?.pocs ?? 0) === 0 && look,
    "catalog.remove-samples": writes && root !== undefined && remove,
  });
  return null;
}
