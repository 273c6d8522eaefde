import type { Sample } from "#core/features/catalog/samples/sample.ts";

/** A notebook with pandas, and the made-up numbers that it reads. */
export const pandasBikeCounts: Sample = {
  folder: "pandas-bike-counts",
  steps: [
    {
      at: "2021-10-30T13:15Z",
      says: "Two years of counts",
      readme: `# Bike counts with pandas

A notebook that asks whether a new lane brought more bicycles: two counters, two years of months, and a second counter
without a new lane to compare with. The numbers are made up; the question is not.
`,
      files: {
        "requirements.txt": `matplotlib==3.4.3
notebook==6.4.5
pandas==1.3.4
`,
        "bike-counts.ipynb": `{
 "cells": [
  {
   "cell_type": "markdown",
   "metadata": {},
   "source": [
    "# Did the new lane bring more bicycles?\\n",
    "\\n",
    "Two counters, two years of months. The numbers are made up; the question is not."
   ]
  },
  {
   "cell_type": "code",
   "execution_count": null,
   "metadata": {},
   "outputs": [],
   "source": [
    "import pandas as pd\\n",
    "\\n",
    "counts = pd.read_csv(\\"counts.csv\\", parse_dates=[\\"month\\"], index_col=\\"month\\")\\n",
    "counts.plot(ylim=0, ylabel=\\"bicycles a month\\");"
   ]
  },
  {
   "cell_type": "markdown",
   "metadata": {},
   "source": [
    "Summer hides everything else: each month is compared with the same month a year before."
   ]
  },
  {
   "cell_type": "code",
   "execution_count": null,
   "metadata": {},
   "outputs": [],
   "source": [
    "change = counts.pct_change(12).dropna()\\n",
    "change.plot.bar(ylabel=\\"against the year before\\");"
   ]
  },
  {
   "cell_type": "markdown",
   "metadata": {},
   "source": [
    "The harbour has no new lane: what changed there would have changed at the bridge anyway."
   ]
  },
  {
   "cell_type": "code",
   "execution_count": null,
   "metadata": {},
   "outputs": [],
   "source": [
    "extra = change[\\"bridge\\"] - change[\\"harbour\\"]\\n",
    "extra[\\"2020-06\\":].mean()"
   ]
  }
 ],
 "metadata": {
  "kernelspec": {
   "display_name": "Python 3",
   "language": "python",
   "name": "python3"
  },
  "language_info": {
   "name": "python",
   "version": "3.9.7"
  }
 },
 "nbformat": 4,
 "nbformat_minor": 4
}
`,
        "counts.csv": `month,harbour,bridge
2019-01,8800,5900
2019-02,10100,6700
2019-03,14900,9900
2019-04,20000,13300
2019-05,25200,16800
2019-06,28400,18900
2019-07,27300,18200
2019-08,26900,17900
2019-09,25600,17100
2019-10,20600,13700
2019-11,14700,9800
2019-12,8600,5700
2020-01,9500,5900
2020-02,10900,6700
2020-03,16100,9900
2020-04,21500,13300
2020-05,27200,16800
2020-06,30600,27400
2020-07,29500,26400
2020-08,29000,26000
2020-09,27700,24800
2020-10,22200,19900
2020-11,15900,14200
2020-12,9300,8300
`,
      },
    },
    {
      at: "2021-10-31T11:50Z",
      says: "Say how to open it",
      readme: `
## Open it

\`\`\`sh
python -m venv .venv
.venv/bin/pip install -r requirements.txt
.venv/bin/jupyter notebook bike-counts.ipynb
\`\`\`
`,
    },
    {
      at: "2021-12-04T10:25Z",
      says: "Write down the answer",
      readme: `
## What came out

The bridge gained 37 percentage points more than the harbour did. Comparing each month with the same month a year before
took two lines (\`pct_change(12)\`) and showed more than any smoothing.
`,
    },
  ],
};
