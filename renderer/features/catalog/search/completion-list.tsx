/* ARIA's combobox pattern: the field keeps the focus and hears the keys for its options. */
import { useEffect, useRef } from "react";
import type { Facet } from "#shared/features/catalog/catalog.ts";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { LanguageDot } from "#renderer/ui/language-dot.tsx";
import { catalogMessages } from "../messages.ts";
import type { CountedValue } from "./typed-filter.ts";
import classes from "./search.module.css";

interface CompletionListProps {
  readonly id: string;
  readonly facet: Facet;
  readonly values: readonly CountedValue[];
  readonly selected: number;
  readonly onChoose: (value: string) => void;
}

/** The values to choose from, below the field. */
export function CompletionList({ id, facet, values, selected, onChoose }: CompletionListProps) {
  const t = useMessages(catalogMessages);
  const format = useFormat();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  return (
    <div ref={list} id={id} role="listbox" aria-label={t(facet)} className={classes["drop"]}>
      {values.map((one, at) => (
        <div
          key={one.value}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === selected}
          className={classes["option"]}
          // The field must keep the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(one.value)}
        >
          {facet === "language" ? <LanguageDot language={one.value} /> : null}
          <span className={classes["optionText"]}>{one.value}</span>
          <span className={classes["optionCount"]}>{format.number(one.count)}</span>
        </div>
      ))}
    </div>
  );
}
