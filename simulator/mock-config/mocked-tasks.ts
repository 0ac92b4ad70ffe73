import type { ExecutionStart } from "../core/execution.js";
import type { MockConfig } from "./parse-mock-config.js";

/** What the service asks of a mock configuration. */
export interface MockedTasks {
  /** Why no execution of a machine can follow a test case, or `undefined`. */
  whyNot(machineName: string, testCase: string): string | undefined;
  /** Whether the test case of an execution stands in for a state. */
  covers(execution: ExecutionStart, stateName: string): boolean;
}

/** The mocks of a simulator; without a configuration there is no test case that an execution could follow. */
export function mockedTasks(config: (() => MockConfig) | undefined): MockedTasks {
  return {
    whyNot(machineName, testCase) {
      if (config === undefined) return "the simulator was started without a mock configuration";
      let current: MockConfig;
      try {
        current = config();
      } catch (error) {
        return `the mock configuration cannot be read: ${error instanceof Error ? error.message : String(error)}`;
      }
      const cases = current.machines.get(machineName);
      if (cases === undefined) return `the mock configuration has no state machine '${machineName}'`;
      if (cases.has(testCase)) return undefined;
      return `the mock configuration has no such test case of the state machine '${machineName}', but ${[...cases.keys()].join(", ") || "none"}`;
    },
    covers: ({ stateMachineName, testCase }, stateName) =>
      testCase !== undefined &&
      config?.().machines.get(machineOf(stateMachineName))?.get(testCase)?.has(stateName) === true,
  };
}

/** Executions that a distributed Map starts have its label behind the machine's name. */
export const machineOf = (stateMachineName: string): string => stateMachineName.split("/")[0] ?? "";
