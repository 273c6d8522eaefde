import { axumRateLimiter } from "./pocs/axum-rate-limiter.ts";
import { fastapiJobProgress } from "./pocs/fastapi-job-progress.ts";
import { genstageBackPressure } from "./pocs/genstage-back-pressure.ts";
import { grpcSensorStream } from "./pocs/grpc-sensor-stream.ts";
import { kafkaRetryTopics } from "./pocs/kafka-retry-topics.ts";
import { ktorFeatureFlags } from "./pocs/ktor-feature-flags.ts";
import { minimalApiShortLinks } from "./pocs/minimal-api-short-links.ts";
import { pandasBikeCounts } from "./pocs/pandas-bike-counts.ts";
import { reactVirtualList } from "./pocs/react-virtual-list.ts";
import { sinatraWebhookInbox } from "./pocs/sinatra-webhook-inbox.ts";
import { sqliteWindowFunctions } from "./pocs/sqlite-window-functions.ts";
import { zigRingBuffer } from "./pocs/zig-ring-buffer.ts";
import type { Sample } from "./sample.ts";

/** The samples, each a POC. */
export const SAMPLES: readonly Sample[] = [
  sinatraWebhookInbox,
  genstageBackPressure,
  pandasBikeCounts,
  minimalApiShortLinks,
  sqliteWindowFunctions,
  ktorFeatureFlags,
  kafkaRetryTopics,
  grpcSensorStream,
  reactVirtualList,
  zigRingBuffer,
  axumRateLimiter,
  fastapiJobProgress,
];

/** What stands beside the samples: it makes no POC. */
export const AROUND: Sample = {
  folder: "",
  steps: [
    {
      at: "2020-11-07T10:00Z",
      says: "A folder for experiments",
      readme: `# Samples

Small proofs of concept in a dozen languages, to look around with in Tatami. They are yours to run, to change and to copy.

When you have seen enough, "Remove the samples" in Tatami takes them away again. What you added or changed stays.
`,
      files: {
        ".gitignore": `.gradle/
.venv/
__pycache__/
_build/
bin/
build/
deps/
dist/
links.db
node_modules/
obj/
target/
zig-out/
.zig-cache/
`,
        LICENSE: `This is free and unencumbered software released into the public domain.

Anyone is free to copy, modify, publish, use, compile, sell, or
distribute this software, either in source code form or as a compiled
binary, for any purpose, commercial or non-commercial, and by any
means.

In jurisdictions that recognize copyright laws, the author or authors
of this software dedicate any and all copyright interest in the
software to the public domain. We make this dedication for the benefit
of the public at large and to the detriment of our heirs and
successors. We intend this dedication to be an overt act of
relinquishment in perpetuity of all present and future rights to this
software under copyright law.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND,
EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT.
IN NO EVENT SHALL THE AUTHORS BE LIABLE FOR ANY CLAIM, DAMAGES OR
OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR
OTHER DEALINGS IN THE SOFTWARE.

For more information, please refer to <https://unlicense.org>
`,
      },
    },
  ],
};
