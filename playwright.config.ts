import { defineConfig } from "@playwright/test";
import { browserLaunch } from "./test/e2e/support/browser.ts";

const { options } = await browserLaunch();

export default defineConfig({
  testDir: "test/e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  // Each test starts a core of its own in a folder of its own, so they may run side by side.
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // A test that passes only at times is broken.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    headless: true,
    ...(options === null ? {} : { launchOptions: options }),
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    timezoneId: "UTC",
    screenshot: "only-on-failure",
    // A trace of each test, most of them thrown away, takes a third of the whole run: asked for where one is needed.
    trace: process.env.TATAMI_TRACE === "1" ? "retain-on-failure" : "off",
  },
});
