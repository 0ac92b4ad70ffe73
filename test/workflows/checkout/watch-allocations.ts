import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { dynamoDb } from "../../../tasks/aws-clients.js";

/** A piece of stock that is set aside (`Put`) or given back (`Delete`); `part` is `round/warehouse/sku`. */
export interface AllocationChange {
  readonly kind: "Put" | "Delete";
  readonly part: string;
}

/** Takes down what handlers of this process set aside and give back, in order, until it is stopped. */
export function watchAllocations(): { readonly changes: readonly AllocationChange[]; readonly stop: () => void } {
  const changes: AllocationChange[] = [];
  const { middlewareStack } = dynamoDb();
  middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      const { TransactItems = [] } = args.input as { TransactItems?: readonly TransactWriteItem[] };
      for (const { Put, Delete } of TransactItems) {
        const part = Put?.Item?.part?.S ?? Delete?.Key?.part?.S;
        if (part !== undefined) changes.push({ kind: Put === undefined ? "Delete" : "Put", part });
      }
      return answer;
    },
    { step: "initialize", name: "watchAllocations" },
  );
  return { changes, stop: () => void middlewareStack.remove("watchAllocations") };
}
