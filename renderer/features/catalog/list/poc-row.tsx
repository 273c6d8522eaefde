/* ARIA's listbox pattern: the list or the search field has the focus and hears the keys for its options. */
import { memo } from "react";
import { useFormat } from "#renderer/platform/format.ts";
import { useMessages } from "#renderer/platform/i18n.ts";
import { IconCloudOff } from "#renderer/ui/icons.ts";
import { LanguageDot } from "#renderer/ui/language-dot.tsx";
import { languageName } from "../language-name.ts";
import { MarkedText } from "../marked-text.tsx";
import { catalogMessages } from "../messages.ts";
import { PresentMarks } from "../presence/present-marks.tsx";
import { EntryName } from "./entry-name.tsx";
import { fromFirstMark } from "./snippet.ts";
import { Thumbnail } from "../thumbnail.tsx";
import type { PocItem } from "../types.ts";
import classes from "./list.module.css";

export interface EntryProps {
  readonly item: PocItem | undefined;
  readonly index: number;
  readonly total: number;
  readonly id: string;
  readonly selected: boolean;
  /** The folder that it is in, "" where nothing is known. */
  readonly folder: string;
  /** Another entry has the same name. */
  readonly twin: boolean;
  readonly compact: boolean;
  readonly onPress: (index: number, item: PocItem) => void;
  /** Opens what was pressed first. */
  readonly onOpen: () => void;
}

/** What stands in the second line: the description, or the piece of notes or README that was hit. */
export function Second({ item }: { readonly item: PocItem }) {
  return (
    <MarkedText
      {...(item.snippet === null
        ? { text: item.description, marks: item.marks.description }
        : fromFirstMark(item.snippet))}
    />
  );
}

/** A line of the table; a skeleton of the same size while its page is under way. */
export const PocRow = memo(function PocRow(props: EntryProps) {
  const { item, index, total, id, selected, folder, twin, compact, onPress, onOpen } = props;
  const t = useMessages(catalogMessages);
  const format = useFormat();
  if (item === undefined) return <SkeletonRow {...props} />;
  return (
    <div
      id={id}
      role="option"
      aria-selected={selected}
      aria-posinset={index + 1}
      aria-setsize={total}
      className={classes["row"]}
      onClick={(event) => event.detail < 2 && onPress(index, item)}
      onDoubleClick={onOpen}
    >
      <Thumbnail id={item.id} name={item.name} picture={item.thumbnail} size={compact ? "small" : "row"} />
      <div className={classes["texts"]}>
        <EntryName item={item} folder={folder} twin={twin}>
          {item.missing ? <Missing /> : null}
        </EntryName>
        <div className={classes["second"]}>
          <Second item={item} />
        </div>
        <PresentMarks id={item.id} placement="row" />
      </div>
      <div className={classes["chips"]}>
        {item.frameworks.slice(0, 2).map((framework) => (
          <span key={framework} className={classes["chip"]}>
            {framework}
          </span>
        ))}
      </div>
      <div className={classes["language"]}>
        {item.language === null ? null : (
          <>
            <LanguageDot language={item.language} />
            <span className={classes["cut"]}>{languageName(item.language, item.languageVersion)}</span>
          </>
        )}
      </div>
      <div className={classes["when"]}>
        <span>{item.updatedAt === null ? "" : format.month(item.updatedAt)}</span>
        <span className={classes["commits"]}>
          {item.commits > 0 ? t("commits", { count: item.commits }) : ""}
        </span>
      </div>
    </div>
  );
});

/** Says that the folder was there and is gone. */
export function Missing() {
  const t = useMessages(catalogMessages);
  return (
    <span className={classes["missing"]}>
      <IconCloudOff size={13} aria-hidden="true" />
      {t("missing")}
    </span>
  );
}

function SkeletonRow({ id, index, total, selected }: EntryProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={selected}
      aria-posinset={index + 1}
      aria-setsize={total}
      aria-label="…"
      className={classes["row"]}
    >
      <span className={classes["boneTile"]} />
      <div className={classes["texts"]}>
        <div className={classes["bone"]} style={{ width: `${32 + ((index * 7) % 24)}%` }} />
        <div className={classes["bone"]} style={{ width: `${56 + ((index * 11) % 34)}%` }} />
      </div>
    </div>
  );
}
