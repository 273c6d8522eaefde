import { Modal, Title, VisuallyHidden } from "@mantine/core";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { shortcutKeys } from "#renderer/ui/shortcuts.ts";
import { Keys } from "#renderer/ui/kbd.tsx";
import { uiMessages } from "#renderer/ui/messages.ts";
import { useFocusReturns } from "#renderer/ui/use-focus-returns.ts";
import { QueryHelp } from "#renderer/features/catalog/search/query-help.tsx";
import { commands } from "./commands.ts";
import { appMessages } from "./messages.ts";
import classes from "./app.module.css";

/** All shortcuts, by group, of the list of all commands, and what can be typed in the search. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const t = useMessages(appMessages);
  const ui = useMessages(uiMessages);
  useFocusReturns();
  const language = useLanguage();
  const groups = Map.groupBy(
    commands.filter((command) => command.shortcut !== undefined && command.when?.() !== false),
    (command) => command.group(language),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("shortcuts")}
      size={740}
      closeButtonProps={{ "aria-label": ui("close") }}
    >
      <div className={classes["sheet"]}>
        {[...groups].map(([group, list]) => (
          <section key={group} aria-label={group}>
            <Title order={3} mb={4}>
              {group}
            </Title>
            <dl className={classes["sheetList"]}>
              {list.map((command) => (
                <SheetRow
                  key={command.id}
                  shortcut={command.shortcut ?? ""}
                  title={command.title(language)}
                />
              ))}
            </dl>
          </section>
        ))}
        <div className={classes["sheetWide"]}>
          <QueryHelp />
        </div>
      </div>
    </Modal>
  );
}

function SheetRow({ shortcut, title }: { readonly shortcut: string; readonly title: string }) {
  return (
    <div className={classes["sheetRow"]}>
      <dt>{title}</dt>
      <dd>
        <VisuallyHidden>{shortcutKeys(shortcut).join(" ")}</VisuallyHidden>
        <Keys shortcut={shortcut} />
      </dd>
    </div>
  );
}
