import { useMessages } from "#renderer/platform/i18n.ts";
import { useWriting } from "#renderer/platform/may-write.ts";
import { IconEye } from "#renderer/ui/icons.ts";
import { catalogMessages } from "./messages.ts";
import classes from "./catalog.module.css";

/** Why this device may change nothing in the catalogue, in words; null where it may. */
export function useWhyReadOnly(): string | null {
  const t = useMessages(catalogMessages);
  const writing = useWriting();
  if (writing === "may") return null;
  return t(writing === "observer" ? "readOnlyObserver" : "readOnlyRemoved");
}

/** A line that says why this device may change nothing here; nothing where it may. */
export function ReadOnly() {
  const why = useWhyReadOnly();
  if (why === null) return null;
  return (
    <p className={classes["readOnly"]}>
      <IconEye size={15} aria-hidden />
      {why}
    </p>
  );
}
