import type { CSSProperties } from "react";
import { languageColour } from "./language-colours.ts";
import classes from "./ui.module.css";

/** A dot in the colour that GitHub gives a language; the name stands beside it. */
export function LanguageDot({ language }: { readonly language: string }) {
  return (
    <i
      className={classes["dot"]}
      aria-hidden="true"
      style={{ "--dot": languageColour(language) } as CSSProperties}
    />
  );
}
