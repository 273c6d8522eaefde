import { createContext, use, useId, type ReactNode } from "react";
import classes from "./detail.module.css";

/** The level of the detail's own sections: one below its name, which is the page's first or second heading. */
export const SectionLevel = createContext<2 | 3>(3);

interface SectionProps {
  readonly title: string;
  /** What stands at the end of the title's line. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of the detail. */
export function Section({ title, aside, children }: SectionProps) {
  const id = useId();
  const Heading = `h${use(SectionLevel)}` as const;
  return (
    <section className={classes["section"]} aria-labelledby={id}>
      <div className={classes["sectionHead"]}>
        <Heading id={id} className={classes["sectionTitle"]}>
          {title}
        </Heading>
        {aside}
      </div>
      {children}
    </section>
  );
}
