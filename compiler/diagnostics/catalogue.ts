/** One kind of problem that the compiler reports. */
export interface DiagnosticKind {
  readonly severity: "error" | "warning";
  /** What is wrong, in the author's words; `{name}` stands for a detail. */
  readonly message: string;
  /** What to type instead. */
  readonly hint: string;
}

function error(message: string, hint: string): DiagnosticKind {
  return { severity: "error", message, hint };
}

/**
 * Every diagnostic, by its code. Codes are permanent: a retired one leaves a tombstone and is never used again.
 *
 * 1000 projects and declarations, 1100 statements, 1200 expressions, 1300 library functions, 1400 tasks and calls,
 * 2100 scope rules of state machines, 2200 limits, 3000 verification.
 */
export const catalogue = {
  SP1000: error("{message}", "This is an error of TypeScript itself (TS{ts}); mend it as in any TypeScript file."),
  SP1001: error(
    "two workflows are called `{name}`",
    "Give one of them another name: it becomes the name of its state machine.",
  ),
  SP1002: error(
    "the body of a workflow is an async function, written inline or declared beside it",
    'Write `workflow("name", async (input: Input) => { … })`.',
  ),
  SP1003: error("`{name}` is no valid name here", "Use letters, digits, `-` and `_`, at most {longest} characters."),
  SP1004: error(
    "two declarations of a {kind} are called `{name}`",
    "Give one of them another name, or import the other.",
  ),
  SP1005: error(
    "no workflow was found in {paths}",
    'Declare one at the top level of a file: `export const checkout = workflow("checkout", async (order: Order) => { … })`.',
  ),
  SP1006: error("{path} does not exist", "Name a file or folder with workflows; the default is workflows/."),
  SP1007: error(
    "a workflow is declared at the top level of a file",
    "Move this call out of the function that it stands in, and assign it to a constant.",
  ),

  SP1100: error(
    "{syntax} is not supported in a workflow",
    "Write it with if, switch, loops, try and functions, or do it in a task.",
  ),
  SP1101: error("a class inside a workflow can only be an error class", "Move the class into a task."),
  SP1102: error("`var` is not supported in a workflow", "Use `let` or `const`."),
  SP1103: error(
    "the promise that is returned here is awaited outside the try block, so its errors pass by the catch clause",
    "Write `return await …`.",
  ),
  SP1104: error(
    "only errors can be thrown",
    'Write `throw new OutOfStock("…")`, with `class OutOfStock extends WorkflowError {}`.',
  ),
  SP1105: error(
    "`for await` is not supported",
    "Use `map(items, { concurrency: 1 }, async (item) => …)`, or await inside a for…of loop.",
  ),
  SP1106: error("`{text}` is not an object", "Use for…of to go through the items of an array."),
  SP1107: error(
    "the error of a catch clause cannot be destructured",
    "Write `catch (error)` and read `error.name` and `error.message`.",
  ),

  SP1200: error(
    "{syntax} is not supported in a workflow",
    "Compute the value in a task, or write it with operators and library functions.",
  ),
  SP1201: error("the operator `{operator}` has no counterpart in a state machine", "Compute it in a task."),
  SP1202: error(
    "`{operator}` needs numbers, and {text} may be something else",
    "Convert it first, for example with `Number(…)`.",
  ),
  SP1203: error("{text} is possibly undefined", "Add `?? default`, or check it before."),
  SP1204: error("`{operator}` compares two numbers or two strings", "Convert one side first."),
  SP1205: error(
    "the type of the value before the dot in `{text}` is not known",
    "Give it a type: annotate the task's result or the parameter.",
  ),
  SP1206: error(
    "`{text}` is possibly undefined, and an array in a state machine has no place for that",
    "Add `?? null` or a default, or filter it out.",
  ),
  SP1207: error("`{name}` is not JSON data", "Pass plain objects, arrays, strings, numbers, booleans and null."),
  SP1208: error("NaN and Infinity are not JSON values", "Check the text or the divisor before you compute."),
  SP1209: error(
    "objects and arrays are compared by identity, which does not exist in a state machine",
    "Compare a key, such as `a.id === b.id`.",
  ),
  SP1210: error(
    "`{text}` is an object or array, which JavaScript prints as [object Object] or joined with commas",
    "Use `JSON.stringify(…)` or `.join(…)`.",
  ),
  SP1211: error('`{text}` is possibly undefined, which would print as "undefined"', 'Add `?? ""` or a default.'),
  SP1212: error("an array cannot have holes", "Write `null` for an empty place."),
  SP1213: error(
    "`{text}` is not an array",
    "Only arrays can be spread, destructured and gone through in a state machine.",
  ),
  SP1214: error("an object in a workflow is plain data: no methods, getters or setters", "Use a function beside it."),
  SP1215: error("`{text}` is not an object", "Only objects can be spread into an object."),
  SP1216: error("the name `{name}` is reserved", "Choose another property name."),
  SP1217: error("this property name is no string", "Use a string or number as the key."),
  SP1218: error("`in` asks for a key of an object", "Check that the value is an object first."),
  SP1219: error("`{operator}` converts its operands", "Use `===` or `!==`."),
  SP1220: error(
    "`{text}` cannot be assigned: objects and arrays in a state machine are values, which never change",
    'Build a new value: `order = { ...order, status: "paid" }`, `list = [...list, item]`.',
  ),
  SP1221: error(
    "`{name}` cannot be assigned here",
    "Only variables of the workflow that are declared with `let` can be assigned.",
  ),
  SP1222: error(
    "a callback cannot assign `{name}`, which is declared outside of it",
    "Use `reduce`, or a for…of loop.",
  ),
  SP1223: error("`{text}` is an error, and errors are not JSON data", "Use `error.name` and `error.message`."),
  SP1224: error(
    "the constructor of `{name}` does more than call `super(message)` first",
    "Start the constructor with `super(…)` and pass the whole message to it.",
  ),
  SP1225: error("`instanceof` is for errors only", "Look at a property of the value instead."),
  SP1226: error(
    "`{name}` cannot be told from its name",
    "Declare it as `class {name} extends WorkflowError {}`, or compare `error.name`.",
  ),
  SP1227: error(
    "`{name}` has subclasses, and errors are told apart by name alone",
    "Compare `error.name`, or test each subclass.",
  ),
  SP1230: error("`{name}` calls itself, and a state machine has no call stack", "Use a loop."),
  SP1231: error("`{name}` is a generator", "Return an array."),
  SP1232: error(
    "a callback inside an expression cannot wait for a call",
    "Use `map(items, { concurrency }, async (item) => …)`, `Promise.all(items.map(async …))`, or a for…of loop.",
  ),
  SP1233: error(
    "this callback cannot become part of an expression",
    "Write it inline with values, conditions and `return` only; loops, throws and calls belong in the workflow.",
  ),
  SP1234: error("the function `{name}` is used as a value", "Call it, or write the callback inline."),
  SP1235: error("`{name}` is not known inside a workflow", "Pass it in with the input, or compute it in a task."),
  SP1236: error("`{text}` is not supported on this value", "Narrow the type first, or compute it in a task."),
  SP1237: error(
    "`{text}` is neither an element of an array nor a property of an object",
    "Narrow the type of the value and of the index first.",
  ),
  SP1238: error("`new {name}` makes a value that is not JSON data", "Make it in a task."),
  SP1239: error(
    "`{name}` can change while the program runs, and a workflow sees only constants from outside",
    "Declare it with `const` and do not change it, or pass it in with the input.",
  ),
  SP1240: error(
    "the value of `{name}` is not known when the workflow is compiled",
    "Use literals and other constants only.",
  ),
  SP1241: error("the value before the dot in `{text}` is possibly null or undefined", "Write `?.` or check it before."),
  SP1242: error(
    "the code of `{name}` is not at hand",
    "Declare it as a function beside the workflow, or make it a task.",
  ),
  SP1243: error("spread arguments are not supported here", "Pass the arguments one by one, or as an array."),

  SP1244: error(
    "`{text}` cannot be changed in place: something else may hold the same value as `{name}`",
    'Build a new value: `{name} = { ...{name}, status: "paid" }`, `{name} = [...{name}, item]`.',
  ),

  SP1301: error("`{name}` has no exact counterpart in a state machine", "{hint}"),
  SP1302: error("`{name}` is not supported with these arguments: {reason}", "{hint}"),
  SP1303: error("regular expression feature not supported: {reason}", "{hint}"),
  SP1304: error(
    "the callback of `{name}` may return undefined",
    "Return a value on every path; JSON arrays have no holes.",
  ),
  SP1305: error("`{name}` changes an array that others may see", "{hint}"),
  SP1306: error("`{name}` compares objects by identity, which values in a state machine do not have", "{hint}"),
  SP1307: error("`{name}` gives something that is no JSON value", "{hint}"),

  SP1401: error(
    "{text} must be a constant: it is needed when the workflow is compiled",
    "Use literals and other constants only.",
  ),
  SP1402: error("{reason}", "Correct the value."),
  SP1403: error(
    "the promise of `{text}` is not awaited",
    "Write `await` before the call. To start another workflow without waiting, use `start(workflow, input)`.",
  ),
  SP1404: error(
    "the promise `{text}` was started before it is awaited",
    "Await the call where it is made, or put calls that run together into `Promise.all([…])`.",
  ),
  SP1405: error("this is no table", "Pass a table that is declared with `table(name, schema)`."),
  SP1406: error("only a workflow can be started", "Pass a workflow that is declared with `workflow(name, body)`."),
  SP1407: error(
    "waitForToken needs an arrow function that makes one call with the token",
    "Write `waitForToken((token) => sqs.sendMessage({ …, MessageBody: token }))`.",
  ),
  SP1408: error(
    "`{name}` cannot wait for a token",
    "Send the token with a service that can, such as SQS, SNS, EventBridge or Lambda.",
  ),
  SP1409: error(
    "the promise of `{name}` comes from no task and no function at hand",
    "Declare it as a task with `lambda(…)`, or as an async function beside the workflow.",
  ),
  SP1410: error(
    "`Promise.{name}` has no counterpart in a state machine",
    "Use `Promise.all`; for a limit of time use the `timeout` option of the call.",
  ),
  SP1411: error(
    "`Promise.all` takes a list of calls, or `items.map(async (item) => …)`",
    "Write the calls inside the brackets.",
  ),

  SP2103: error(
    "an iteration or branch cannot assign `{name}` from the scope around it",
    "Return the value from the function, and combine the results afterwards.",
  ),
  SP2201: error(
    "the definition of `{name}` has {size} bytes; Step Functions takes 1,048,576",
    "Move a part into a workflow of its own.",
  ),
  SP2202: error(
    "this expression is nested too deeply for Step Functions ({depth} levels; the limit is about 100)",
    "Split it with a `const`.",
  ),

  SP3001: error(
    "the compiled machine is not valid: {message}",
    "This is a mistake of the compiler; please report it with the workflow.",
  ),
} as const satisfies Record<`SP${number}`, DiagnosticKind>;

export type DiagnosticCode = keyof typeof catalogue;
