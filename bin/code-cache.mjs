// Keeps what V8 makes of a large CommonJS module from one process to the next: compiling TypeScript's own code takes longer
// than most compilations of workflows. Node.js 22 has `module.enableCompileCache()` for that.
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import path from "node:path";
import vm from "node:vm";

/**
 * From now on the code of the modules whose file names end with one of the texts is kept in a folder. A folder that cannot be
 * written makes no difference to what runs.
 *
 * @param {readonly string[]} endings
 * @param {string} folder
 */
export function cacheCodeOf(endings, folder) {
  const { _compile: compile } = Module.prototype;
  Module.prototype._compile = function cached(content, filename, ...rest) {
    const isWanted = endings.some((ending) => filename.endsWith(ending));
    return isWanted ? run(this, content, filename, folder) : compile.call(this, content, filename, ...rest);
  };
}

function run(module, content, filename, folder) {
  const file = path.join(folder, `${nameOf(filename)}.code`);
  const script = new vm.Script(Module.wrap(content), { filename, cachedData: readIfThere(file) });
  if (script.cachedDataRejected !== false) process.once("exit", () => keep(file, script));
  const require = createRequire(filename);
  return script
    .runInThisContext()
    .call(module.exports, module.exports, require, module, filename, path.dirname(filename));
}

/** A name that changes when the module or the version of Node.js does. */
function nameOf(filename) {
  const { mtimeMs, size } = statSync(filename);
  const parts = [path.basename(filename, ".js"), process.version, process.arch, size, Math.floor(mtimeMs)];
  return parts.join("-");
}

function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Functions that were compiled while the process ran are kept, too. */
function keep(file, script) {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    const partial = `${file}.${process.pid}`;
    writeFileSync(partial, script.createCachedData());
    renameSync(partial, file);
  } catch {
    // Another time, then.
  }
}
