import type { JsonObject } from "../json.js";
import { createAlias, deleteAlias, findAlias, updateAlias } from "../service/aliases.js";
import { pageOf } from "../service/page.js";
import { checkArn, checkNoLabel } from "../service/check-arn.js";
import type { Alias, ResolvedMachine, Revision } from "../service/state-machine.js";
import { checkNotDeleting } from "../service/state-machines.js";
import type { LoggingConfiguration } from "../service/logging-configuration.js";
import { type OperationTable, present, seconds } from "./operation.js";
import { variableReferences } from "./variable-references.js";

/** State machines, their versions and aliases. */
export const machineOperations: OperationTable = {
  CreateStateMachine(input, { service }) {
    const { machine, version } = service.machines.create(input);
    return present({
      stateMachineArn: machine.arn,
      creationDate: seconds(machine.creationMs),
      stateMachineVersionArn: version?.arn,
    });
  },
  DescribeStateMachine({ stateMachineArn, includedData }, { service }) {
    checkNoLabel(stateMachineArn);
    return describeMachine(service.machines.resolve(stateMachineArn), includedData !== "METADATA_ONLY");
  },
  UpdateStateMachine(input, { service }) {
    const { machine, version } = service.machines.update(input);
    return present({
      updateDate: seconds(machine.revision.updateMs),
      revisionId: machine.revision.revisionId,
      stateMachineVersionArn: version?.arn,
    });
  },
  DeleteStateMachine({ stateMachineArn }, { service }) {
    service.deleteMachine(stateMachineArn);
    return {};
  },
  ListStateMachines(input, { service }) {
    const page = pageOf(service.machines.list(), "ListStateMachines", input, service.nowMs(), ({ name }) => name);
    return present({
      stateMachines: page.items.map(({ arn, name, type, creationMs }) => ({
        stateMachineArn: arn,
        name,
        type,
        creationDate: seconds(creationMs),
      })),
      nextToken: page.nextToken,
    });
  },
  DescribeStateMachineForExecution({ executionArn, includedData }, { service }) {
    const { resolved, revision, record } = service.executions.find(executionArn);
    const { mapRunArn, stateMachineArn } = record.start;
    const name = stateMachineArn.split(":")[6] ?? resolved.machine.name;
    return present({
      mapRunArn,
      label: mapRunArn === undefined ? undefined : name.split("/").at(-1),
      stateMachineArn,
      name,
      ...revisionView(revision, includedData !== "METADATA_ONLY"),
      updateDate: seconds(revision.updateMs),
      revisionId: revision.revisionId,
    });
  },
  PublishStateMachineVersion(input, { service }) {
    const version = service.machines.publish(input);
    return { creationDate: seconds(version.creationMs), stateMachineVersionArn: version.arn };
  },
  DeleteStateMachineVersion({ stateMachineVersionArn }, { service }) {
    service.machines.deleteVersion(stateMachineVersionArn);
    return {};
  },
  ListStateMachineVersions(input, { service }) {
    const machine = service.machines.unqualified(input.stateMachineArn);
    const versions = [...machine.versions.values()].toReversed();
    const page = pageOf(versions, "ListStateMachineVersions", input, service.nowMs(), ({ number }) => String(number));
    return present({
      stateMachineVersions: page.items.map(({ arn, creationMs }) => ({
        stateMachineVersionArn: arn,
        creationDate: seconds(creationMs),
      })),
      nextToken: page.nextToken,
    });
  },
  CreateStateMachineAlias(input, { service }) {
    const alias = createAlias(service.machines, input, service.nowMs());
    return { stateMachineAliasArn: alias.arn, creationDate: seconds(alias.creationMs) };
  },
  UpdateStateMachineAlias(input, { service }) {
    return { updateDate: seconds(updateAlias(service.machines, input, service.nowMs()).updateMs) };
  },
  DescribeStateMachineAlias({ stateMachineAliasArn }, { service }) {
    checkArn(stateMachineAliasArn, "stateMachine");
    return describeAlias(findAlias(service.machines, stateMachineAliasArn).alias);
  },
  DeleteStateMachineAlias({ stateMachineAliasArn }, { service }) {
    checkArn(stateMachineAliasArn, "stateMachine");
    deleteAlias(service.machines, stateMachineAliasArn);
    return {};
  },
  ListStateMachineAliases(input, { service }) {
    const { machine, version } = service.machines.resolve(input.stateMachineArn);
    checkNotDeleting(machine);
    const aliases = [...machine.aliases.values()].filter(
      ({ routes }) => version === undefined || routes.some(({ versionArn }) => versionArn === version.arn),
    );
    const page = pageOf(aliases, "ListStateMachineAliases", input, service.nowMs(), ({ name }) => name);
    return present({
      stateMachineAliases: page.items.map(({ arn, creationMs }) => ({
        stateMachineAliasArn: arn,
        creationDate: seconds(creationMs),
      })),
      nextToken: page.nextToken,
    });
  },
};

function describeMachine({ machine, revision, version }: ResolvedMachine, withDefinition: boolean): JsonObject {
  return present({
    stateMachineArn: version?.arn ?? machine.arn,
    name: machine.name,
    status: machine.isDeleting ? "DELETING" : "ACTIVE",
    type: machine.type,
    creationDate: seconds(version?.creationMs ?? machine.creationMs),
    ...revisionView(revision, withDefinition),
    revisionId: revision.revisionId,
    description: version?.description,
  });
}

/** The definition, and what is read out of it, is data that a customer's key would encrypt. */
function revisionView(revision: Revision, withDefinition: boolean): JsonObject {
  return present({
    definition: withDefinition ? revision.definition : undefined,
    roleArn: revision.roleArn,
    loggingConfiguration: loggingView(revision.loggingConfiguration),
    tracingConfiguration: { enabled: revision.tracingEnabled },
    encryptionConfiguration: { ...revision.encryption },
    variableReferences: withDefinition ? variableReferences(revision.definition) : undefined,
  });
}

function loggingView({ level, includeExecutionData, destinations }: LoggingConfiguration): JsonObject {
  return present({
    level,
    includeExecutionData,
    destinations: destinations?.map(({ cloudWatchLogsLogGroup }) => ({
      cloudWatchLogsLogGroup: present({ logGroupArn: cloudWatchLogsLogGroup?.logGroupArn }),
    })),
  });
}

function describeAlias(alias: Alias): JsonObject {
  return present({
    stateMachineAliasArn: alias.arn,
    name: alias.name,
    description: alias.description,
    routingConfiguration: alias.routes.map(({ versionArn, weight }) => ({
      stateMachineVersionArn: versionArn,
      weight,
    })),
    creationDate: seconds(alias.creationMs),
    updateDate: seconds(alias.updateMs),
  });
}
