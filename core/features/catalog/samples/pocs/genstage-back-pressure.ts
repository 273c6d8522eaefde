import type { Sample } from "#core/features/catalog/samples/sample.ts";

/** Elixir with GenStage: consumers that ask for work. */
export const genstageBackPressure: Sample = {
  folder: "genstage-back-pressure",
  steps: [
    {
      at: "2021-03-06T14:30Z",
      says: "Two slow consumers and a producer that waits for them",
      readme: `# GenStage back-pressure

A producer that could make a million numbers a second, and two consumers that take ten: nothing piles up, because the
consumers ask for work and the producer makes no more than was asked for.
`,
      files: {
        "mix.exs": `defmodule BackPressure.MixProject do
  use Mix.Project

  def project do
    [app: :back_pressure, version: "0.1.0", elixir: "~> 1.11", deps: [{:gen_stage, "~> 1.1"}]]
  end

  def application, do: [extra_applications: [:logger]]
end
`,
        "lib/stages.ex": `defmodule Numbers do
  @moduledoc "Makes exactly as many numbers as somebody asked for."
  use GenStage

  def init(first), do: {:producer, first}

  def handle_demand(demand, next) do
    {:noreply, Enum.to_list(next..(next + demand - 1)), next + demand}
  end
end

defmodule Slow do
  @moduledoc "Takes its time, and says so by asking for no more than ten."
  use GenStage

  def init(name), do: {:consumer, name}

  def handle_events(numbers, _from, name) do
    for number <- numbers do
      Process.sleep(100)
      IO.puts("#{name} #{number}")
    end

    {:noreply, [], name}
  end
end
`,
        "lib/back_pressure.ex": `defmodule BackPressure do
  @moduledoc "One producer and two slow consumers: mix run -e BackPressure.run"

  def run(milliseconds \\\\ 5_000) do
    {:ok, numbers} = GenStage.start_link(Numbers, 1)

    for name <- ["left", "right"] do
      {:ok, slow} = GenStage.start_link(Slow, name)
      GenStage.sync_subscribe(slow, to: numbers, min_demand: 5, max_demand: 10)
    end

    Process.sleep(milliseconds)
  end
end
`,
      },
    },
    {
      at: "2021-03-07T10:10Z",
      says: "Say how to run it and what to look for",
      readme: `
## Run it

\`\`\`sh
mix deps.get
mix run -e BackPressure.run
\`\`\`

Both names appear by turns, ten lines a second each. Open the observer beside it: the memory stays flat.
`,
    },
    {
      at: "2021-03-20T16:45Z",
      says: "Explain the two numbers of a subscription",
      readme: `
## The two numbers

| option | says |
| --- | --- |
| \`max_demand: 10\` | never more than ten on their way to me |
| \`min_demand: 5\` | ask again as soon as only five are left |

With both far apart a consumer idles between two batches; with both close together it asks all the time.
`,
    },
    {
      at: "2021-06-12T09:30Z",
      says: "Compare with a log that keeps everything",
      readme: `
## The other way round

With Kafka the producer never waits: the log keeps what nobody has read yet, and slow readers cost disk. Here nothing is
kept, and slow readers cost the producer its time. Which of the two hurts less decides.
`,
    },
    {
      at: "2021-11-13T18:00Z",
      says: "Link the idea to Reactive Streams",
      readme: `
The same idea is called Reactive Streams on the JVM: \`request(n)\` is the demand.
`,
    },
  ],
};
