import type { ReactNode } from "react";
import classes from "./page.module.css";

export interface PartProps {
  readonly title: string;
  readonly why?: string | undefined;
  /** What stands at the end of the heading's line. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}

/** A part of the page under a heading. */
export function Part({ title, why, aside, children }: PartProps) {
  return (
    <section className={classes["part"]} aria-label={title}>
      <div className={classes["partHead"]}>
        <h2 className={classes["partTitle"]}>{title}</h2>
        {aside}
      </div>
      {why === undefined ? null : <p className={classes["why"]}>{why}</p>}
      {children}
    </section>
  );
}
