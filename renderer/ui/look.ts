/**
 * Theme and density of the page. The core keeps the choice; a copy in localStorage lets the first paint be right
 * before the core has answered.
 */
export type ThemeChoice = "auto" | "light" | "dark";
export type Density = "comfortable" | "compact";

const ITEM = "tatami.look";
const darkQuery = matchMedia("(prefers-color-scheme: dark)");
let theme: ThemeChoice = "auto";

function paint(): void {
  const scheme = theme === "auto" ? (darkQuery.matches ? "dark" : "light") : theme;
  document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
}

/** The theme that the last visit chose, until the core has told this one's. */
export function rememberedTheme(): ThemeChoice {
  const [saved] = (localStorage.getItem(ITEM) ?? "").split(" ");
  return saved === "light" || saved === "dark" ? saved : "auto";
}

/** Paints the remembered look before React starts. */
export function prepareLook(): void {
  theme = rememberedTheme();
  const density = localStorage.getItem(ITEM)?.split(" ")[1];
  document.documentElement.dataset["density"] = density === "compact" ? "compact" : "comfortable";
  paint();
}

/** Remembers the look and sets the density; Mantine paints the theme. */
export function keepLook(nextTheme: ThemeChoice, density: Density): void {
  theme = nextTheme;
  document.documentElement.dataset["density"] = density;
  localStorage.setItem(ITEM, `${nextTheme} ${density}`);
}
