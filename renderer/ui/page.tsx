import type { ReactNode } from "react";
import classes from "./ui.module.css";

export interface PageProps {
  /** Name of the screen, in the header line. A screen whose header says it in another way leaves it out. */
  readonly title?: string;
  /** What else stands in the header line, 44 px high. */
  readonly header?: ReactNode;
  readonly children: ReactNode;
  /** `fill`: the page lays itself out. `column`: a readable column that scrolls. */
  readonly layout?: "fill" | "column";
}

/** A screen: a header line and a body. */
export function Page({ title, header, children, layout = "fill" }: PageProps) {
  return (
    <div className={classes["page"]}>
      <header className={classes["pageHeader"]}>
        {title === undefined ? null : <h1 className={classes["pageTitle"]}>{title}</h1>}
        {header}
      </header>
      {layout === "fill" ? (
        <div className={classes["pageBody"]}>{children}</div>
      ) : (
        // A page without anything to focus must scroll by keyboard, too.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={classes["pageBody"]} data-scroll tabIndex={0}>
          <div className={classes["column"]}>{children}</div>
        </div>
      )}
    </div>
  );
}
