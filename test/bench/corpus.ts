/**
 * A seeded generator of POCs, so that every benchmark speaks of the same documents. POC number n of a seed is
 * always the same, and can be made without the ones before it.
 *
 * Shape:
 * - Words: {@link VOCABULARY} of them. The first are some 300 real ones (English, Portuguese, technologies), in the order of
 *   their frequency, the others made of syllables. README words are drawn with Zipf's law (exponent 1): rank r about
 *   as often as 1/r, so that the commonest stands in almost every README and most stand in a few.
 * - README: 300 to 2,700 characters, 1,500 on average: sentences of 6 to 14 words, with headings, code spans, camelCase and
 *   hyphenated identifiers, a few accents. One POC in 20 has none.
 * - Names: two or three hyphenated parts, a third of them with a number ("kafka-order-demo-17"), one in ten camelCase.
 * - Language: 24, Zipf. Technologies: 1 to 6 of the language's own and common ones. Derived tags: 1 to 5 of 60;
 *   user tags: one POC in four has 1 to 3 of 40; notes: one in ten has a sentence.
 * - Years: first commits 2015 to 2026, more in the later ones; the last 0 to 900 days after; one in eight has no history, only file times.
 * - Folders: 12 roots of different size, each with 1 to 8 sub-folders.
 */
import type { LanguageShare, ScannedPoc, Technology, UserFacts } from "#shared/features/catalog/catalog.ts";
import { seeded } from "#test/builders/random.ts";

/** Number of different words from which READMEs are drawn. */
export const VOCABULARY = 60_000;

/** A generated POC: what a scan would find, what a user wrote, and the root under which it lies. */
export interface CorpusPoc {
  /** A UUID of version 8, always the same for the same seed and number. */
  readonly id: string;
  readonly root: string;
  readonly scanned: ScannedPoc;
  readonly user: UserFacts;
}

const COMMON =
  "the a to and of is in for with this project you can run it on from use example using that as an be build are by de demo how service application test install or if server data api code start your we will not file simple all java spring docker app web application.properties o e um uma para com boot kafka client rest config database command shows e.g. user node maven gradle message queue event topic consumer producer order payment customer product inventory account login token security jwt oauth http request response json xml yaml model controller repository entity table query index cache redis postgres mysql mongodb elastic search stream batch job schedule worker thread async reactive flow channel socket grpc protobuf graphql schema type class interface function module package library framework version release deploy kubernetes helm cluster pod container image compose terraform cloud aws azure lambda function bucket storage metrics logging tracing monitor prometheus grafana dashboard chart frontend react angular vue component state hook router form page style theme button input list detail view mobile android kotlin swift flutter python django flask fastapi pandas notebook training inference embedding vector transformer agent prompt retrieval rust cargo tokio wasm golang gin goroutine dotnet csharp blazor php laravel symfony ruby rails sinatra scala akka play elixir phoenix não são aplicação exemplo serviço mensagem fila pedido pagamento usuário configuração execução teste início versão projeto código dados segurança análise".split(
    " ",
  );
const SYLLABLES =
  "ba be bi bo bra bu ca ce cha ci co cra cu da de di do dra du el en er es fa fe fi fo fra ga ge gi go gra ha he hi ho ja je jo ka ke ki kla ko la le li lo lu ma me mi mo mu na ne ni no nu or os pa pe pi plo po pra qua ra re ri ro ru sa se si so spa sta stri su ta te ti to tra tu un va ve vi vo xa ye yo za ze zo".split(
    " ",
  );

const LANGUAGES: readonly (readonly [string, readonly string[]])[] = [
  ["Java", ["Spring Boot", "Quarkus", "Micronaut", "Hibernate", "Maven", "JUnit", "Kafka"]],
  ["TypeScript", ["React", "Node.js", "NestJS", "Next.js", "Vite", "Express", "Angular"]],
  ["Python", ["Django", "Flask", "FastAPI", "pandas", "PyTorch", "LangChain"]],
  ["JavaScript", ["Node.js", "Express", "Vue.js", "React", "Webpack"]],
  ["Go", ["Gin", "gRPC", "Echo", "Cobra"]],
  ["Kotlin", ["Spring Boot", "Ktor", "Gradle", "Android"]],
  ["C#", [".NET", "ASP.NET Core", "Entity Framework", "Blazor"]],
  ["Rust", ["Tokio", "Actix Web", "Axum", "Serde"]],
  ["Shell", ["Bash"]],
  ["C++", ["CMake", "Boost", "Qt"]],
  ["PHP", ["Laravel", "Symfony"]],
  ["Ruby", ["Ruby on Rails", "Sinatra"]],
  ["Scala", ["Akka", "Play Framework"]],
  ["HTML", ["Bootstrap"]],
  ["Swift", ["SwiftUI", "Vapor"]],
  ["Dart", ["Flutter"]],
  ["C", ["CMake"]],
  ["Elixir", ["Phoenix"]],
  ["HCL", ["Terraform"]],
  ["F#", [".NET"]],
  ["Jupyter Notebook", ["pandas", "PyTorch"]],
  ["Clojure", ["Ring"]],
  ["Haskell", ["Servant"]],
  ["Lua", ["LÖVE"]],
];
const SHARED_TECHNOLOGIES: readonly (readonly [string, Technology["kind"]])[] = [
  ["Docker", "tool"],
  ["PostgreSQL", "database"],
  ["Apache Kafka", "library"],
  ["Redis", "database"],
  ["MongoDB", "database"],
  ["MySQL", "database"],
  ["RabbitMQ", "library"],
  ["Elasticsearch", "database"],
  ["Kubernetes", "platform"],
  ["gRPC", "library"],
  ["GraphQL", "library"],
  ["OpenTelemetry", "library"],
];
const TOPICS =
  "kafka order payment rest graphql grpc auth jwt oauth cache redis stream batch scheduler search vector chat bot agent crud upload export import report dashboard chart map game crawler parser compiler cli proxy gateway registry config metrics tracing saga outbox cqrs event sourcing queue websocket reactive native cloud lambda s3 mongo postgres mysql elastic docker kube terraform".split(
    " ",
  );
const ENDINGS =
  "demo poc example service api app starter playground lab sample test client server worker spike kata".split(
    " ",
  );
const USER_TAGS =
  "old keep blog talk interview customer draft done broken idea favourite study course benchmark teaching hackathon review legacy urgent shared".split(
    " ",
  );
const ROOTS = [
  "java-pocs",
  "clones",
  "work",
  "estudos",
  "labs",
  "spikes",
  "playground",
  "kotlin-pocs",
  "talks",
  "archive",
  "python",
  "misc",
];
const FOLDERS = ["pocs", "services", "tools", "web", "data", "infra", "samples", "2024"];

const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(2015, 0, 1);
const LAST_DAY = Date.UTC(2026, 9, 1);

let words: readonly string[] | undefined;

/** The words of READMEs by frequency; the same for every seed. */
export function vocabulary(): readonly string[] {
  if (words !== undefined) return words;
  const random = seeded(7);
  const seen = new Set(COMMON);
  while (seen.size < VOCABULARY) {
    let word = "";
    for (let left = 2 + Math.floor(random() * 3); left > 0; left--) word += pick(SYLLABLES, random());
    seen.add(word);
  }
  words = [...seen];
  return words;
}

function pick<T>(values: readonly T[], at: number): T {
  return values[Math.floor(at * values.length)] as T;
}

/** An index in [0, size), index i about as often as 1/(i+1). */
function zipf(size: number, at: number): number {
  return Math.min(size - 1, Math.floor(Math.exp(at * Math.log(size + 1))) - 1);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function sentence(random: () => number): string {
  const vocab = vocabulary();
  let text = "";
  for (let left = 6 + Math.floor(random() * 9); left > 0; left--) {
    let word = vocab[zipf(vocab.length, random())] ?? "";
    const form = random();
    if (form < 0.01) word += `-${vocab[zipf(vocab.length, random())]}`;
    else if (form < 0.02) word = `\`${word}${capital(vocab[zipf(vocab.length, random())] ?? "")}\``;
    text += text === "" ? capital(word) : ` ${word}`;
  }
  return `${text}.`;
}

function readme(name: string, random: () => number): string {
  if (random() < 0.05) return "";
  // Two draws added: most are near the middle, 1,580 here and 1,500 with those that have none.
  const length = 360 + Math.floor((random() + random()) * 1220);
  let text = `# ${name}\n\n`;
  while (text.length < length) {
    text += sentence(random);
    const next = random();
    text += next < 0.15 ? `\n\n## ${capital(pick(TOPICS, random()))}\n\n` : next < 0.3 ? "\n\n" : " ";
  }
  return text.trimEnd();
}

function pocName(random: () => number): string {
  const parts = [
    pick(TOPICS, random() ** 2),
    random() < 0.5 ? pick(TOPICS, random()) : (vocabulary()[200 + zipf(VOCABULARY - 200, random())] ?? ""),
  ];
  if (random() < 0.7) parts.push(pick(ENDINGS, random() ** 2));
  if (random() < 0.33) parts.push(String(1 + Math.floor(random() * 99)));
  return random() < 0.1
    ? parts.map((part, at) => (at === 0 ? part : capital(part))).join("")
    : parts.join("-");
}

function technologiesOf(own: readonly string[], random: () => number): Technology[] {
  const found = new Map<string, Technology>();
  for (let left = 1 + Math.floor(random() * 3); left > 0; left--) {
    const name = own[zipf(own.length, random())] ?? "";
    found.set(name, {
      name,
      version: `${1 + Math.floor(random() * 5)}.${Math.floor(random() * 20)}.0`,
      kind: "framework",
    });
  }
  for (let left = Math.floor(random() * 4); left > 0; left--) {
    const [name, kind] = SHARED_TECHNOLOGIES[zipf(SHARED_TECHNOLOGIES.length, random())] ?? [
      "Docker",
      "tool",
    ];
    found.set(name, { name, version: null, kind });
  }
  return [...found.values()];
}

function some(values: readonly string[], most: number, random: () => number): string[] {
  const found = new Set<string>();
  for (let left = 1 + Math.floor(random() * most); left > 0; left--)
    found.add(values[zipf(values.length, random())] ?? "");
  return [...found];
}

function uuid(seed: number, number: number): string {
  const head = (seed >>> 0).toString(16).padStart(8, "0");
  return `${head}-0000-8000-8000-${number.toString(16).padStart(12, "0")}`;
}

/** POC number `number` (from 0) of the corpus of `seed`; the times lie between 2015 and October 2026. */
export function corpusPoc(number: number, seed = 1): CorpusPoc {
  const random = seeded(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
  const name = pocName(random);
  const [language, own] = LANGUAGES[zipf(LANGUAGES.length, random())] ?? ["Java", []];
  const technologies = technologiesOf(own, random);
  const root = ROOTS[zipf(ROOTS.length, random())] ?? "work";
  const folder = FOLDERS[zipf(1 + (root.length % FOLDERS.length), random())] ?? "pocs";
  const relativePath = `${folder}/${name}-${number}`;
  const created =
    FIRST_DAY +
    Math.floor(Math.sqrt(random()) * ((LAST_DAY - FIRST_DAY) / DAY)) * DAY +
    Math.floor(random() * DAY);
  const updated = Math.min(LAST_DAY, created + Math.floor(random() ** 2 * 900 * DAY));
  const history = random() >= 0.125;
  const languages: LanguageShare[] = [{ name: language, bytes: 2000 + Math.floor(random() * 50_000) }];
  if (random() < 0.4) languages.push({ name: "Shell", bytes: 300 });
  const description =
    random() < 0.1 ? [language, ...technologies.map((one) => one.name)].join(", ") : sentence(random);
  return {
    id: uuid(seed, number),
    root: `/home/dev/${root}`,
    scanned: {
      facts: {
        name,
        description,
        descriptionSource: "readme",
        languages,
        technologies,
        derivedTags: some(TOPICS, 5, random),
        firstCommitAt: history ? created : null,
        lastCommitAt: history ? updated : null,
        commits: history ? 1 + Math.floor(random() ** 3 * 200) : 0,
        commitWeeks: [],
        licence: random() < 0.5 ? "MIT" : null,
        linesOfCode: Math.floor(100 + random() * 5000),
        files: Math.floor(3 + random() * 40),
        bytes: Math.floor(2000 + random() * 200_000),
        remote: null,
        subfolder: relativePath,
        readme: readme(name, random),
        headCommit: null,
        headAt: null,
        picture: null,
      },
      local: {
        path: `/home/dev/${root}/${relativePath}`,
        relativePath,
        thumbnail: null,
        oldestFileAt: created,
        newestFileAt: updated,
        authors: [],
        fingerprint: `f${number}`,
        signature: `s${number}`,
      },
    },
    user: {
      name: null,
      description: null,
      tags: random() < 0.25 ? some(USER_TAGS, 3, random) : [],
      notes: random() < 0.1 ? sentence(random) : "",
    },
  };
}

/** The first `count` POCs of a seed, one at a time: 100,000 of them are 200 MB when kept. */
export function* corpus(count: number, seed = 1): Generator<CorpusPoc> {
  for (let number = 0; number < count; number++) yield corpusPoc(number, seed);
}
