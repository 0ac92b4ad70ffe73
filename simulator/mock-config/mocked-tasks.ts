import type { ExecutionStart } from "../core/execution.js";
import type { Machine, Program } from "../machine/state-node.js";
import type { MockConfig } from "./parse-mock-config.js";

/** What the service asks of a mock configuration. */
export interface MockedTasks {
  /**
   * Why no execution of a machine can follow a test case, or `undefined`. Of states that it names in vain a person is told
   * once: what they are to stand in for is really called.
   */
  whyNot(machineName: string, machine: Machine, testCase: string): string | undefined;
  /** Whether the test case of an execution stands in for a state. */
  covers(execution: ExecutionStart, stateName: string): boolean;
}

/** The mocks of a simulator; without a configuration there is no test case that an execution could follow. */
export function mockedTasks(
  config: (() => MockConfig) | undefined,
  warn: ((message: string) => void) | undefined,
): MockedTasks {
  const told = new Set<string>();
  const tell = (message: string): void => {
    if (told.has(message)) return;
    told.add(message);
    warn?.(message);
  };
  return {
    whyNot(machineName, { program }, testCase) {
      if (config === undefined) return "the simulator was started without a mock configuration";
      let current: MockConfig;
      try {
        current = config();
      } catch (error) {
        return `the mock configuration cannot be read: ${error instanceof Error ? error.message : String(error)}`;
      }
      const cases = current.machines.get(machineName);
      if (cases === undefined) return `the mock configuration has no state machine '${machineName}'`;
      const states = cases.get(testCase);
      if (states !== undefined) {
        const tasks = new Set(taskNames(program));
        const inVain = [...states.keys()].filter((name) => !tasks.has(name));
        if (inVain.length > 0)
          tell(
            `The test case '${testCase}' of the mock configuration mocks nothing of ${inVain.map((name) => `'${name}'`).join(", ")}: the machine '${machineName}' has no such Task state.`,
          );
        return undefined;
      }
      return `the mock configuration has no such test case of the state machine '${machineName}', but ${[...cases.keys()].join(", ") || "none"}`;
    },
    covers: ({ stateMachineName, testCase }, stateName) =>
      testCase !== undefined &&
      config?.().machines.get(machineOf(stateMachineName))?.get(testCase)?.has(stateName) === true,
  };
}

function taskNames({ states }: Program): readonly string[] {
  return [...states.values()].flatMap((node) => {
    if (node.type === "Task") return [node.name];
    if (node.type === "Map") return taskNames(node.processor);
    return node.type === "Parallel" ? node.branches.flatMap(taskNames) : [];
  });
}

/** Executions that a distributed Map starts have its label behind the machine's name. */
export const machineOf = (stateMachineName: string): string => stateMachineName.split("/")[0] ?? "";
