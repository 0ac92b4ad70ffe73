import { isFields } from "../fields.js";
import { type LocatedGraph, type LocatedState, walkGraphs } from "../graphs.js";
import { ruleText } from "./rule-text.js";
import type { DrawnEdge, DrawnGraph, DrawnNode, DrawnRegion, NodeKind } from "./state-graph.js";

export interface DrawOptions {
  /** The condition of each rule of a Choice state in the words of the source, by the state's name. Default: from the rules. */
  readonly conditions?: Readonly<Record<string, readonly string[] | undefined>>;
  /** Where each state comes from, by its name, for readers who point at it. Default: not known. */
  readonly places?: Readonly<Record<string, string>>;
}

/** What a drawing of a definition shows. What is malformed is left out; validate the definition to hear of it. */
export function drawGraph(definition: unknown, options: DrawOptions = {}): DrawnGraph {
  const drawing = new Drawing(options);
  const graphs = [...walkGraphs(definition)];
  for (const graph of graphs) drawing.addNodes(graph);
  for (const graph of graphs) drawing.addEdges(graph);
  return drawing;
}

const kinds: Readonly<Record<string, NodeKind>> = {
  Task: "task",
  Pass: "pass",
  Choice: "choice",
  Wait: "wait",
  Succeed: "succeed",
  Fail: "fail",
  Parallel: "parallel",
  Map: "map",
};

class Drawing implements DrawnGraph {
  readonly nodes: DrawnNode[] = [];
  readonly regions: DrawnRegion[] = [];
  readonly edges: DrawnEdge[] = [];
  readonly #options: DrawOptions;
  /** Ids of states, by the graph they are in. */
  readonly #ids = new Map<LocatedGraph, Map<string, string>>();
  /** The nodes where the inner machines of a state meet again, by that state's id. */
  readonly #joins = new Map<string, string>();
  readonly #regionOf = new Map<LocatedGraph, string | undefined>();
  readonly #groups = new Map<string, string>();

  constructor(options: DrawOptions) {
    this.#options = options;
  }

  addNodes(graph: LocatedGraph): void {
    const region = graph.holder === undefined ? undefined : this.#addBranch(graph, graph.holder);
    this.#regionOf.set(graph, region);
    const ids = new Map<string, string>();
    this.#ids.set(graph, ids);
    if (graph.holder === undefined) this.nodes.push(mark("begin", "start", region));
    for (const state of graph.states) this.#addState(state, ids, region);
    if (graph.holder === undefined && graph.states.some(({ fields }) => fields["End"] === true)) {
      this.nodes.push(mark("finish", "end", region));
    }
  }

  #addState({ name, fields }: LocatedState, ids: Map<string, string>, outer: string | undefined): void {
    const id = `s${this.nodes.length}`;
    const kind = kinds[String(fields["Type"])] ?? "pass";
    ids.set(name, id);
    let region = outer;
    if (kind === "parallel" || kind === "map") {
      region = `g${this.regions.length}`;
      this.regions.push({ id: region, kind: "group", label: "", region: outer });
      this.#groups.set(id, region);
    }
    const place = this.#options.places?.[name] ?? "";
    this.nodes.push({ id, kind, name, detail: detailOf(kind, fields), place, region });
    if (region === outer || region === undefined) return;
    this.nodes.push(mark(`j${id}`, "join", region));
    this.#joins.set(id, `j${id}`);
  }

  #addBranch(graph: LocatedGraph, holder: LocatedState): string {
    const id = `r${this.regions.length}`;
    const index = graph.path.at(-1);
    const label = typeof index === "number" ? `branch ${index + 1}` : "for each item";
    this.regions.push({ id, kind: "branch", label, region: this.#groups.get(this.#idOf(holder)) });
    return id;
  }

  #idOf(state: LocatedState): string {
    return this.#ids.get(state.graph)?.get(state.name) ?? "";
  }

  addEdges(graph: LocatedGraph): void {
    const ids = this.#ids.get(graph) ?? new Map<string, string>();
    const start = graph.holder === undefined ? "begin" : this.#idOf(graph.holder);
    const end = graph.holder === undefined ? "finish" : (this.#joins.get(this.#idOf(graph.holder)) ?? "finish");
    const connect = (from: string, target: unknown, label: string, kind: DrawnEdge["kind"] = "next"): void => {
      const to = ids.get(String(target));
      if (to !== undefined) this.edges.push({ from, to, label, kind });
    };
    connect(start, graph.startAt, "");
    for (const { name, fields } of graph.states) {
      const id = ids.get(name) ?? "";
      const exit = this.#joins.get(id) ?? id;
      const type = fields["Type"];
      if (type === "Choice") {
        const conditions = this.#options.conditions?.[name];
        listOf(fields["Choices"]).forEach((rule, index) => {
          connect(id, rule["Next"], conditions?.[index] ?? ruleText(rule));
        });
        connect(id, fields["Default"], "otherwise");
      } else if (typeof fields["Next"] === "string") connect(exit, fields["Next"], "");
      else if (fields["End"] === true || (type === "Succeed" && graph.holder !== undefined)) {
        this.edges.push({ from: exit, to: end, label: "", kind: "next" });
      }
      for (const catcher of listOf(fields["Catch"])) {
        const errors = Array.isArray(catcher["ErrorEquals"]) ? catcher["ErrorEquals"].map(String) : [];
        const label = errors.includes("States.ALL") ? "any error" : errors.join(", ");
        connect(id, catcher["Next"], label, "catch");
      }
    }
  }
}

function mark(id: string, kind: NodeKind, region: string | undefined): DrawnNode {
  return { id, kind, name: "", detail: "", place: "", region };
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

function detailOf(kind: NodeKind, fields: Readonly<Record<string, unknown>>): string {
  switch (kind) {
    case "task":
      return resourceText(typeof fields["Resource"] === "string" ? fields["Resource"] : "");
    case "wait": {
      const seconds = fields["Seconds"];
      return typeof seconds === "number" ? `${seconds} s` : "wait";
    }
    case "fail":
      return typeof fields["Error"] === "string" && !fields["Error"].startsWith("{%") ? fields["Error"] : "fail";
    case "parallel":
      return "parallel";
    case "map":
      return "map";
    default:
      return "";
  }
}

/** `dynamodb:putItem, waits for a token` for the ARN of an integration. */
function resourceText(resource: string): string {
  const [, integration] = /^arn:[\w-]+:states:[^:]*:[^:]*:(.+)$/.exec(resource) ?? [];
  if (integration === undefined) return resource.split(":").at(-1) ?? "";
  if (integration.startsWith("activity:")) return "activity";
  const waits = integration.endsWith(".waitForTaskToken");
  const plain = integration.replace(/^aws-sdk:/, "").replace(/\.(waitForTaskToken|sync(:2)?)$/, "");
  return waits ? `${plain}, waits for an answer` : plain;
}
