/* ARIA's listbox pattern: the list or the search field has the focus and hears the keys for its options. */
import { memo } from "react";
import { useFormat } from "#renderer/platform/format.ts";
import { LanguageDot } from "#renderer/ui/language-dot.tsx";
import { languageName } from "../language-name.ts";
import { Thumbnail } from "../thumbnail.tsx";
import { PresentMarks } from "../presence/present-marks.tsx";
import { EntryName } from "./entry-name.tsx";
import { Missing, Second, type EntryProps } from "./poc-row.tsx";
import classes from "./list.module.css";

/** A POC as a card; a skeleton of the same size while its page is under way. */
export const PocCard = memo(function PocCard({
  item,
  index,
  total,
  id,
  selected,
  folder,
  twin,
  onPress,
  onOpen,
}: EntryProps) {
  const format = useFormat();
  const place = { "aria-posinset": index + 1, "aria-setsize": total };
  if (item === undefined) {
    return (
      <div
        id={id}
        role="option"
        aria-selected={selected}
        {...place}
        aria-label="…"
        className={classes["card"]}
      >
        <span className={classes["boneTop"]} />
        <div className={classes["cardTexts"]}>
          <div className={classes["bone"]} style={{ width: "60%" }} />
          <div className={classes["bone"]} style={{ width: "90%" }} />
        </div>
      </div>
    );
  }
  return (
    <div
      id={id}
      role="option"
      aria-selected={selected}
      {...place}
      className={classes["card"]}
      onClick={(event) => event.detail < 2 && onPress(index, item)}
      onDoubleClick={onOpen}
    >
      <Thumbnail id={item.id} name={item.name} picture={item.thumbnail} size="card" />
      <div className={classes["cardTexts"]}>
        <EntryName item={item} folder={folder} twin={twin} />
        <div className={classes["cardSecond"]}>
          <Second item={item} />
        </div>
        <div className={classes["cardFoot"]}>
          {item.language === null ? null : (
            <>
              <LanguageDot language={item.language} />
              <span className={classes["cut"]}>{languageName(item.language, item.languageVersion)}</span>
            </>
          )}
          {item.missing ? <Missing /> : null}
          <span className={classes["cardDate"]}>
            {item.updatedAt === null ? "" : format.month(item.updatedAt)}
          </span>
        </div>
      </div>
      <PresentMarks id={item.id} placement="card" />
    </div>
  );
});
