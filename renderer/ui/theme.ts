import { createTheme, rem, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

/** The one accent: 7 on light ground, 3 on dark, both at least 4.5:1 as text. */
const green: MantineColorsTuple = [
  "#eff6f0",
  "#e4f0e5",
  "#c3dfc8",
  "#86c995",
  "#6cb47d",
  "#539d66",
  "#478a59",
  "#3c7a4b",
  "#326a40",
  "#274f31",
];

const FONT = 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

/** Mantine in our measures: dense, calm, one accent. Colours stand in tokens.css. */
export const theme = createTheme({
  colors: { green },
  primaryColor: "green",
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  luminanceThreshold: 0.4,
  fontFamily: FONT,
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
  fontSizes: { xs: rem(11.5), sm: rem(13), md: rem(14), lg: rem(16), xl: rem(18) },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.4" },
  spacing: { xs: rem(6), sm: rem(10), md: rem(14), lg: rem(20), xl: rem(28) },
  radius: { xs: rem(4), sm: rem(6), md: rem(8), lg: rem(12), xl: rem(16) },
  defaultRadius: "md",
  headings: {
    fontWeight: "650",
    sizes: {
      h1: { fontSize: rem(20), lineHeight: "1.3" },
      h2: { fontSize: rem(16), lineHeight: "1.35" },
      h3: { fontSize: rem(14), lineHeight: "1.4" },
    },
  },
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
  components: {
    Button: { defaultProps: { size: "xs" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: "md" } },
    TextInput: { defaultProps: { size: "xs" } },
    InputWrapper: { styles: { description: { fontSize: rem(12.5) }, error: { fontSize: rem(12.5) } } },
    NativeSelect: { defaultProps: { size: "xs" } },
    Textarea: { defaultProps: { size: "xs" } },
    TagsInput: { defaultProps: { size: "xs" } },
    SegmentedControl: { defaultProps: { size: "xs" } },
    // The placeholder is an element that a menu must not have; the first item has the focus instead.
    Menu: { defaultProps: { shadow: "md", radius: "md", withInitialFocusPlaceholder: false } },
    Modal: {
      defaultProps: {
        radius: "lg",
        yOffset: "12vh",
        transitionProps: { duration: 120 },
        overlayProps: { color: "#10140f", backgroundOpacity: 0.28 },
      },
      styles: {
        title: { fontWeight: 650, fontSize: rem(16), lineHeight: 1.3 },
        // In the dark a shadow shows no edge.
        content: { border: "1px solid var(--line)" },
      },
    },
    Tooltip: { defaultProps: { openDelay: 400, withinPortal: true, fz: "xs" } },
    Text: { defaultProps: { size: "sm" } },
  },
});

/** Mantine's own colours, pointed at our tokens. */
export const cssVariables: CSSVariablesResolver = () => {
  const both = {
    "--mantine-color-body": "var(--bg)",
    "--mantine-color-text": "var(--text)",
    "--mantine-color-dimmed": "var(--dim)",
    "--mantine-color-placeholder": "var(--faint)",
    "--mantine-color-anchor": "var(--accent)",
    "--mantine-color-default": "var(--panel)",
    "--mantine-color-default-hover": "var(--sunk)",
    "--mantine-color-default-color": "var(--text)",
    "--mantine-color-default-border": "var(--line)",
    "--mantine-color-error": "var(--bad)",
    "--mantine-color-gray-light-color": "var(--dim)",
    "--mantine-color-gray-light-hover": "var(--sunk)",
  };
  return { variables: {}, light: both, dark: both };
};
