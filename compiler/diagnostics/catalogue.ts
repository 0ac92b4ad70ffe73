/** One kind of problem that the compiler reports. */
export interface DiagnosticKind {
  readonly severity: "error" | "warning";
  /** What is wrong, in the author's words; `{name}` stands for a detail, `{text}` for the source text of the place. */
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
  SP1003: error(
    "`{name}` cannot be the name of a {kind}",
    "Use letters, digits, `-` and `_`, at most {longest} characters.",
  ),
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
    "this workflow is declared inside a function, and a workflow stands at the top level of a file",
    "Move the call of `workflow` out of the function, and assign it to a constant.",
  ),

  SP1100: error(
    "{syntax} is not supported in a workflow",
    "Write it with if, switch, loops, try and functions, or do it in a task.",
  ),
  SP1101: error(
    "a class inside a workflow can only be an error class, and `{name}` is none",
    "Declare it as `class {name} extends WorkflowError {}`, or move the class into a task.",
  ),
  SP1102: error("`var` is not supported in a workflow", "Write `let` or `const` instead."),
  SP1103: error(
    "the promise of `{text}` is awaited outside the try block, so its errors pass by the catch clause",
    "Write `return await {text}`.",
  ),
  SP1104: error(
    "only errors can be thrown, and `{text}` is none",
    'Throw an error of a class of your own: `throw new OutOfStock("…")`, with `class OutOfStock extends WorkflowError {}`.',
  ),
  SP1105: error(
    "`for await` is not supported",
    "Use `map(items, { concurrency: 1 }, async (item) => …)`, or await inside a for…of loop.",
  ),
  SP1106: error(
    "`{text}` is not an object, and for…in goes through the keys of an object",
    "Use for…of to go through the items of an array.",
  ),
  SP1107: error(
    "of the error of a catch clause only `name` and `message` can be taken, and `{text}` is neither",
    "Write `catch (error)`, and read the field where its class is known: `if (error instanceof OutOfStock) … error.sku`.",
  ),
  SP1108: error(
    "`{name}` changes while a loop goes through it, and a loop in a state machine goes through what was there at its start",
    "Go through a copy, `for (const item of [...{name}])`, or collect the changes and make them after the loop.",
  ),

  SP1200: error(
    "{syntax} is not supported in a workflow",
    "Compute the value in a task, or write it with operators and library functions.",
  ),
  // SP1201 is retired.
  SP1202: error("`{operator}` needs a number, and `{text}` may be {found}", "Convert it first: `Number({text})`."),
  SP1203: error(
    "`{operator}` needs a value, and `{text}` is possibly undefined",
    "Give it a default, such as `({text} ?? 0)`, or check it before.",
  ),
  SP1204: error(
    "`{operator}` compares two numbers or two strings; here the left side is {left}, the right side {right}",
    "Convert one side first, with `Number(…)` or `String(…)`.",
  ),
  SP1205: error(
    "the type of `{object}` is not known, so `{text}` cannot be read",
    "Give `{object}` a type: annotate the parameter, the variable or the task that it comes from.",
  ),
  SP1206: error(
    "`{text}` is possibly undefined, and an array in a state machine has no place for that",
    "Write `{text} ?? null` or another default, or leave the element out.",
  ),
  // SP1207 is retired.
  SP1208: error(
    "`{text}` is not a JSON value",
    "Compare with it, also in a constant table that is only looked up, or start a minimum or maximum with it in a variable: `let least = Infinity;`. As data, use `null` or a finite number.",
  ),
  SP1209: error(
    "`{text}` compares objects or arrays by identity, and it is not known that both stand in the same list or object",
    "Compare a key, such as `a.id === b.id`.",
  ),
  SP1210: error(
    "`{text}` is an object or array, which JavaScript prints as [object Object] or joined with commas",
    "Use `JSON.stringify(…)` or `.join(…)`.",
  ),
  // SP1211 is retired.
  SP1212: error("an array cannot have an empty place", "Write `null` there, or leave the comma out."),
  SP1213: error(
    "`{text}` may be {found}, and is used as an array",
    "Only arrays can be spread, destructured and gone through; for the values of an object use `Object.values(…)`.",
  ),
  SP1214: error(
    "an object in a workflow is plain data, and `{text}` is code",
    "Write a function beside the object, or compute the value before it.",
  ),
  SP1215: error(
    "`{text}` is not an object, and only objects can be spread into an object",
    "Name the property: `{ items: {text} }`.",
  ),
  SP1216: error("a property cannot be called `{name}` in a state machine", "Choose another property name."),
  SP1217: error(
    "the property name `{text}` may be something else than a string or a number",
    "Give the key a type: `const key: string = …`.",
  ),
  SP1218: error(
    "`in` asks for a key of an object, and `{text}` may be {found}",
    "Check that it is an object first, or use `includes` on an array.",
  ),
  SP1219: error(
    "`{operator}` converts its operands before it compares them",
    "Write `{strict}`; only `== null` and `!= null` are meant as they stand.",
  ),
  SP1220: error(
    "`{text}` cannot be assigned: objects and arrays in a state machine are values, which never change",
    'Build a new value: `order = { ...order, status: "paid" }`, `list = [...list, item]`; give an element that is chosen from a list a name first: `const row = rows.filter(isOpen)[0]; if (row) row.status = "paid";`.',
  ),
  SP1221: error(
    "`{name}` is no variable that a workflow can assign",
    "Assign a variable that the workflow declares with `let`.",
  ),
  SP1222: error(
    "this function becomes part of an expression and cannot assign `{name}`, which is declared outside of it",
    "Do it in a for…of loop, or in the callback of `map`, `filter`, `reduce` and their like.",
  ),
  SP1223: error("`{text}` is an error, and errors are not JSON data", "Write `{text}.name` and `{text}.message`."),
  SP1224: error(
    "the constructor of `{name}` does more than call `super(message)` first",
    "Start the constructor with `super(…)` and pass the whole message to it.",
  ),
  SP1225: error(
    "`instanceof` tells errors apart, and `{text}` asks something else",
    'Look at a property of the value instead, such as `value.kind === "card"`.',
  ),
  SP1226: error("errors of the class `{name}` cannot be told from others by their name", "{hint}"),
  SP1227: error(
    "`{name}` has subclasses, and errors are told apart by name alone",
    "Compare `error.name`, or test each subclass: `error instanceof A || error instanceof B`.",
  ),
  SP1230: error("`{name}` calls itself {where}", "{hint}"),
  SP1231: error("`{name}` is a generator", "Return an array instead."),
  SP1232: error(
    "a callback inside an expression cannot wait, and `{text}` does",
    "Use `map(items, { concurrency }, async (item) => …)`, `Promise.all(items.map(async …))`, or a for…of loop.",
  ),
  SP1233: error(
    "{what} cannot become part of an expression",
    "Write it with values, conditions and `return` only; do the rest in a loop in front of it.",
  ),
  SP1234: error("the function `{name}` is used as a value", "Call it here, or write the callback inline."),
  SP1235: error(
    "`{name}` does not exist inside a state machine",
    "Pass its value in with the input, or use it in a task.",
  ),
  SP1236: error(
    "`{text}` cannot be read: what it is read from may be {found}",
    "Narrow its type first, for example with `typeof` or `Array.isArray`.",
  ),
  SP1237: error(
    "`{text}` is neither an element of an array nor a property of an object",
    "Narrow the type of the value and of the index first.",
  ),
  SP1238: error("`{text}` makes a value that is not JSON data", "{hint}"),
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
    "the code of `{name}` is not at hand, so it cannot become part of the state machine",
    "Write it as a function beside the workflow, or make it a task with `lambda(…)`.",
  ),
  SP1243: error(
    "spread arguments are not supported here",
    "Pass the arguments one by one, or give the function a rest parameter for them.",
  ),

  SP1244: error(
    "`{text}` cannot be changed in place: something else may hold the same value as `{name}`",
    'Change a copy, `const copy = structuredClone({name})`, or build a new value: `{ ...{name}, status: "paid" }`, `[...{name}, item]`; of a Map, set the entry anew: `entries.set(key, [...{name}, item])`.',
  ),

  SP1245: error(
    "which function `{text}` stands for is not known when the workflow is compiled",
    "Name the functions themselves: in a `const`, a table `{ card: (amount) => … }`, a condition, or the arguments of a helper; for a function of the library write one: `(text) => Number(text)`.",
  ),
  SP1246: error(
    "`{text}` is a function, and a state machine can only keep data",
    "Call it here; or keep it in a list of its own, `const undo: (() => Promise<void>)[] = []`, and add to that with `push`.",
  ),
  SP1247: error(
    "`{text}` is not there when the error arrives: from a task or a distributed map it brings its name and message only",
    "Put what the handler needs into the message, catch it inside of the distributed map, or return a result instead of throwing.",
  ),
  SP1248: error(
    "`{text}` is more than the compiler can follow in `{name}`, a list of functions",
    "Add to it with `push` or `unshift`; take out with `pop` or `shift`, or loop with `for (const undo of {name}.toReversed())`.",
  ),
  SP1249: error(
    "the function is kept for later, and {what} cannot be kept with it",
    "Copy what it needs into a `const` in front of it.",
  ),
  SP1250: error(
    "`{name}` may be undefined in `{text}`: {effect}, and a state machine keeps no member that is undefined",
    "{hint}",
  ),
  SP1251: error(
    "what `{text}` stands for may be another value by the time it is changed: `{name}` gets a value in between",
    "Evaluate what comes in between first: `const value = …;`, and use the `value` then.",
  ),
  SP1252: error(
    "`{text}` may have a Date where `{type}` does not tell of it",
    "A state machine keeps Dates as ISO texts and knows them by their types: write `Date` in the type, or pass `date.toISOString()`.",
  ),
  SP1253: error(
    "`{text}` has a Date in its type, but what comes from outside is JSON, where a Date is a text",
    "Type it as `string`, and make the Date where it is read: `new Date(order.createdAt)`.",
  ),
  SP1254: error(
    "`{text}` may be a Date or a text, which a state machine cannot tell apart: it keeps Dates as ISO texts",
    "Make it one or the other where it arises, `new Date(text)`, or keep ISO texts.",
  ),
  SP1255: error(
    "`{text}` shows the order of members, and `{name}` may have been undefined before it got its value: JavaScript keeps its place, a state machine puts it last",
    "Put the member in when it has its value, write the members out in a new object, `{ note: line.note, id: line.id }`, or list the keys in a constant.",
  ),
  SP1260: error(
    "`{member}` changes how errors of the class `{name}` print or become JSON, and a state machine keeps their name, message and fields only",
    "Give the whole message to `super(…)`, and write `{member}` as a function beside the class.",
  ),

  SP1301: error("`{name}` has no exact counterpart in a state machine", "{hint}"),
  SP1302: error("`{name}` is not supported with these arguments: {reason}", "{hint}"),
  SP1303: error("this regular expression cannot be written in a state machine: {reason}", "{hint}"),
  SP1304: error(
    "the callback of `{name}` may return undefined",
    "Return `null` or another value on every path; JSON arrays have no holes. Where the next call drops what is missing, write both together: `.map(…).filter((x) => x !== undefined)`.",
  ),
  SP1305: error("`{name}` changes an array that others may see", "{hint}"),
  SP1306: error("`{name}` compares objects by identity, and it is not known where they stand", "{hint}"),
  SP1307: error("`{name}` gives something that is no JSON value", "{hint}"),

  SP1401: error(
    "`{text}` must be a constant: it is needed when the workflow is compiled",
    "Use literals and other constants only.",
  ),
  SP1402: error("{reason}", "Correct the value."),
  SP1403: error(
    "the promise of `{text}` is not awaited",
    "Write `await {text}`. To start another workflow without waiting for it, use `await start(workflow, input)`.",
  ),
  SP1404: error(
    "the promise `{text}` cannot be awaited later: {reason}",
    "Write `await` in front of the call (in each arm of a choice), put calls that run together into `Promise.all([…])`, or await it in the same block.",
  ),
  SP1405: error("`{text}` is no table", "Pass a table that is declared with `table(name, schema)`."),
  SP1406: error(
    "only a workflow can be started, and `{text}` is none",
    "Pass a workflow that is declared with `workflow(name, body)`.",
  ),
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
    "Use `Promise.all` or `Promise.allSettled`; for a limit of time use the `timeout` option of the call.",
  ),
  SP1411: error(
    "`Promise.{name}` takes calls written in brackets, a list that calls are pushed to, or `items.map(async (item) => …)`; `{text}` is none of these",
    "Write the calls inside the brackets: `Promise.{name}([a(), b()])`.",
  ),
  SP1412: error(
    "the promise `{text}` is never awaited, and a state machine leaves nothing running behind it",
    "Write `await {text}`. To start another workflow without waiting for it, use `await start(workflow, input)`.",
  ),
  SP1413: error(
    "`{name}` gets a value here while a call is under way that may see it, or see it too late",
    "Declare a new `const` for the value, or await the call first.",
  ),
  SP1414: error(
    "`{name}` of this promise cannot be written with `await` and `try`: {reason}",
    "Await the promise: `const value = await call();`, and handle its error with try and catch.",
  ),
  SP1415: error(
    "the reason of a rejected promise is an error with `name` and `message`, and has no `{name}`",
    "Read `reason.name` or `reason.message`.",
  ),
  SP1416: error(
    "`{text}` stands for items that only `distributedMap` can read",
    "Write it as the first argument: `distributedMap(s3Csv({ bucket, key }), { … }, async (row) => …)`.",
  ),
  SP1417: error("`{name}` cannot run in {where}, which ends within five minutes and waits for nobody", "{hint}"),
  SP1418: error(
    "`States.ALL` in a retry rule stands for every error that may be retried: {reason}",
    'Give it a rule of its own, the last one: `[{ errors: ["Busy"], … }, { errors: ["States.ALL"], … }]`.',
  ),
  SP1419: error(
    "`{text}` is no schema that can be read when the workflow is compiled: {reason}",
    "Declare it outside of functions, by calls of zod and names of such constants: `const Order = z.object({ … })`.",
  ),
  SP1420: error(
    "`{name}` {work}, and `matches` only looks at a value",
    "Leave it out of the schema, and compute in the workflow or check in a handler.",
  ),
  SP1421: error(
    "{what} has no exact counterpart in a state machine",
    "Say it with other checks, such as `regex`, or check with the schema in a handler.",
  ),
  SP1422: error(
    "this schema is made with {library}, which the compiler does not read",
    'Write it with zod 4.6 or later: `import { z } from "zod"`. Or check with it in a handler.',
  ),
  SP1423: error(
    "{name} may throw before there is a promise, and the calls beside it have started by then",
    "Declare it `async`: what it throws then rejects its promise.",
  ),
  SP1424: error(
    "`{name}` may fail here, and it cannot be told beforehand whether it does, so that no handler would get the error",
    "Do it in a statement of its own, in a loop, or in the callback of `map` or `filter`.",
  ),
  SP1425: error(
    "`{text}` may meet the reason of a rejected promise, which is an error: as data it would lose its message",
    'Take what you need first: `results.map((one) => (one.status === "rejected" ? one.reason.message : one.value))`.',
  ),
  SP1426: error(
    "the field `{name}` of `{error}` is no JSON value, and `Promise.allSettled` gives errors as data",
    "Keep a text, a number or a list in the field, such as `at.toISOString()` or `[...skus]`.",
  ),
  SP1427: error(
    "`{text}` may hold one element twice, and each iteration changes a copy of its own",
    "Change them one after the other, `for (const item of {text}) …`, or go through a list that has each element once.",
  ),
  SP1430: error(
    "Step Functions cannot wait for what `{name}` starts",
    "Check the name of the service, or call the action without `.sync` and ask in a loop whether it has ended.",
  ),

  SP2103: error(
    "an iteration or branch of its own cannot assign `{name}`, which is declared outside of it: {reason}",
    "Return the value from the function, and combine the results afterwards.",
  ),
  SP2201: error(
    "the definition of `{name}` has {size} bytes; Step Functions takes 1,048,576",
    "Move a part into a workflow of its own, and large texts into a task.",
  ),
  SP2202: error(
    "this expression is nested too deeply for Step Functions ({depth} levels; the limit is about 100)",
    "Split it with a `const`.",
  ),

  SP3001: error(
    "the compiled machine is not valid: {message}",
    "This is a mistake of the compiler; please report it with the workflow.",
  ),
  SP3002: error(
    "the compiler failed here: {message}",
    "This is a mistake of the compiler; please report it with the workflow. Until then, write this part in another way.",
  ),
  SP3003: error(
    "the code here is nested too deeply to be compiled",
    "Split it: give parts of long expressions names, and turn long chains of calls into statements.",
  ),
} as const satisfies Record<`SP${number}`, DiagnosticKind>;

export type DiagnosticCode = keyof typeof catalogue;
