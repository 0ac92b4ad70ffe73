import { BlockList, isIP } from "node:net";
import { InvalidPattern, type Matcher } from "./event-pattern.js";

/** Reads `10.0.0.0/24` or an IPv6 block. */
export function parseCidr(operand: unknown): Matcher {
  if (typeof operand !== "string") throw new InvalidPattern("prefix match pattern must be a string");
  const [address = "", bits = "", ...others] = operand.split("/");
  if (!operand.includes("/") || others.length > 0) throw new InvalidPattern("Malformed CIDR, one '/' required");
  if (!/^-?\d+$/.test(bits)) throw new InvalidPattern("Malformed CIDR, mask bits must be an integer");
  const family = isIP(address);
  if (family === 0) throw new InvalidPattern(`Nonstandard IP address: ${address}`);
  const prefix = Number(bits);
  if (prefix < 0) throw new InvalidPattern("Malformed CIDR, mask bits must not be negative");
  if (prefix > (family === 4 ? 32 : 128))
    throw new InvalidPattern(family === 4 ? "IPv4 mask bits must be < 32" : "IPv6 mask bits must be < 128");
  const block = new BlockList();
  block.addSubnet(address, prefix, family === 4 ? "ipv4" : "ipv6");
  return {
    kind: "cidr",
    contains: (candidate) => isIP(candidate) === family && block.check(candidate, family === 4 ? "ipv4" : "ipv6"),
  };
}
