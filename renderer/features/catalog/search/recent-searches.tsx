import { UnstyledButton } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { KeyboardEvent } from "react";
import { FACETS, type Facet } from "#shared/features/catalog/catalog.ts";
import { client } from "#renderer/platform/client.ts";
import { useLanguage, useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { IconHistory } from "#renderer/ui/icons.ts";
import { toastError } from "#renderer/ui/toasts.tsx";
import { catalogMessages } from "../messages.ts";
import classes from "./search.module.css";

const MOST = 8;

interface RecentSearchesProps {
  readonly onSearch: (query: string) => void;
  readonly onKey: (facet: Facet) => void;
  readonly onLeave: () => void;
}

/** What an empty field offers: recent searches, and the filters that can be typed. */
export function RecentSearches({ onSearch, onKey, onLeave }: RecentSearchesProps) {
  const t = useMessages(catalogMessages);
  const language = useLanguage();
  const queries = useQueryClient();
  const { data = [] } = useQuery(core.catalog.recentSearches.queryOptions());
  const clear = () => {
    onLeave();
    client.core.catalog
      .clearRecentSearches()
      .then(() => queries.invalidateQueries({ queryKey: core.catalog.recentSearches.key() }))
      .catch((error: unknown) => toastError(error, language));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-recent]")];
    const next = all.indexOf(document.activeElement as HTMLElement) + step;
    if (next < 0) onLeave();
    else all[next]?.focus();
    event.preventDefault();
  };
  return (
    // The buttons inside are what one uses; the group only hears their arrows.
    <div className={classes["drop"]} onKeyDown={onKeyDown}>
      {data.length === 0 ? null : (
        <>
          <div className={classes["heading"]}>
            {t("recentSearches")}
            <UnstyledButton className={classes["quiet"]} onClick={clear}>
              {t("clearRecent")}
            </UnstyledButton>
          </div>
          {data.slice(0, MOST).map((query) => (
            <UnstyledButton
              key={query}
              data-recent
              className={classes["option"]}
              onClick={() => onSearch(query)}
            >
              <IconHistory size={14} />
              <span className={classes["optionText"]}>{query}</span>
            </UnstyledButton>
          ))}
        </>
      )}
      <div className={classes["heading"]}>{t("filterBy")}</div>
      <div className={classes["keys"]}>
        {FACETS.map((facet) => (
          <UnstyledButton key={facet} data-recent className={classes["key"]} onClick={() => onKey(facet)}>
            {facet}:
          </UnstyledButton>
        ))}
      </div>
    </div>
  );
}
