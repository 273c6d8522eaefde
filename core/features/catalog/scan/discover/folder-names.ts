/** What names of files and folders mean to the rules of what is a POC. All comparisons are on lower case. */

const MANIFESTS = new Set(
  `pom.xml pom.yaml pom.yml pom.groovy pom.kts pom.scala pom.rb pom.atom build.gradle build.gradle.kts settings.gradle settings.gradle.kts
  build.xml build.sbt build.sc project.clj deps.edn bb.edn buildfile buildfile.rb package.json deno.json deno.jsonc jsr.json bunfig.toml
  cargo.toml go.mod go.work pyproject.toml setup.py setup.cfg requirements.txt pipfile environment.yml environment.yaml poetry.lock
  gemfile composer.json mix.exs pubspec.yaml package.swift podfile cmakelists.txt meson.build configure.ac xmake.lua conanfile.txt
  conanfile.py vcpkg.json build.zig stack.yaml package.yaml dune-project rebar.config gleam.toml shard.yml elm.json spago.dhall
  project.toml manifest.toml build.bazel workspace.bazel module.bazel build workspace buck platformio.ini project.godot foundry.toml
  serverless.yml serverless.yaml template.yaml samconfig.toml chart.yaml pulumi.yaml cdk.json skaffold.yaml tiltfile nx.json
  angular.json bower.json dub.json dub.sdl v.mod haxelib.json rockspec makefile.pl cpanfile dist.ini description flake.nix jbang-catalog.json
  androidmanifest.xml wrangler.toml .buckconfig fly.toml app.yaml helmfile.yaml`.split(/\s+/),
);
const MANIFEST_ENDINGS = [
  ".csproj",
  ".fsproj",
  ".vbproj",
  ".vcxproj",
  ".sln",
  ".slnx",
  ".cabal",
  ".gemspec",
  ".nimble",
  ".rockspec",
  ".opam",
  ".xcodeproj",
];

/** Files that say "this is a project" only where nothing below says it better. */
const WEAK = new Set(
  `dockerfile containerfile docker-compose.yml docker-compose.yaml compose.yml compose.yaml makefile gnumakefile justfile rakefile
  taskfile.yml vagrantfile jenkinsfile.groovy kustomization.yaml kustomization.yml playbook.yml .classpath .project .sdkmanrc site.yml`.split(
    /\s+/,
  ),
);
const WEAK_ENDINGS = [".iml", ".tf", ".bicep", ".nomad"];

const COMPOSE = new Set(["docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml"]);

/** Endings of source files. Shell and batch files are not among them: a folder with scripts only is a container. */
const SOURCES = new Set(
  `java kt kts scala groovy clj cljs cljc js mjs cjs jsx ts mts cts tsx vue svelte astro py pyw ipynb rb go rs c cc cpp cxx h hh hpp hxx
  cs fs fsx vb m mm swift php pl pm lua r jl hs lhs elm erl ex exs ml mli dart zig nim cr d v sv vhd vhdl asm s f f90 f95 for pas pp
  adb ads cob cbl lisp lsp el scm rkt ss pro sol vy move cairo cu cuh wgsl glsl hlsl frag vert metal gd purs re res coffee litcoffee
  html htm jsp jspx xhtml php5 cfm aspx cshtml razor sql plsql pks pkb prc hx hxml odin gleam roc pony idr agda lean thy tcl st wat
  ino pde processing ahk applescript awk sas do abap apex cls trigger bas vba qml kv tsp rego feature bal jsh jbang`.split(
    /\s+/,
  ),
);
/** Sources by ending that set up a tool and are no program of their own. */
const TOOL_FILES = new Set(
  `.eslintrc.js .eslintrc.cjs eslint.config.js eslint.config.mjs eslint.config.ts prettier.config.js commitlint.config.js
  jest.config.js babel.config.js gruntfile.js gulpfile.js dangerfile.js renovate.js release.config.js lint-staged.config.js
  stylelint.config.js google-site-verification.html 404.html conf.py noxfile.py tasks.py dodo.py fabfile.py`.split(
    /\s+/,
  ),
);

/** Folders that hold what tools make or fetch: never a POC, and not the author's code. */
const GENERATED = new Set(
  `node_modules bower_components jspm_packages target vendor build dist out bin obj output coverage htmlcov __pycache__ site-packages venv env
  virtualenv pods carthage deriveddata elm-stuff _build cmakefiles bazel-bin bazel-out bazel-testlogs lib-cov zig-out zig-cache
  dist-newstyle`.split(/\s+/),
);
/** Of those, the ones that a walk without git does not enter at all: they are big, and nothing of the author's is in them. */
const NEVER_ENTERED = new Set(
  "node_modules bower_components jspm_packages target vendor __pycache__ site-packages venv pods carthage deriveddata elm-stuff dist-newstyle".split(
    " ",
  ),
);
/** Build output in a walk without git, where a manifest beside it says so; without one it may be anybody's folder. */
const OUTPUT_BESIDE_MANIFEST = new Set(
  "build dist out bin obj coverage _build deps env cmakefiles debug release zig-out zig-cache".split(" "),
);

/** Parts of a project by habit: code below them belongs to the folder above. */
const STRUCTURE = new Set(
  "src source sources srx main lib libs app include com org net br io edu webcontent webapp web-inf public static cmd internal pkg".split(
    " ",
  ),
);

/** Folders that go with a project and are none unless a manifest of their own says so. */
const SUPPORT = new Set(
  "docs doc documentation scripts script ci assets images image img pictures screenshots media resources etc config configs tools hack misc licenses license templates infra infrastructure deploy deployment deployments monitoring test-output".split(
    " ",
  ),
);

/** Folders that belong to the manifest above them even when it does not declare them. */
const COMPANIONS = new Set(
  "example examples demo demos sample samples test tests __tests__ spec specs e2e fixtures fixture testdata test-data it integration-tests integration-test bench benches benchmark benchmarks docs doc documentation website site www playground playgrounds buildsrc build-logic scripts tools ci fuzz xtask gradle".split(
    " ",
  ),
);

/** Names that say nothing without the folder above them. */
const GENERIC = new Set(
  `backend back-end frontend front-end server client ui initial complete start final solution before after original migrated producer consumer
  publisher subscriber sender receiver projecta projectb project1 project2 common parent child master slave`.split(
    /\s+/,
  ),
);
/** Folders that hold POCs of all kinds: their names would add nothing. */
const COLLECTIONS = new Set(
  "pocs poc projects project examples samples demos demo apps packages services modules libs playground playgrounds sandbox work code repos clones src labs spikes experiments tutorials misc archive java kotlin python go rust node".split(
    " ",
  ),
);

const ending = (name: string) => name.slice(name.lastIndexOf(".") + 1);

/** A file that makes its folder a POC. */
export function isManifest(name: string): boolean {
  const lower = name.toLowerCase();
  if (lower === "build" || lower === "workspace" || lower === "buck") return name === name.toUpperCase();
  if (lower === "description") return name === "DESCRIPTION";
  return (
    MANIFESTS.has(lower) ||
    MANIFEST_ENDINGS.some((end) => lower.endsWith(end)) ||
    /^requirements[-_.].*\.txt$/.test(lower)
  );
}

/** A file that makes its folder a POC where nothing below is one. */
export function isWeakManifest(name: string): boolean {
  const lower = name.toLowerCase();
  return (
    WEAK.has(lower) ||
    WEAK_ENDINGS.some((end) => lower.endsWith(end)) ||
    /^(?:dockerfile\.|docker-compose\.)/.test(lower)
  );
}

/** A Compose file: it may declare sub-folders by building them. */
export function isCompose(name: string): boolean {
  return COMPOSE.has(name.toLowerCase());
}

/** A file of source code, by its ending. */
export function isSource(name: string): boolean {
  const lower = name.toLowerCase();
  return lower.includes(".", 1) && SOURCES.has(ending(lower)) && !TOOL_FILES.has(lower);
}

/** A folder of build output, fetched packages or hidden things: it is not looked into for POCs. */
export function isNeverPoc(name: string): boolean {
  return name.startsWith(".") || GENERATED.has(name.toLowerCase());
}

/** A folder that a walk without git does not enter. */
export function isNeverEntered(name: string, besideManifest: boolean): boolean {
  const lower = name.toLowerCase();
  return (
    name.startsWith(".") || NEVER_ENTERED.has(lower) || (besideManifest && OUTPUT_BESIDE_MANIFEST.has(lower))
  );
}

/** A folder such as `src`, whose code belongs to the folder above. */
export function isStructure(name: string): boolean {
  return STRUCTURE.has(name.toLowerCase());
}

/** A folder such as `docs` or `scripts`: sources in it alone do not make it a POC. */
export function isSupport(name: string): boolean {
  return SUPPORT.has(name.toLowerCase());
}

/** A folder such as `examples`, which belongs to the manifest above it. */
export function isCompanion(name: string): boolean {
  return COMPANIONS.has(name.toLowerCase());
}

/** A name such as `backend`, which needs its parent's beside it. */
export function isGenericName(name: string, parent: string): boolean {
  return GENERIC.has(name.toLowerCase()) && parent !== "" && !COLLECTIONS.has(parent.toLowerCase());
}
