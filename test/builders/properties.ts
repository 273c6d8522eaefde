import fc from "fast-check";

/** fast-check that draws the same cases in every run: what a test finds is found again. TATAMI_SEED draws others. */
fc.configureGlobal({ seed: Number(process.env.TATAMI_SEED ?? 1) });

export { fc };
