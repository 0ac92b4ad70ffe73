import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A run that a README of `workflows/` shows, or that a sample input lies there for. */
export interface SampleRun {
  readonly workflow: string;
  /** The name of the input's file, or the input itself. */
  readonly label: string;
  readonly input: unknown;
}

const command = /^ {4}npx setpiece run (\S+) --input (?:'(.*)'|(\S+))$/gm;

/** All runs with sample inputs: those of the commands in READMEs, in their order, then inputs that no command names. */
export function sampleRuns(projectRoot: string): readonly SampleRun[] {
  const folders = readdirSync(path.join(projectRoot, "workflows")).map((name) => path.join("workflows", name));
  return folders.flatMap((folder) => {
    const readme = path.join(projectRoot, folder, "README.md");
    if (!existsSync(readme)) return [];
    const shown = [...readFileSync(readme, "utf8").matchAll(command)].map(
      ([, workflow = "", text, file]): SampleRun & { readonly file: string | undefined } => ({
        workflow,
        label: text ?? path.basename(file ?? "", ".json"),
        input: JSON.parse(text ?? readFileSync(path.join(projectRoot, file ?? ""), "utf8")),
        file,
      }),
    );
    const inputs = path.join(folder, "input");
    const files = existsSync(path.join(projectRoot, inputs)) ? readdirSync(path.join(projectRoot, inputs)) : [];
    const others = files
      .map((name) => path.join(inputs, name))
      .filter((file) => !shown.some((run) => run.file === file))
      .map((file): SampleRun => ({
        // An input that no command names is one for the workflow that its folder is named for.
        workflow: path.basename(folder),
        label: path.basename(file, ".json"),
        input: JSON.parse(readFileSync(path.join(projectRoot, file), "utf8")),
      }));
    return [...shown, ...others];
  });
}
