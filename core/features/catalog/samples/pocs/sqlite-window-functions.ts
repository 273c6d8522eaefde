import type { Sample } from "#core/features/catalog/samples/sample.ts";

/** SQL for SQLite: three questions that take a window. */
export const sqliteWindowFunctions: Sample = {
  folder: "sqlite-window-functions",
  steps: [
    {
      at: "2022-09-03T09:45Z",
      says: "Runs to ask about",
      readme: `# SQLite window functions

Three questions about a running diary that take a loop in most languages, each answered by one query of SQLite: the
best of each group, a sliding week, and days in a row.
`,
      files: {
        "schema.sql": `-- Made up: three runners, some weeks of a spring.
CREATE TABLE run (
  runner TEXT NOT NULL,
  day TEXT NOT NULL,
  kilometres REAL NOT NULL,
  PRIMARY KEY (runner, day)
) WITHOUT ROWID;

INSERT INTO run VALUES
  ('hare', '2022-04-02', 5.0), ('hare', '2022-04-03', 5.5), ('hare', '2022-04-04', 6.0),
  ('hare', '2022-04-09', 8.0), ('hare', '2022-04-10', 8.0), ('hare', '2022-04-16', 10.0),
  ('fox', '2022-04-02', 12.0), ('fox', '2022-04-05', 4.0), ('fox', '2022-04-06', 4.5),
  ('fox', '2022-04-07', 5.0), ('fox', '2022-04-08', 5.0), ('fox', '2022-04-17', 15.0),
  ('snail', '2022-04-03', 3.0), ('snail', '2022-04-10', 3.5), ('snail', '2022-04-17', 4.0);
`,
      },
    },
    {
      at: "2022-09-03T14:10Z",
      says: "The best of each group, and a sliding week",
      readme: `
## Run it

\`\`\`sh
sqlite3 < queries.sql
\`\`\`
`,
      files: {
        "queries.sql": `.read schema.sql
.mode column

.print The longest run of each runner
SELECT runner, day, kilometres
FROM (SELECT *, row_number() OVER (PARTITION BY runner ORDER BY kilometres DESC, day) AS place FROM run)
WHERE place = 1;

.print
.print What the last seven days add up to
SELECT runner, day, kilometres,
  sum(kilometres) OVER (
    PARTITION BY runner ORDER BY julianday(day) RANGE BETWEEN 6 PRECEDING AND CURRENT ROW
  ) AS week
FROM run;

.print
.print Days in a row: gaps and islands
WITH marked AS (
  -- Days that follow one another stay at the same distance from their number.
  SELECT *, julianday(day) - row_number() OVER (PARTITION BY runner ORDER BY day) AS island FROM run
)
SELECT runner, min(day) AS since, count(*) AS days, sum(kilometres) AS kilometres
FROM marked
GROUP BY runner, island
HAVING count(*) > 1
ORDER BY days DESC, runner;
`,
      },
    },
    {
      at: "2022-09-10T10:30Z",
      says: "Explain the sliding week",
      readme: `
## A week is no seven rows

\`ROWS 6 PRECEDING\` counts rows, and nobody runs every day. \`RANGE BETWEEN 6 PRECEDING AND CURRENT ROW\` counts what
stands in \`ORDER BY\`, which therefore has to be a number: hence \`julianday(day)\`.
`,
    },
    {
      at: "2022-09-24T16:05Z",
      says: "Explain gaps and islands",
      readme: `
## Gaps and islands

Number the days of a runner, and take the number from the day: as long as the days follow one another the difference
stays the same, and it jumps at each gap. So it can be grouped by.

| day | number | difference |
| --- | --- | --- |
| 5 April | 1 | 4 April |
| 6 April | 2 | 4 April |
| 9 April | 3 | 6 April |
`,
    },
  ],
};
