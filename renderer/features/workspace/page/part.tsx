import type { ReactNode } from "react";
import classes from "./page.module.css";

export interface PartProps {
  readonly title: string;
  readonly why?: string | undefined;
  readonly children?: ReactNode;
}

/** A part of the page under a heading. */
export function Part({ title, why, children }: PartProps) {
  return (
    <section className={classes["part"]} aria-label={title}>
      <h2 className={classes["partTitle"]}>{title}</h2>
      {why === undefined ? null : <p className={classes["why"]}>{why}</p>}
      {children}
    </section>
  );
}
