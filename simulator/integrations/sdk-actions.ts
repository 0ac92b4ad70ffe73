import type { FindSdkAction, SdkAction } from "../../asl/index.js";
import { javaName } from "./java-name.js";
import { commandName, type Constructor, requireModule, type SdkModule } from "./sdk-packages.js";
import { parameterShape, requiredParameters } from "./sdk-shape.js";

/**
 * Looks an action up in the client of its service, which is loaded for that where it is installed; of the others nothing
 * is known. Machines are checked while they are made, so this does not wait.
 */
export const findSdkAction: FindSdkAction = (service, action) => {
  const module = requireModule(service);
  if (module === undefined) return undefined;
  const known = actionOf(module, action);
  return known !== undefined && isSpelledRight(module, action) ? known : "missing";
};

/** As the SDK for Java spells its methods, which writes `DB` as `Db`, or as the service's model does. */
function isSpelledRight(module: SdkModule, action: string): boolean {
  const name = commandName(module, action)?.slice(0, -"Command".length) ?? "";
  return [name, javaName(name)].some((spelling) => withSmallFirst(spelling) === action);
}

const withSmallFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** The parameters of an action, where the client has it. */
export function actionOf(module: SdkModule, action: string): SdkAction | undefined {
  const name = commandName(module, action);
  if (name === undefined) return undefined;
  const Command = module[name] as Constructor<{ readonly schema?: readonly unknown[] }>;
  const schema = new Command({}).schema?.[4];
  return { shape: parameterShape(schema), required: requiredParameters(schema) };
}
