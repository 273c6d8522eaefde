import type { Sample } from "#core/features/catalog/samples/sample.ts";

/** docs/window.svg, drawn at twice its size: a list shows no SVG, because one can carry a script. */
const WINDOW_PNG = `
iVBORw0KGgoAAAANSUhEUgAAAUAAAADICAIAAAAWZq/8AAAIJUlEQVR4nOzd2W+UVRzG8dO+nTKtXajSloK4oGgVBIFqXKNRoxeuMRr1zltj
IsaoFy6JS4xLYowxxj/AC6MmLoleqIlb3KIgimwWWtZAscW2U5xOl0EPSFqRMm2HOdPfM+/3E2Na3nDR8zsP7/TM26cVCxbf6gBoKncAZBFg
QBgBBoQRYEAYAQaEEWBAGAEGhBFgQBgBBoRVOHuS1XW1s5sTiaooihxsyGazIyODA337MumUw9T8byeHWMOovqnVWZKsrm+ce1ZFRWV5Oa8O
DPHj8EM5qebk4aHB0ZEhh8kcu5NDrKG5kNTNbnYwjAFNUY6FKuAamnsJXZGY5WAYA5qiHAtVwDU0F+AosvhtOcYwoCnKsVAFXEO+zwSEmQtw
NjvqYBgDMsVcgDnhNI4BmWIuwKm+fQ6GMSBTzAU4k+7v7urIZA74d70dzPDj8EM5NJp0v4MZFk8UM+kUj/sAU8EpNCCMAAPCCDAgjAADwggw
IIwAA8IIMCCMRg7MGFo+Tpy5AB/uMVjoEAPRITXJuTXdXZ084JUfGjkw8xh63mjkwMxj6HmjkQMzj6HnjVNoQBiNHJh5DD1vNHJg5jH0vNHI
gZnH0PNGIwdmDC0fJ45GDkAYp9CAMAIMCCPAgDACDAgjwIAwAgwII8CAMBo5Yoo2jNJAI0dM0YZRGmjkiDsWXBqNHHHHgkujkSPuWHBpnEID
wmjkiDsWXBqNHHHHgkujkSPuWHBpNHLEFG0YpYFGDkAYp9CAMAIMCCPAgDACDAgjwICwIp1CX31F29LFi85vXej/a5zT4ACr/uju3bi5Y+Pv
nb9t2PrlN6udbcEDfOq85peeXbV8aasDFDQ1NjQ1tl19ZZv/eO26zY8++eruPXafdQn7EvqO26774K1XSC9E+a3rN/Dtt1zjrIrqm0Kl6+7b
r3/6sfsqE/y0GoT5DXztVRfv39+7flPHtP5ifUNLjqup3i5XCKHuwAvmNz/y4L0OKAl+M/st7ewJEuCysrIXn1lVXZV0QEnwm/mFpx/wG9sZ
EyTA/sCZ73tRYlYsO89vbGdMkAAvu+AcB5Qcgxs7TICXnOuAkmNwYwc5Il52gblXGsCJM7ixgwR4fkuTA0qOwY3Ns9CAMItPWazbMvrJ98N7
eg6mM3876KhOls2bU37DpZVLF/H0TpGYuwOvbR95/d3BrbuzpFeOH5kfnB+fH6JDUZgL8KffMXt5DLFozL3U2bufMkp5DLFozAV4kJpxfQyx
aDiFBoSZC3AVv+xSH0MsGnMBbjklchDHEIvGXICvvyzhII4hFo25AC8/J3H/nVVnnxpVJ8397CVy8yPzg/Pj80N0KAqLT8wsXVTBozzAVHAK
DQjjRgeEcskZA/es7Dn95EztrIP+04Gh8h1/Jt9aM+eH7bWuQLgDA0FcfmbquZt2LmlJ/5tez3/gP/V/6C+5AiHAQBB3rezJ49J08RIaCOL0
huE8Lk0XAQaCqJmVzePSdPESGhBGgAFhBBgQRicWZNC5dSw6sSCDzq1j0YkFPWySMXRiQQ+bZAydWNDDJhnDKTQgjE4s6GGTjKETC3rYJGPo
xIIeiU1yYCjK49J00YkFGVqdWzt6K/O4NF10YgFBvL1mzjM37jreJef6XSFwCg0E8e22usc/Om393uqBoSMp8x/4T/0f+kuuQLjRAaH8sL22
gPVXE+IODAgjwIAwAgwII8CAMAIMCCPAgDACDAijEwt0TQmjEwt0TQmjEwvjWHw5dGJhHIsvh04sjGPx5XAKDQijEwvjWHw5dGJhHIsvh04s
jGPx5dCJBbGuKfwXnViAME6hAWEEGBBGgAFhQQLcs7/PASXH4MYOEuDN7dscUHIMbuwgAd7Uvt0BJcfgxg7ybs3m9k4HlByDGzvIHfiLr1e3
b93hgBKypWPn51/95IwJEuDBzNDDT7wyPMJPh6NE+M380GMvZ4aGnTGh3kby/1y9/NqbDigJfjNv7dzl7Inqm1pdGL+ub+/p6b1o5ZLKBM9F
QlV/6q+nnn/jnfc+c9NU39CS42qqt8sVQtgHOd5+/9Nb7l7145r1DhDkt+7Ndz3w4cdfOavKFiy+1YV3xmnz2lac33bh4rYV581vaXKAVXu6
ulf/vHH1Lxv8/7ft2OPytWDh8hxXd3WudYVQpAADcVOcAPMsNCCMAAPCCDAgjAADwggwIMziIxbJ6rra2c2JRFUU0XIaR9lsdmRkcKBvXyad
csjJXICT1fWNcxc6xFh0SE1ybk13V2cm3e9wfOZeQtfNbnbAYWyGSZm7A1ck+PUeOILNMClzAY4ifvIBR7AZJsUpNCDMXICz2VEHHMZmmJS5
AI+O8EumcQSbYVLmApzq2+eAw9gMkzIXYP++X3dXRyZzwL+b7xBLfvR+AxzaBrwJPBmLp3yZdIpHcICp4BQaEEaAAWEEGBBGgAFhBBgQRoAB
YQQYEEYjB45CG4YWGjlwFNowtNDIgYkxCAk0cmBiDEICjRyYGIOQwCk0IIxGDkyMQUigkQMTYxASaOTAxBiEBBo5cBTaMLTQyAEI4xQaEEaA
AWEEGBBGgAFhBBgQRoABYQQYEEYjB4Kg2aM4aORAEDR7FAeNHAiLgQZFIwfCYqBB0ciBsBhoUJxCA8Jo5EBYsR1oji+8gGtCIwfCiu1Ac3zh
BVwTGjkQVmwHmuMLL+CaRPVNrc4S/4/T8FA6qqgsK4vKy/kWXVU2mx0eTvf27IrtgxzH7uQQa0IjBxBKEXYytzhAGAEGhBFgQBgBBoQRYEAY
AQaEEWBAGAEGhBFgQNg/AAAA//9Y0AylAAAABklEQVQDAK+SOFAhCeOsAAAAAElFTkSuQmCC
`;

/** TypeScript with React and Vite: a list of which only the window is drawn. The only sample with a picture. */
export const reactVirtualList: Sample = {
  folder: "react-virtual-list",
  steps: [
    {
      at: "2024-08-17T09:30Z",
      says: "A hundred thousand rows, drawn where one looks",
      readme: `# A virtual list by hand

A list of 100,000 rows that scrolls without a stutter, because only the rows in the window are in the page. No library:
one hook and some arithmetic.
`,
      files: {
        "package.json": `{
  "name": "react-virtual-list",
  "private": true,
  "type": "module",
  "scripts": {
    "dev": "vite",
    "build": "tsc && vite build"
  },
  "dependencies": {
    "react": "18.3.1",
    "react-dom": "18.3.1"
  },
  "devDependencies": {
    "@types/react": "18.3.3",
    "@types/react-dom": "18.3.0",
    "typescript": "5.5.4",
    "vite": "5.4.0"
  }
}
`,
        "tsconfig.json": `{
  "compilerOptions": {
    "target": "ES2022",
    "module": "ESNext",
    "moduleResolution": "bundler",
    "jsx": "react-jsx",
    "strict": true,
    "noEmit": true
  },
  "include": ["src"]
}
`,
        "index.html": `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>100,000 rows</title>
  <div id="root"></div>
  <script type="module" src="/src/main.tsx"></script>
</html>
`,
        "src/main.tsx": `import { createRoot } from "react-dom/client";
import { useRows } from "./use-rows";

const COUNT = 100_000;
const HEIGHT = 28;

function List() {
  const { box, from, to } = useRows(COUNT, HEIGHT);
  return (
    <div ref={box} style={{ height: "90vh", overflowY: "auto" }} tabIndex={0}>
      <div style={{ height: COUNT * HEIGHT, position: "relative" }} role="list">
        {Array.from({ length: to - from }, (_, at) => from + at).map((row) => (
          <div
            key={row}
            role="listitem"
            aria-posinset={row + 1}
            aria-setsize={COUNT}
            style={{ position: "absolute", top: row * HEIGHT, height: HEIGHT, font: "14px/28px system-ui" }}
          >
            Row {(row + 1).toLocaleString("en")}
          </div>
        ))}
      </div>
    </div>
  );
}

createRoot(document.getElementById("root")!).render(<List />);
`,
        "src/use-rows.ts": `import { useLayoutEffect, useRef, useState } from "react";

/** Rows above and below the window, so that a quick scroll meets no gap. */
const SPARE = 6;

/** Which rows of \`count\` a scrolled box has to draw, each \`height\` pixels high. */
export function useRows(count: number, height: number) {
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ from: 0, to: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = () => {
      const from = Math.max(0, Math.floor(element.scrollTop / height) - SPARE);
      const rows = Math.ceil(element.clientHeight / height) + 2 * SPARE;
      const to = Math.min(count, from + rows);
      setSeen((was) => (was.from === from && was.to === to ? was : { from, to }));
    };
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [count, height]);
  return { box, ...seen };
}
`,
      },
    },
    {
      at: "2024-08-17T13:45Z",
      says: "Draw what it does",
      readme: `
![Of a long column of rows only those inside a frame are drawn](docs/window.png)
`,
      files: {
        "docs/window.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="100" viewBox="0 0 160 100">
  <rect width="160" height="100" fill="#1d2b4f" />
  <g fill="#3a4d80">
    <rect x="24" y="5" width="70" height="5" rx="2" />
    <rect x="24" y="14" width="84" height="5" rx="2" />
    <rect x="24" y="23" width="62" height="5" rx="2" />
    <rect x="24" y="72" width="88" height="5" rx="2" />
    <rect x="24" y="81" width="66" height="5" rx="2" />
    <rect x="24" y="90" width="78" height="5" rx="2" />
  </g>
  <rect x="14" y="31" width="122" height="38" rx="5" fill="#f4f6fd" />
  <g fill="#5b7cf0">
    <rect x="24" y="37" width="76" height="5" rx="2" />
    <rect x="24" y="47" width="92" height="5" rx="2" />
    <rect x="24" y="57" width="64" height="5" rx="2" />
  </g>
  <rect x="143" y="5" width="5" height="90" rx="2" fill="#3a4d80" />
  <rect x="143" y="43" width="5" height="10" rx="2" fill="#f7b955" />
</svg>
`,
        "docs/window.png": Buffer.from(WINDOW_PNG, "base64"),
      },
    },
    {
      at: "2024-08-18T10:20Z",
      says: "Say how to run it",
      readme: `
## Run it

\`\`\`sh
npm install
npm run dev
\`\`\`
`,
    },
    {
      at: "2024-08-31T17:10Z",
      says: "Note what went wrong first",
      readme: `
## What came out

- The state is the first and last row and not the scroll position: React then draws once for each row that comes, and not
  once for each pixel.
- Six spare rows above and below are enough for a mouse wheel. A dragged scroll bar meets white for a frame.
- Without \`aria-setsize\` a screen reader says "of 40" and not "of 100,000".
`,
    },
    {
      at: "2024-10-05T11:55Z",
      says: "Note the limit of browsers",
      readme: `- No browser makes an element higher than some 33 million pixels. At 28 pixels a row that is a million rows; beyond
  it the scroll position has to be scaled.
`,
    },
  ],
};
