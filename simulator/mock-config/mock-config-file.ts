import { readFileSync, statSync } from "node:fs";

import { type MockConfig, parseMockConfig } from "./parse-mock-config.js";

/** Gives the configuration in a file, read again whenever the file has changed. */
export function mockConfigFile(path: string): () => MockConfig {
  let readAtMs = Number.NaN;
  let config = read();
  return () => {
    if (statSync(path).mtimeMs !== readAtMs) config = read();
    return config;
  };

  function read(): MockConfig {
    const { mtimeMs } = statSync(path);
    const read = parseMockConfig(readFileSync(path, "utf8"));
    // What cannot be read is no older configuration: it is looked at again.
    readAtMs = mtimeMs;
    return read;
  }
}
