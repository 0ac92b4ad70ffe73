import type { NativeCall, TaskStub } from "../../dsl/index.js";
import { checkAnswer, rejectionErrorName } from "../../operator/index.js";
import { localResourceName, type Manifest } from "../../compiler/index.js";
import type { Simulator } from "../../simulator/index.js";
import { CliFailure } from "../failure.js";
import { localCredentials, localRegion } from "../local-environment.js";
import type { PreparedAnswers } from "./answers.js";

/** The SDK package of each service that codeless calls can reach in a native run, by the service's name in ASL. */
const packages: Readonly<Record<string, string>> = {
  dynamodb: "@aws-sdk/client-dynamodb",
  eventbridge: "@aws-sdk/client-eventbridge",
  events: "@aws-sdk/client-eventbridge",
  s3: "@aws-sdk/client-s3",
};

interface SdkClient {
  send(command: unknown): Promise<object>;
}

type SdkModule = Readonly<Record<string, new (settings: unknown) => unknown>>;

/**
 * The stubs of a native run: AWS calls go through the real SDK to an endpoint, human steps get the prepared answers, and
 * everything else (handlers, nested workflows) runs as it is.
 */
export function nativeTasks(
  { url: endpoint, invokeHttp }: Pick<Simulator, "url" | "invokeHttp">,
  prepared: PreparedAnswers,
  { humans, endpoints }: Pick<Manifest, "humans" | "endpoints">,
) {
  const clients = new Map<string, Promise<{ readonly module: SdkModule; readonly client: SdkClient }>>();
  return new Proxy({} as Record<string, TaskStub>, {
    get: (_target, task) => {
      if (typeof task !== "string") return undefined;
      const human = humans.find(({ name }) => name === task);
      if (human !== undefined) return () => answer(human);
      const http = endpoints.find(({ name }) => name === task);
      if (http !== undefined) return (input: object) => request(http.connection, input);
      const service = /^([a-z0-9]+):\w+$/.exec(task)?.[1];
      return service === undefined || service === "start"
        ? undefined
        : (_input: unknown, call: NativeCall) => send(call);
    },
  });

  function answer({ name, form }: Manifest["humans"][number]): unknown {
    const reason = prepared.rejections.get(name);
    if (reason !== undefined) throw Object.assign(new Error(reason), { name: rejectionErrorName });
    if (!prepared.answers.has(name)) {
      throw new CliFailure(
        `The workflow asks a person at ${name}.`,
        `A native run takes the answer beforehand: --answer '{"${name}": …}'.`,
      );
    }
    const given = prepared.answers.get(name);
    const problems = checkAnswer(form, given);
    if (problems.length > 0) throw new CliFailure(`The answer does not fit ${name}: ${problems.join("; ")}`);
    return given;
  }

  async function request(connection: string, input: object): Promise<unknown> {
    const Authentication = { ConnectionArn: localResourceName("connection", connection) };
    const outcome = await invokeHttp({ ...input, Authentication });
    if (outcome.kind === "succeeded") return outcome.output;
    throw Object.assign(new Error(outcome.cause ?? ""), { name: outcome.error ?? "States.Http.Socket" });
  }

  async function send({ task, input }: NativeCall): Promise<unknown> {
    const [service = "", action = ""] = task.split(":");
    const { module, client } = await clientOf(service);
    const Command = module[`${action.charAt(0).toUpperCase()}${action.slice(1)}Command`];
    if (Command === undefined) throw new CliFailure(`${task} is no action of ${packages[service]}.`);
    const { $metadata: _, ...output } = (await client.send(new Command(sdkInput(task, input)))) as Record<
      string,
      unknown
    >;
    if (typeof output["FailedEntryCount"] === "number" && output["FailedEntryCount"] > 0) {
      throw Object.assign(new Error(JSON.stringify(output)), { name: "EventBridge.FailedEntry" });
    }
    return isText(output["Body"]) ? { ...output, Body: await output["Body"].transformToString() } : output;
  }

  function clientOf(service: string) {
    const existing = clients.get(service);
    if (existing !== undefined) return existing;
    const opened = openClient(service, endpoint);
    clients.set(service, opened);
    return opened;
  }
}

/** The stream that S3 answers with; a state machine gets its text. */
function isText(body: unknown): body is { transformToString(): Promise<string> } {
  return typeof body === "object" && body !== null && "transformToString" in body;
}

async function openClient(service: string, endpoint: string) {
  const name = packages[service];
  if (name === undefined) {
    const known = Object.keys(packages).join(", ");
    throw new CliFailure(
      `A native run cannot call ${service}: it reaches ${known}.`,
      `Run the state machine instead (without --native), or stub the call in a test: runNative(…, { tasks }).`,
    );
  }
  const module = (await import(name).catch((error: unknown) => {
    throw new CliFailure(`A native run calls ${service} with ${name}, which is not installed.`, `npm install ${name}`, {
      cause: error,
    });
  })) as SdkModule;
  const Client = Object.entries(module).find(([exported]) => /^(?!Smithy)\w+Client$/.test(exported))?.[1];
  if (Client === undefined) throw new Error(`${name} exports no client`);
  return { module, client: new Client({ endpoint, region: localRegion, credentials: localCredentials }) as SdkClient };
}

/** Members whose SDK type is text and which a state machine takes as JSON: the optimised integration turns them into text. */
function sdkInput(task: string, input: unknown): unknown {
  if (task === "s3:putObject") {
    const { Body } = input as { readonly Body?: unknown };
    return typeof Body === "object" && Body !== null ? { ...(input as object), Body: JSON.stringify(Body) } : input;
  }
  if (task !== "events:putEvents") return input;
  const { Entries = [] } = input as { readonly Entries?: readonly { readonly Detail?: unknown }[] };
  const entries = Entries.map((entry) => ({
    ...entry,
    Detail: typeof entry.Detail === "string" ? entry.Detail : JSON.stringify(entry.Detail),
  }));
  return { ...(input as object), Entries: entries };
}
