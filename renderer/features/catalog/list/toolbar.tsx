import { ActionIcon, Menu, SegmentedControl, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { memo } from "react";
import { SORTS, type Sort } from "#shared/features/catalog/catalog.ts";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { IconArrowsSort, IconCheck, IconFilter, IconLayoutGrid, IconLayoutList } from "#renderer/ui/icons.ts";
import { catalogMessages } from "../messages.ts";
import type { View } from "../use-look.ts";
import type { Results } from "./use-results.ts";
import classes from "./toolbar.module.css";

interface ToolbarProps {
  readonly results: Results;
  /** What is on screen answers what stands in the field. */
  readonly settled: boolean;
  /** Something was typed or chosen: not all POCs are asked for. */
  readonly narrowed: boolean;
  readonly words: boolean;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly chosen: number;
  readonly filtersShown: boolean;
  readonly onFilters: () => void;
}

/** How many were found and how fast; order, table or cards, and in a narrow window the way to the filters. */
export function Toolbar(props: ToolbarProps) {
  const { results, narrowed, words, sort, onSort, view, onView, chosen, filtersShown, onFilters } = props;
  const t = useMessages(catalogMessages);
  const format = useFormat();
  const { first } = results;
  return (
    <div className={classes["toolbar"]}>
      <ActionIcon
        className={classes["filterButton"]}
        variant={chosen > 0 ? "light" : "subtle"}
        color={chosen > 0 ? "green" : "gray"}
        aria-label={chosen > 0 ? t("filtersChosen", { count: chosen }) : t("filters")}
        aria-expanded={filtersShown}
        onClick={onFilters}
      >
        <IconFilter size={16} />
      </ActionIcon>
      <span className={classes["total"]} data-testid="total" aria-busy={!props.settled}>
        {first === undefined ? null : narrowed ? (
          <>
            <b>{format.number(first.total)}</b> {t("ofPocs", { count: first.all })}
          </>
        ) : (
          <b>{t("allPocs", { count: first.total })}</b>
        )}
        {first === undefined ? null : (
          <span className={classes["ms"]}> · {format.duration(Math.max(1, first.ms))}</span>
        )}
      </span>
      <VisuallyHidden component="output">
        {first === undefined || results.stale ? "" : t("resultsSaid", { count: first.total })}
      </VisuallyHidden>
      <Controls words={words} sort={sort} onSort={onSort} view={view} onView={onView} />
    </div>
  );
}

type ControlsProps = Pick<ToolbarProps, "words" | "sort" | "onSort" | "view" | "onView">;

/** What does not change with what is found. */
const Controls = memo(function Controls({ words, sort, onSort, view, onView }: ControlsProps) {
  const t = useMessages(catalogMessages);
  return (
    <>
      <Menu position="bottom-end" width={170}>
        <Menu.Target>
          <UnstyledButton
            className={classes["sort"]}
            aria-label={t("sortedBy", { order: t(`sort_${sort}`) })}
          >
            <IconArrowsSort size={14} />
            {t(`sort_${sort}`)}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {SORTS.filter((one) => one !== "relevance" || words).map((one) => (
            <Menu.Item
              key={one}
              role="menuitemradio"
              aria-checked={one === sort}
              rightSection={one === sort ? <IconCheck size={14} /> : null}
              onClick={() => onSort(one)}
            >
              {t(`sort_${one}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <SegmentedControl
        aria-label={t("view")}
        size="xs"
        value={view}
        onChange={onView}
        data={[
          { value: "table", label: <ViewLabel icon={IconLayoutList} text={t("view_table")} /> },
          { value: "cards", label: <ViewLabel icon={IconLayoutGrid} text={t("view_cards")} /> },
        ]}
      />
    </>
  );
});

function ViewLabel({ icon: Icon, text }: { readonly icon: typeof IconLayoutList; readonly text: string }) {
  return (
    <span className={classes["viewLabel"]} title={text}>
      <Icon size={15} />
      <VisuallyHidden>{text}</VisuallyHidden>
    </span>
  );
}
