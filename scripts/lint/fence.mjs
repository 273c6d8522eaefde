// An oxlint plugin of our own. eslint-plugin-boundaries does not see `import("…").Type`, needs a resolver for "#…" (and
// lets everything pass without one), and brings ESLint along; this table needs neither.
import { isBuiltin } from "node:module";
import { posix, relative, sep } from "node:path";
import { ELECTRON_OWNERS, GLOBAL_OWNERS, OWNERS, PARTS } from "./table.mjs";

/** Folders that package.json's "imports" names; what lies elsewhere can only be reached by climbing. */
const HAS_NAME = /^(shared|core|renderer|web|cli|electron|test)\//;

/** @param {string} path */
const isTest = (path) => path.startsWith("test/") || /\.(test|spec)\.(tsx?|mjs)$/.test(path);

/** The feature that a path belongs to, such as "core/features/catalog". @param {string} path */
const featureOf = (path) => /^\w+\/features\/[^/]+/.exec(path)?.[0] ?? null;

/**
 * What an import names: a file of this checkout, a Node module or a package.
 * @param {string} source
 * @param {string} file the importing file, relative to the checkout
 */
function targetOf(source, file) {
  const clean = source.replace(/[?].*$/s, "");
  if (clean.startsWith("#")) return { kind: "file", name: posix.normalize(clean.slice(1)) };
  if (clean.startsWith(".")) return { kind: "file", name: posix.join(posix.dirname(file), clean) };
  if (isBuiltin(clean)) return { kind: "node", name: clean.startsWith("node:") ? clean : `node:${clean}` };
  return {
    kind: "package",
    name: clean
      .split("/")
      .slice(0, clean.startsWith("@") ? 2 : 1)
      .join("/"),
  };
}

/**
 * Features know each other as little as they can.
 * @param {string} file
 * @param {string} target
 * @param {boolean} typeOnly
 * @returns {string | null}
 */
function featureProblem(file, target, typeOnly) {
  const to = featureOf(target);
  const from = featureOf(file);
  if (to === null || to === from) return null;
  if (to.startsWith("renderer/") && !file.startsWith("renderer/app/")) {
    return `Only renderer/app joins features; ${from ?? posix.dirname(file)} may not import ${to}.`;
  }
  if (from === null) return null;
  if (to.startsWith("core/") && target !== `${to}/index.ts`)
    return `Another feature is reached through ${to}/index.ts.`;
  if (to.startsWith("shared/") && from.startsWith("shared/") && !typeOnly) {
    return `A shared feature may use another's types only: import type … from ${to}.`;
  }
  return null;
}

/**
 * Why an import is refused, or null.
 * @param {string} file relative to the checkout
 * @param {string} source
 * @param {boolean} typeOnly
 * @returns {string | null}
 */
export function importProblem(file, source, typeOnly) {
  if (!file.includes("/")) return null;
  const target = targetOf(source, file);
  if (target.kind === "file" && source.startsWith("../../") && HAS_NAME.test(target.name)) {
    return `Write "#${target.name}" instead of climbing with ../../`;
  }
  if (isTest(file)) return null;
  const name = file.split("/")[0];
  const part = PARTS[name];
  if (!part) return `${name}/ has no line in scripts/lint/table.mjs.`;
  for (const { what, owner, within } of OWNERS) {
    if (target.name === what && !file.startsWith(owner) && (within.length === 0 || within.includes(name))) {
      return `${what} belongs to ${owner}`;
    }
  }
  if (target.kind === "node") return part.node ? null : `${name} may not use Node (${target.name}).`;
  if (target.kind === "package")
    return part.packages(target.name) ? null : `${name} may not use the package ${target.name}.`;
  if (isTest(target.name)) return `Nothing imports a test (${target.name}).`;
  if (!part.files.some((prefix) => target.name.startsWith(prefix)))
    return `${name} may not import ${target.name}.`;
  return featureProblem(file, target.name, typeOnly);
}

/** Why taking this name out of electron is refused, or null. @param {string} file @param {any} specifier */
function electronProblem(file, specifier) {
  if (specifier.type !== "ImportSpecifier")
    return 'Name what you take from electron: import { app } from "electron".';
  const name = specifier.imported.name ?? specifier.imported.value;
  const rule = ELECTRON_OWNERS.find((one) => one.name === name);
  return rule && !file.startsWith(rule.owner) ? `${name} belongs to ${rule.owner}` : null;
}

/** @param {any} context */
const fileOf = (context) => relative(context.cwd, context.filename).split(sep).join("/");

const imports = {
  create(context) {
    const file = fileOf(context);
    const check = (node, source, typeOnly) => {
      if (typeof source?.value !== "string") return;
      const message = importProblem(file, source.value, typeOnly);
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration(node) {
        check(node, node.source, node.importKind === "type");
        if (node.source.value !== "electron" || isTest(file)) return;
        for (const specifier of node.specifiers) {
          const message = electronProblem(file, specifier);
          if (message) context.report({ node: specifier, message });
        }
      },
      ExportNamedDeclaration: (node) => check(node, node.source, node.exportKind === "type"),
      ExportAllDeclaration: (node) => check(node, node.source, node.exportKind === "type"),
      ImportExpression: (node) => check(node, node.source, false),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal ?? node.argument, true),
      TSExternalModuleReference: (node) => check(node, node.expression, false),
      CallExpression(node) {
        if (node.callee.type === "Identifier" && node.callee.name === "require")
          check(node, node.arguments[0], false);
      },
    };
  },
};

const globals = {
  create(context) {
    const file = fileOf(context);
    return {
      Identifier(node) {
        const rule = GLOBAL_OWNERS.find(({ name }) => name === node.name);
        if (rule && !isTest(file) && !file.startsWith(rule.owner)) {
          context.report({ node, message: `${rule.name} belongs to ${rule.owner}` });
        }
      },
    };
  },
};

const noExportStar = {
  create(context) {
    return {
      ExportAllDeclaration(node) {
        context.report({ node, message: "Name what is exported: export * hides where a thing comes from." });
      },
    };
  },
};

export default {
  meta: { name: "tatami" },
  rules: { imports, globals, "no-export-star": noExportStar },
};
