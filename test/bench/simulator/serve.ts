/** A simulator in a process of its own, for measuring it over HTTP. Prints its address; answers `gc` with its heap. */
import { startSimulator } from "../../../simulator/index.js";

const simulator = await startSimulator();
process.send?.(simulator.url);
process.on("message", () => {
  globalThis.gc?.();
  process.send?.(process.memoryUsage().heapUsed);
});
process.on("disconnect", () => process.exit());
