import { AwsError, validationError } from "../../wire/aws-error.js";
import { page } from "../../wire/page.js";
import { readInput } from "../../wire/read-input.js";
import { bool, integer, list, structure, text } from "../../wire/shape.js";
import { arnOf, type Connection, type EventBridgeState, notFound } from "../bus-state.js";

const name = text({ min: 1, max: 64, pattern: "[\\.\\-_A-Za-z0-9]+" });
const parameter = structure({ Key: text(), Value: text({ max: 512 }), IsValueSecret: bool });
const httpParameters = structure({
  HeaderParameters: list(parameter),
  QueryStringParameters: list(parameter),
  BodyParameters: list(parameter),
});
const authParameters = structure({
  BasicAuthParameters: structure({ Username: text(), Password: text() }, ["Username", "Password"]),
  ApiKeyAuthParameters: structure({ ApiKeyName: text(), ApiKeyValue: text() }, ["ApiKeyName", "ApiKeyValue"]),
  OAuthParameters: structure(
    {
      ClientParameters: structure({ ClientID: text(), ClientSecret: text() }, ["ClientID", "ClientSecret"]),
      AuthorizationEndpoint: text({ min: 1, max: 2048 }),
      HttpMethod: text({ values: ["GET", "POST", "PUT"] }),
      OAuthHttpParameters: httpParameters,
    },
    ["ClientParameters", "AuthorizationEndpoint", "HttpMethod"],
  ),
  InvocationHttpParameters: httpParameters,
});
const authorizationType = text({ values: ["BASIC", "OAUTH_CLIENT_CREDENTIALS", "API_KEY"] });
const members = {
  Name: name,
  Description: text({ max: 512 }),
  AuthorizationType: authorizationType,
  AuthParameters: authParameters,
};
const createShape = structure(members, ["Name", "AuthorizationType", "AuthParameters"]);
const updateShape = structure(members, ["Name"]);
const nameShape = structure({ Name: name }, ["Name"]);
const listShape = structure({ NamePrefix: text(), NextToken: text(), Limit: integer({ min: 1, max: 100 }) });

export function createConnection(state: EventBridgeState, json: unknown): unknown {
  const request = readInput(createShape, json);
  if (state.connections.has(request.Name))
    throw new AwsError("ResourceAlreadyExistsException", `Connection ${request.Name} already exists.`);
  checkCredentials(request.AuthorizationType, request.AuthParameters);
  const connection: Connection = {
    name: request.Name,
    arn: arnOf(state, `connection/${request.Name}/${state.newId()}`),
    authorizationType: request.AuthorizationType,
    parameters: request.AuthParameters,
    description: request.Description,
    createdAtMs: state.clock.nowMs(),
  };
  state.connections.set(connection.name, connection);
  const { LastAuthorizedTime: _, ...created } = summary(connection);
  return created;
}

export function updateConnection(state: EventBridgeState, json: unknown): unknown {
  const request = readInput(updateShape, json);
  const present = find(state, request.Name);
  const updated: Connection = {
    ...present,
    authorizationType: request.AuthorizationType ?? present.authorizationType,
    parameters: request.AuthParameters ?? present.parameters,
    description: request.Description ?? present.description,
  };
  checkCredentials(updated.authorizationType, updated.parameters);
  state.connections.set(updated.name, updated);
  return summary(updated);
}

const credentialsOfType = {
  BASIC: "BasicAuthParameters",
  API_KEY: "ApiKeyAuthParameters",
  OAUTH_CLIENT_CREDENTIALS: "OAuthParameters",
} as const;

/** Refuses a connection without the credentials of its type: its requests would not be authorized. The words are ours. */
function checkCredentials(type: Connection["authorizationType"], parameters: Connection["parameters"]): void {
  const member = credentialsOfType[type];
  if (parameters[member] === undefined)
    throw validationError(`AuthParameters must have ${member} with the authorization type ${type}.`);
}

export function deleteConnection(state: EventBridgeState, json: unknown): unknown {
  const connection = find(state, readInput(nameShape, json).Name);
  state.connections.delete(connection.name);
  return { ...summary(connection), ConnectionState: "DELETING" };
}

/** Shows a connection without its secrets. */
export function describeConnection(state: EventBridgeState, json: unknown): unknown {
  const connection = find(state, readInput(nameShape, json).Name);
  const { BasicAuthParameters: basic, ApiKeyAuthParameters: apiKey, OAuthParameters: oauth } = connection.parameters;
  return {
    ...summary(connection),
    Name: connection.name,
    Description: connection.description,
    AuthorizationType: connection.authorizationType,
    AuthParameters: {
      ...(basic && { BasicAuthParameters: { Username: basic.Username } }),
      ...(apiKey && { ApiKeyAuthParameters: { ApiKeyName: apiKey.ApiKeyName } }),
      ...(oauth && {
        OAuthParameters: {
          ClientParameters: { ClientID: oauth.ClientParameters.ClientID },
          AuthorizationEndpoint: oauth.AuthorizationEndpoint,
          HttpMethod: oauth.HttpMethod,
        },
      }),
    },
  };
}

export function listConnections(state: EventBridgeState, json: unknown): unknown {
  const { NamePrefix = "", NextToken, Limit } = readInput(listShape, json);
  const all = [...state.connections.values()].filter((connection) => connection.name.startsWith(NamePrefix));
  const { items, next } = page(all, NextToken, Limit);
  const shown = items.map((connection) => ({
    ...summary(connection),
    Name: connection.name,
    AuthorizationType: connection.authorizationType,
  }));
  return { Connections: shown, ...(next && { NextToken: next }) };
}

function find(state: EventBridgeState, wanted: string): Connection {
  const connection = state.connections.get(wanted);
  if (connection === undefined)
    throw notFound(`Failed to describe the connection(s). Connection '${wanted}' does not exist.`);
  return connection;
}

function summary(connection: Connection) {
  const time = connection.createdAtMs / 1000;
  return {
    ConnectionArn: connection.arn,
    ConnectionState: "AUTHORIZED",
    CreationTime: time,
    LastModifiedTime: time,
    LastAuthorizedTime: time,
  };
}
