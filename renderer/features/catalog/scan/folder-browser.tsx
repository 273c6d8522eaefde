import { Checkbox, Skeleton, UnstyledButton } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { CoreOutputs } from "#renderer/platform/client.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { ErrorNotice } from "#renderer/ui/error-notice.tsx";
import { FolderList } from "./folder-list.tsx";
import { scanMessages } from "./messages.ts";
import { baseName, crumbsOf, parentOf } from "./paths.ts";
import classes from "./folder-dialog.module.css";

export interface FolderBrowserProps {
  /** The folder to list; null for the home folder. */
  readonly path: string | null;
  readonly onShow: (path: string | null) => void;
  /** Tells which folder is listed, as the core calls it, and which is the home folder. */
  readonly onHere: (path: string, home: string | null) => void;
  /** Tells whether a path is being written elsewhere: the list does not take the focus then. */
  readonly writing: () => boolean;
  readonly selected: string | null;
  readonly onSelect: (path: string | null) => void;
  /** A path is being typed or was pasted in the list. */
  readonly onPath: (begun: string) => void;
}

/** Places, the way from the top, and the sub-folders of a folder, as the core lists them. */
export function FolderBrowser(props: FolderBrowserProps) {
  const { path, onShow, onHere, writing, selected, onSelect, onPath } = props;
  const t = useMessages(scanMessages);
  const [hidden, setHidden] = useState(false);
  /** The last folder that could be listed: where one gets back to from one that cannot. */
  const [good, setGood] = useState<CoreOutputs["catalog"]["browse"] | null>(null);
  const crumbs = useRef<HTMLElement>(null);
  const { data, error, isPlaceholderData, refetch } = useQuery(
    core.catalog.browse.queryOptions({
      input: { path, hidden },
      // Nobody tells of changes on disk: what is shown again is asked again.
      staleTime: 0,
      placeholderData: keepPreviousData,
    }),
  );
  const tellHere = useRef(onHere);
  useEffect(() => {
    tellHere.current = onHere;
  });
  const fresh = data !== undefined && !isPlaceholderData && error === null ? data : null;
  useEffect(() => {
    if (fresh === null) return;
    setGood(fresh);
    tellHere.current(fresh.path, fresh.places[0]?.path ?? null);
  }, [fresh]);
  const at = error === null ? data?.path : (path ?? undefined);
  useEffect(() => {
    crumbs.current?.scrollTo({ left: crumbs.current.scrollWidth });
  }, [at]);

  return (
    <div className={classes["browser"]}>
      <nav className={classes["places"]} aria-label={t("places")}>
        <div className={classes["label"]} aria-hidden="true">
          {t("places")}
        </div>
        {(data ?? good)?.places.map((place) => (
          <UnstyledButton
            key={place.path}
            className={classes["place"]}
            aria-current={place.path === at ? "location" : undefined}
            title={place.path}
            onClick={() => onShow(place.path)}
          >
            {place.name}
          </UnstyledButton>
        ))}
      </nav>
      <div className={classes["main"]}>
        <div className={classes["bar"]}>
          <nav ref={crumbs} className={classes["crumbs"]} aria-label={t("breadcrumb")}>
            {at === undefined
              ? null
              : crumbsOf(at).map((crumb, index, all) => (
                  <span key={crumb.path} className={classes["crumb"]}>
                    {index > 1 ? <span aria-hidden="true">/</span> : null}
                    <UnstyledButton
                      className={classes["crumbButton"]}
                      aria-current={index === all.length - 1 ? "location" : undefined}
                      onClick={() => onShow(crumb.path)}
                    >
                      {crumb.name}
                    </UnstyledButton>
                  </span>
                ))}
          </nav>
          <Checkbox
            size="xs"
            className={classes["hidden"]}
            label={t("showHidden")}
            checked={hidden}
            onChange={(event) => setHidden(event.currentTarget.checked)}
          />
        </div>
        {error !== null ? (
          <div className={classes["listError"]}>
            <ErrorNotice
              error={error}
              onRetry={() => void refetch()}
              action={
                good === null || good.path === path
                  ? undefined
                  : { label: t("backTo", { name: baseName(good.path) }), run: () => onShow(good.path) }
              }
            />
          </div>
        ) : data === undefined ? (
          <div className={classes["list"]} aria-busy="true" tabIndex={-1} data-autofocus>
            {Array.from({ length: 8 }, (_, index) => (
              <Skeleton key={index} height={14} width={`${34 + ((index * 17) % 40)}%`} my={9} mx={12} />
            ))}
          </div>
        ) : (
          <FolderList
            folders={data.folders}
            name={baseName(data.path)}
            here={data.path}
            busy={isPlaceholderData}
            writing={writing}
            selected={selected}
            onSelect={onSelect}
            onOpen={onShow}
            onPath={onPath}
            onUp={() => {
              const parent = data.parent ?? parentOf(data.path);
              if (parent !== null) onShow(parent);
            }}
          />
        )}
        {fresh !== null && fresh.more > 0 ? (
          <div className={classes["more"]}>{t("moreFolders", { count: fresh.more })}</div>
        ) : null}
      </div>
    </div>
  );
}
