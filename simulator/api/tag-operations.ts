import type { StepFunctions } from "../service/step-functions.js";
import type { Tags } from "../service/tags.js";
import type { OperationTable } from "./operation.js";
import { ServiceError } from "./service-error.js";

/** Tags of machines and activities. */
export const tagOperations: OperationTable = {
  TagResource({ resourceArn, tags }, { service }) {
    tagsOf(resourceArn, service).add(tags);
    return {};
  },
  UntagResource({ resourceArn, tagKeys }, { service }) {
    tagsOf(resourceArn, service).remove(tagKeys);
    return {};
  },
  ListTagsForResource({ resourceArn }, { service }) {
    return { tags: tagsOf(resourceArn, service).list() };
  },
};

function tagsOf(arn: string, service: StepFunctions): Tags {
  const machines = () => service.machines.list().filter(({ isDeleting }) => !isDeleting);
  const resource = arn.split(":")[5] === "activity" ? service.activities.list() : machines();
  const tags = resource.find((candidate) => candidate.arn === arn)?.tags;
  if (tags === undefined) throw new ServiceError("ResourceNotFound", `Resource not found: '${arn}'`);
  return tags;
}
