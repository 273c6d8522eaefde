import { shortcutKeys } from "./shortcuts.ts";
import classes from "./ui.module.css";

/** A shortcut as keys: "mod+k" is ⌘ K on a Mac and Ctrl K elsewhere. A hint, hidden from screen readers. */
export function Keys({ shortcut }: { readonly shortcut: string }) {
  return (
    <span className={classes["keys"]} aria-hidden="true">
      {shortcutKeys(shortcut).map((key, index) => (
        <kbd key={`${index}${key}`} className={classes["kbd"]}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
