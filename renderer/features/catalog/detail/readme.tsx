import { UnstyledButton } from "@mantine/core";
import { use, useLayoutEffect, useRef, useState } from "react";
import { useMessages } from "#renderer/platform/i18n.ts";
import { renderMarkdown } from "./markdown.ts";
import { detailMessages } from "./messages.ts";
import { SectionLevel } from "./section.tsx";
import classes from "./readme.module.css";

const FOLDED_HEIGHT = 340;

interface ReadmeProps {
  readonly source: string;
  /** Shows the first part, with a button for the rest. */
  readonly folded: boolean;
}

/** A README as safe Markdown. */
export function Readme({ source, folded }: ReadmeProps) {
  const t = useMessages(detailMessages);
  const level = use(SectionLevel);
  const place = useRef<HTMLDivElement>(null);
  const [long, setLong] = useState(false);
  const [open, setOpen] = useState(false);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    element.replaceChildren(renderMarkdown(source, level));
    // A narrower window makes more of it scroll, and the whole longer.
    const measure = () => {
      for (const wide of element.querySelectorAll<HTMLElement>("pre, table")) {
        // What scrolls must be reachable by keyboard.
        if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
        else wide.removeAttribute("tabindex");
      }
      setLong(element.scrollHeight > FOLDED_HEIGHT + 80);
    };
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    return () => resized.disconnect();
  }, [level, source]);
  const shut = folded && long && !open;
  return (
    <div className={classes["frame"]}>
      <div
        ref={place}
        className={classes["readme"]}
        data-folded={shut || undefined}
        style={shut ? { maxHeight: FOLDED_HEIGHT } : undefined}
      />
      {folded && long ? (
        <UnstyledButton className={classes["more"]} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t("foldReadme") : t("showReadme")}
        </UnstyledButton>
      ) : null}
    </div>
  );
}
