import { shortcutKeys } from "./shortcuts.ts";
import classes from "./ui.module.css";

export interface KeysProps {
  readonly shortcut: string;
  /** In the colour of the text around: for buttons with a ground of their own. */
  readonly inherit?: boolean;
}

/** A shortcut as keys: "mod+k" is ⌘ K on a Mac and Ctrl K elsewhere. A hint, hidden from screen readers. */
export function Keys({ shortcut, inherit = false }: KeysProps) {
  return (
    <span className={classes["keys"]} data-inherit={inherit || undefined} aria-hidden="true">
      {shortcutKeys(shortcut).map((key, index) => (
        <kbd key={`${index}${key}`} className={classes["kbd"]}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
