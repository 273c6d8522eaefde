import type { Sample } from "#core/features/catalog/samples/sample.ts";

/** Python with FastAPI: progress over server-sent events. */
export const fastapiJobProgress: Sample = {
  folder: "fastapi-job-progress",
  steps: [
    {
      at: "2026-01-17T10:30Z",
      says: "Jobs that say how far they are",
      readme: `# Job progress with FastAPI

Starts work in the background and tells every open page how far it is, by server-sent events: no queue, no socket
library, and a page can be reloaded in the middle without missing the end.
`,
      files: {
        "pyproject.toml": `[project]
name = "fastapi-job-progress"
version = "0.1.0"
requires-python = ">=3.12"
dependencies = ["fastapi==0.115.12", "uvicorn==0.34.2"]
`,
        "app.py": `"""Jobs that tell how far they are: uvicorn app:api"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from itertools import count

from fastapi import FastAPI, HTTPException
from fastapi.responses import HTMLResponse, StreamingResponse

from jobs import Job

api = FastAPI()
jobs: dict[int, Job] = {}
numbers = count(1)


@api.post("/jobs", status_code=202)
async def start(steps: int = 20) -> dict[str, int]:
    number = next(numbers)
    jobs[number] = Job(steps)
    return {"job": number}


@api.get("/jobs/{number}/events")
async def events(number: int) -> StreamingResponse:
    return StreamingResponse(told(find(number)), media_type="text/event-stream")


@api.delete("/jobs/{number}", status_code=204)
async def cancel(number: int) -> None:
    job = find(number)
    job.task.cancel()
    with suppress(asyncio.CancelledError):
        await job.task


def find(number: int) -> Job:
    if number not in jobs:
        raise HTTPException(404, "no such job")
    return jobs[number]


async def told(job: Job) -> AsyncIterator[str]:
    async for progress in job.watch():
        yield f"data: {json.dumps(progress)}\\n\\n"


@api.get("/")
async def page() -> HTMLResponse:
    return HTMLResponse(
        """<!doctype html><title>A job</title>
        <button>Start</button> <progress value="0"></progress> <output></output>
        <script type="module">
          const [button, bar, words] = document.body.children;
          button.onclick = async () => {
            const { job } = await (await fetch("/jobs", { method: "POST" })).json();
            const events = new EventSource(\`/jobs/\${job}/events\`);
            events.onmessage = ({ data }) => {
              const { done, steps, state } = JSON.parse(data);
              bar.value = done / steps;
              words.value = state;
              if (state !== "running") events.close();
            };
          };
        </script>"""
    )
`,
        "jobs.py": `import asyncio
from collections.abc import AsyncIterator


class Job:
    """Work of so many steps in the background. Any number of people may watch it, from any moment on."""

    def __init__(self, steps: int) -> None:
        self.progress = {"done": 0, "steps": steps, "state": "running"}
        self._moved = asyncio.Condition()
        self.task = asyncio.create_task(self._work())

    async def _work(self) -> None:
        try:
            while self.progress["done"] < self.progress["steps"]:
                await asyncio.sleep(0.2)  # stands for something slow
                await self._say(done=self.progress["done"] + 1)
            await self._say(state="done")
        except asyncio.CancelledError:
            await self._say(state="cancelled")
            raise

    async def _say(self, **change: object) -> None:
        self.progress = {**self.progress, **change}
        async with self._moved:
            self._moved.notify_all()

    async def watch(self) -> AsyncIterator[dict]:
        """The progress as it is, then each change; a slow watcher misses steps in between, never the last."""
        told = None
        while True:
            async with self._moved:
                await self._moved.wait_for(lambda: self.progress is not told)
                told = self.progress
            yield told
            if told["state"] != "running":
                return
`,
      },
    },
    {
      at: "2026-01-17T17:05Z",
      says: "Say how to watch one",
      readme: `
## Run it

\`\`\`sh
uv run uvicorn app:api
curl -X POST 'localhost:8000/jobs?steps=20'
curl -N localhost:8000/jobs/1/events
curl -X DELETE localhost:8000/jobs/1   # in another terminal
\`\`\`

Or open http://localhost:8000 and press the button.
`,
    },
    {
      at: "2026-01-24T11:45Z",
      says: "Note why watchers get the state and not the steps",
      readme: `
## What came out

- A watcher is given the state as it is, and not a queue of steps. A slow one misses some of them and nobody waits for it;
  one that comes late needs no replay.
- A cancelled job says so before it ends. Otherwise its watchers would wait for ever.
`,
    },
    {
      at: "2026-02-28T15:15Z",
      says: "Note what a restart does",
      readme: `- A restart forgets every job. To survive one, the state would have to be written where the next process finds it.
`,
    },
  ],
};
