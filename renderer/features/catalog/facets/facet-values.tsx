import { VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Facet } from "#shared/features/catalog/catalog.ts";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { core } from "#renderer/platform/queries.ts";
import { LanguageDot } from "#renderer/ui/language-dot.tsx";
import type { FilterPill, Question } from "../list-state.ts";
import { FACET_LIMIT } from "../list/use-results.ts";
import { catalogMessages } from "../messages.ts";
import type { FacetValue } from "../types.ts";
import { folderTree, scannedFirst, type FolderLine } from "./folder-tree.ts";
import classes from "./facets.module.css";

/** Values shown before "more". */
const FEW = 7;
/** Most values that are ever listed; search finds the others. */
const ALL = 1000;

interface FacetValuesProps {
  readonly facet: Facet;
  readonly values: readonly FacetValue[];
  readonly question: Question;
  readonly onToggle: (pill: FilterPill, chosen: boolean) => void;
}

/** The values of a facet with their counts, most first; what is chosen is always among them. */
export function FacetValues({ facet, values, question, onToggle }: FacetValuesProps) {
  const t = useMessages(catalogMessages);
  const format = useFormat();
  const [open, setOpen] = useState(false);
  // The first page brings enough for most; only a facet with more asks for the rest, and only when it is opened.
  const rest = useQuery({
    ...core.catalog.search.queryOptions({ input: { ...question, limit: 0, facetLimit: ALL } }),
    enabled: open && values.length >= FACET_LIMIT,
    gcTime: 10_000,
  });
  const known = rest.data?.facets[facet] ?? values;
  const all = facet === "folder" ? scannedFirst(known) : known;
  const shown = open ? all : all.filter((one, at) => at < FEW || one.selected);
  const more = all.length - shown.length;
  const lines = facet === "folder" ? folderTree(shown) : shown.map((of) => ({ of, name: of.value }));
  return (
    <>
      <ul className={classes["list"]}>
        {lines.map((line) => (
          <li key={line.of.value}>
            <button
              type="button"
              className={classes["value"]}
              aria-pressed={line.of.selected}
              onClick={() => onToggle({ facet, value: line.of.value, negated: false }, !line.of.selected)}
            >
              {facet === "language" ? <LanguageDot language={line.of.value} /> : null}
              {"depth" in line ? (
                <FolderName line={line} />
              ) : (
                <span className={classes["text"]} title={line.name}>
                  {line.name}
                </span>
              )}
              <span className={classes["count"]}>{format.number(line.of.count)}</span>
            </button>
          </li>
        ))}
      </ul>
      {more > 0 || open ? (
        <button
          type="button"
          className={classes["quiet"]}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open
            ? t("showFewer")
            : values.length >= FACET_LIMIT
              ? t("showAll")
              : t("showMore", { count: more })}
        </button>
      ) : null}
    </>
  );
}

/** Deeper folders are indented no further: their names need the room. */
const DEEPEST = 6;

/** The last part of a folder below the folders that it is in; its name for screen readers is the whole of it. */
function FolderName({ line: { of, name, skips, depth } }: { readonly line: FolderLine<FacetValue> }) {
  const hidden = of.value.slice(0, of.value.length - name.length);
  return (
    <span
      className={classes["folder"]}
      title={of.value}
      style={{ paddingInlineStart: `${Math.min(depth, DEEPEST) * 10}px` }}
    >
      <VisuallyHidden>{hidden}</VisuallyHidden>
      {skips ? (
        <span className={classes["above"]} aria-hidden="true">
          …/
        </span>
      ) : null}
      <span className={classes["text"]}>{name}</span>
    </span>
  );
}
