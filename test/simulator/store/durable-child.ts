/** A simulator with a data folder in a process of its own, to be killed. Its functions report their calls. */
import { startSimulator } from "../../../simulator/index.js";

const [folder = "", clock = "real"] = process.argv.slice(2);
const simulator = await startSimulator({
  data: folder,
  clock: clock === "virtual" ? "virtual" : "real",
  warn: (message) => process.send?.({ warning: message }),
  lambda: (name, payload) => {
    process.send?.({ called: name, payload });
    // `never` has not answered when the process is killed.
    return name === "never" ? new Promise(() => undefined) : { name, payload };
  },
});
process.send?.({ url: simulator.url });
process.on("disconnect", () => process.exit());
