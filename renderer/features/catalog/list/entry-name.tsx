import type { ReactNode } from "react";
import { MarkedText } from "../marked-text.tsx";
import type { PocItem } from "../types.ts";
import classes from "./list.module.css";

interface EntryNameProps {
  readonly item: PocItem;
  /** Where it is, "" where nothing is known. */
  readonly folder: string;
  /** Another one here has the same name: the folder is shown even where there is little room. */
  readonly twin: boolean;
  /** What is said right behind the name. */
  readonly children?: ReactNode;
}

/** The name of a POC in the list, and in what is left of its line the folder that it is in. */
export function EntryName({ item, folder, twin, children }: EntryNameProps) {
  return (
    <div className={classes["name"]} data-twin={twin || undefined}>
      <span className={classes["nameText"]}>
        <MarkedText text={item.name} marks={item.marks.name} />
      </span>
      {children}
      {folder === "" ? null : (
        <span className={classes["folder"]} title={item.path ?? undefined}>
          <bdi>{folder}</bdi>
        </span>
      )}
    </div>
  );
}
