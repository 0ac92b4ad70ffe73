/** The plain value of a DynamoDB attribute. */
export function plain(attribute: object): unknown {
  const [[type, value] = []] = Object.entries(attribute);
  switch (type) {
    case "N":
      return Number(value);
    case "L":
      return (value as object[]).map(plain);
    case "M":
      return Object.fromEntries(
        Object.entries(value as Record<string, object>).map(([key, each]) => [key, plain(each)]),
      );
    case "NULL":
      return null;
    default:
      return value as unknown;
  }
}
