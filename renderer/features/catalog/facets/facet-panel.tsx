import { memo, useDeferredValue, useRef } from "react";
import { FACETS, type Facet } from "#shared/features/catalog/catalog.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { useFocusStays } from "#renderer/ui/use-focus-stays.ts";
import type { FilterPill, Question } from "../list-state.ts";
import { catalogMessages } from "../messages.ts";
import type { SearchOutput } from "../types.ts";
import { FacetValues } from "./facet-values.tsx";
import { YearBars } from "./year-bars.tsx";
import classes from "./facets.module.css";

interface FacetPanelProps {
  readonly facets: SearchOutput["facets"] | undefined;
  readonly question: Question;
  /** Chooses a value or lets it go. */
  readonly onToggle: (pill: FilterPill, chosen: boolean) => void;
  readonly onClear: (facet: Facet) => void;
}

/** In the order in which one narrows down: what it is written in, with what, when, and the rest. */
const ORDER: readonly Facet[] = ["language", "framework", "year", "tag", "folder"];

/**
 * The facets of a question. Their counts are painted after its results, which is what one types for: on a slow machine the
 * rows are there a frame or two earlier.
 */
export function FacetPanel({ facets, question, onToggle, onClear }: FacetPanelProps) {
  return (
    <Facets
      facets={useDeferredValue(facets)}
      question={useDeferredValue(question)}
      onToggle={onToggle}
      onClear={onClear}
    />
  );
}

/** The facets: several values of one widen, several facets narrow. */
const Facets = memo(function Facets({ facets, question, onToggle, onClear }: FacetPanelProps) {
  const t = useMessages(catalogMessages);
  const panel = useRef<HTMLElement>(null);
  useFocusStays(panel);
  return (
    <nav ref={panel} className={classes["panel"]} aria-label={t("filters")}>
      {facets === undefined ? <FacetSkeletons /> : null}
      {facets === undefined
        ? null
        : ORDER.filter((facet) => facets[facet].length > 0).map((facet) => (
            <section key={facet} className={classes["facet"]} aria-labelledby={`facet-${facet}`}>
              <div className={classes["head"]}>
                <h2 id={`facet-${facet}`} className={classes["title"]}>
                  {t(facet)}
                </h2>
                {facets[facet].some((one) => one.selected) ? (
                  <button
                    type="button"
                    className={classes["quiet"]}
                    aria-label={t("clearFacet", { facet: t(facet) })}
                    onClick={() => onClear(facet)}
                  >
                    {t("clear")}
                  </button>
                ) : null}
              </div>
              {facet === "year" ? (
                <YearBars values={facets.year} onToggle={onToggle} />
              ) : (
                <FacetValues facet={facet} values={facets[facet]} question={question} onToggle={onToggle} />
              )}
            </section>
          ))}
    </nav>
  );
});

/** Lines of the final size while the first answer is under way. */
function FacetSkeletons() {
  return FACETS.slice(0, 4).map((facet) => (
    <div key={facet} className={classes["facet"]} aria-hidden="true">
      <div className={classes["boneTitle"]} />
      {[64, 48, 72, 40].map((width) => (
        <div key={width} className={classes["bone"]} style={{ width: `${width}%` }} />
      ))}
    </div>
  ));
}
