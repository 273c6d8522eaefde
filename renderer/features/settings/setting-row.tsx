import type { ReactNode } from "react";
import classes from "./settings.module.css";

/** A group of settings under a heading. */
export function SettingSection({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={classes["section"]} aria-label={title}>
      <h2 className={classes["sectionTitle"]}>{title}</h2>
      <div className={classes["rows"]}>{children}</div>
    </section>
  );
}

export interface SettingRowProps {
  readonly label: string;
  /** Id of the label's element, for controls that are named by it. */
  readonly labelId?: string;
  readonly description?: string | undefined;
  readonly children: ReactNode;
}

/** One setting: what it is at the left, its control at the right, below each other where it is narrow. */
export function SettingRow({ label, labelId, description, children }: SettingRowProps) {
  return (
    <div className={classes["row"]}>
      <div className={classes["rowText"]}>
        <div id={labelId} className={classes["rowLabel"]}>
          {label}
        </div>
        {description === undefined ? null : <div className={classes["rowWhy"]}>{description}</div>}
      </div>
      <div className={classes["rowControl"]}>{children}</div>
    </div>
  );
}
