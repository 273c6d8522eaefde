import { Button } from "@mantine/core";
import { useMessages } from "#renderer/platform/i18n.ts";
import { EmptyState } from "#renderer/ui/empty-state.tsx";
import { IconSearch } from "#renderer/ui/icons.ts";
import { catalogMessages } from "../messages.ts";
import { excludingName, type Excluding } from "./excluding.ts";

interface EmptyResultProps {
  readonly excluding: Excluding | null;
  readonly onWithout: (excluding: Excluding) => void;
  readonly onClear: () => void;
}

/** Nothing was found: names what excludes most, and takes it out. */
export function EmptyResult({ excluding, onWithout, onClear }: EmptyResultProps) {
  const t = useMessages(catalogMessages);
  const value = excluding === null ? "" : excludingName(excluding, (facet) => t(facet));
  return (
    <EmptyState
      icon={<IconSearch size={22} />}
      title={t("nothingFound")}
      actions={
        <>
          {excluding === null ? null : (
            <Button onClick={() => onWithout(excluding)}>{t("searchWithout", { value })}</Button>
          )}
          <Button variant={excluding === null ? "filled" : "default"} onClick={onClear}>
            {t("clearAll")}
          </Button>
        </>
      }
    >
      {excluding === null
        ? t("excludesNone")
        : t(excluding.kind === "word" ? "excludesWord" : "excludesFilter", {
            value,
            count: excluding.totalWithout,
          })}
    </EmptyState>
  );
}
