// Checks the package as its users get it: packs it, lints the tarball, puts it into an empty project, imports every
// export, compiles a workflow there with the installed command and runs it.
//
//   node .ci/check-package.mjs [--link]
//
// By default the project installs the tarball with npm. With --link the tarball is unpacked and the dependencies are those
// of this repository, so that no network is needed.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const link = process.argv.includes("--link");
const folder = mkdtempSync(join(tmpdir(), "setpiece-package-"));
const project = join(folder, "project");

const workflow = `import { lambda, sleep, workflow, WorkflowError } from "setpiece";
import { table } from "setpiece/aws/dynamodb";

class TooMany extends WorkflowError {}

const counters = table("counters", { partitionKey: "name" });
const double = lambda("double", (n: number) => n * 2);

export const count = workflow("count", async ({ step }: { step: number }) => {
  const doubled = await double(step);
  if (doubled > 100) throw new TooMany(\`\${doubled} are too many\`);
  await sleep("1h");
  const { Attributes } = await counters.updateItem({
    Key: { name: { S: "runs" } },
    UpdateExpression: "ADD #v :step",
    ExpressionAttributeNames: { "#v": "value" },
    ExpressionAttributeValues: { ":step": { N: String(doubled) } },
    ReturnValues: "UPDATED_NEW",
  });
  return { value: Attributes?.value?.N };
});
`;

try {
  const tarball = pack();
  step("publint");
  await lint(tarball);
  step(link ? "unpack the tarball beside linked dependencies" : "install the tarball into an empty project");
  createProject(tarball);
  step("import every export");
  importExports();
  step("compile and run a workflow with the installed command");
  const setpiece = (...argv) => run(join(project, "node_modules/.bin/setpiece"), argv, project);
  setpiece("build", "src");
  expectOutput(setpiece("run", "count", "--path", "src", "--input", '{"step": 21}', "--json"), {
    workflow: "count",
    status: "SUCCEEDED",
    output: { value: "42" },
  });
  setpiece("validate", "build/count.asl.json");
  console.log("\npackage check: passed");
} catch (error) {
  console.error(`\npackage check: failed\n${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function pack() {
  step("pack");
  const [{ filename, files, size }] = JSON.parse(
    run("npm", ["pack", "--json", "--silent", "--pack-destination", folder], root).replace(/^[^[]*/, ""),
  );
  const strays = files
    .map(({ path }) => path)
    .filter((path) => !/^(bin|dist|docs)\/|^[A-Z]+(\.md)?$|^package\.json$/.test(path));
  if (strays.length > 0) throw new Error(`the tarball holds files that do not belong there: ${strays.join(", ")}`);
  console.log(`  ${filename}: ${files.length} files, ${Math.round(size / 1024)} KiB`);
  return join(folder, filename);
}

async function lint(tarball) {
  const pkg = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { messages } = await publint({ pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer }, strict: true });
  // The condition is for checkouts alone; the sources that it names are not packed.
  const problems = messages.filter(({ path }) => !path.includes("setpiece:source"));
  for (const message of problems) console.error(`  ${message.type}: ${formatMessage(message, pkg)}`);
  if (problems.length > 0) throw new Error("publint found problems");
}

function createProject(tarball) {
  const modules = join(project, "node_modules");
  mkdirSync(join(project, "src"), { recursive: true });
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "outside", private: true, type: "module" }));
  writeFileSync(join(project, "src/count.ts"), workflow);
  if (!link) {
    run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", tarball], project);
    // The CDK is an optional peer: users of setpiece/infra have it.
    for (const peer of ["aws-cdk-lib", "constructs"]) linkPackage(peer, modules);
    return;
  }
  mkdirSync(join(modules, "setpiece"), { recursive: true });
  mkdirSync(join(modules, ".bin"));
  run("tar", ["-xzf", tarball, "-C", join(modules, "setpiece"), "--strip-components=1"], project);
  symlinkSync("../setpiece/bin/setpiece.mjs", join(modules, ".bin/setpiece"));
  run("chmod", ["+x", join(modules, "setpiece/bin/setpiece.mjs")], project);
  for (const name of readdirSync(join(root, "node_modules"))) if (!name.startsWith(".")) linkPackage(name, modules);
}

function linkPackage(name, modules) {
  symlinkSync(join(root, "node_modules", name), join(modules, name));
}

function importExports() {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const entries = Object.keys(exports)
    .filter((entry) => !entry.endsWith(".json"))
    .flatMap((entry) => (entry === "./aws/*" ? awsEntries() : [entry]))
    .map((entry) => entry.replace(/^\./, "setpiece"));
  const script = `for (const entry of ${JSON.stringify(entries)}) {
    const names = Object.keys(await import(entry));
    if (names.length === 0) throw new Error(entry + " exports nothing");
    console.log("  " + entry + ": " + names.length + " names");
  }`;
  writeFileSync(join(project, "imports.mjs"), script);
  process.stdout.write(run(process.execPath, ["imports.mjs"], project));
}

function awsEntries() {
  return readdirSync(join(root, "dsl/aws")).map((file) => `./aws/${file.replace(/\.ts$/, "")}`);
}

function expectOutput(text, expected) {
  const found = JSON.stringify(JSON.parse(text));
  if (found !== JSON.stringify(expected)) throw new Error(`the run gave ${found}`);
  console.log(`  ${found}`);
}

function step(what) {
  console.log(`· ${what}`);
}

/** Runs a program and gives its output; on failure everything it wrote is shown. */
function run(program, argv, cwd) {
  const env = {
    ...process.env,
    NO_COLOR: "1",
    NODE_OPTIONS: "",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
  try {
    return execFileSync(program, argv, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const output = `${error.stdout ?? ""}${error.stderr ?? ""}`;
    throw new Error(`${program} ${argv.join(" ")} failed:\n${output}`, { cause: error });
  }
}
