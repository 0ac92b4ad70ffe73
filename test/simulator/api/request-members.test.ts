import * as client from "@aws-sdk/client-sfn";
import { expect, test } from "vitest";

import { inputShapes, type Member, type Shape } from "../../../simulator/api/input-shape.js";
import { operations } from "../../../simulator/api/operations.js";
import { requestMembers, requestSchema } from "../sdk-members.js";

/** The paths of all members, as the SDK's are written. */
function* paths(members: Readonly<Record<string, Member>>, prefix = ""): Generator<string> {
  for (const [name, member] of Object.entries(members)) {
    const path = prefix === "" ? name : `${prefix}.${name}`;
    yield path;
    yield* inside(member, path);
  }
}

function* inside(shape: Shape, path: string): Generator<string> {
  if (shape.type === "list") yield* inside(shape.of, `${path}[]`);
  if (shape.type === "structure") yield* paths(shape.members, path);
}

const names = Object.keys(client).flatMap((name) => /^(\w+)Command$/.exec(name)?.[1] ?? []);

test("every action of the service is answered", () => {
  expect(Object.keys(operations).sort()).toEqual(names.filter((name) => name !== "$").sort());
});

// A member that the service gets and the simulator does not know of would be passed over.
test.each(Object.entries(inputShapes))("%s takes the members that the service takes", (name, shape) => {
  const known = [...requestMembers(requestSchema({ ...client }, name))].map(({ path }) => path);
  expect([...paths(shape)].sort()).toEqual(known.sort());
});
