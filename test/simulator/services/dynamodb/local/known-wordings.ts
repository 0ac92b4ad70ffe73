/**
 * Messages that DynamoDB Local words in its own way, each with the service's wording, which we follow.
 */
const knownWordings: readonly (readonly [local: RegExp, ours: RegExp])[] = [
  [/^Cannot do operations on a non-existent table$/, /^Requested resource not found/],
  [/^Cannot create preexisting table$/, /^Table already exists: /],
  [/^A value provided cannot be converted into a number/, /^The parameter cannot be converted to a numeric value/],
  [/A value provided cannot be converted into a number/, /The parameter cannot be converted to a numeric value/],
  [/^DynamoDB only supports precision up to 38 digits/, /^Attempting to store more than 38 significant digits/],
  [/^The number of conditions on the keys is invalid/, /^The provided key element does not match the schema/],
  [
    /^One or more parameter values were invalid: Type mismatch for key/,
    /^(The provided key element does not match the schema|One or more parameter values were invalid: Type mismatch for key)/,
  ],
  [/^One of the required keys was not given a value/, /^One or more parameter values were invalid: Missing the key/],
  [/contains duplicates$/, /contains duplicates\.$/],
  [
    /^One or more parameter values were invalid: Input collection of type BS contains duplicates\./,
    /of type BS contains duplicates\./,
  ],
  [/^Return values set to invalid value/, /^ReturnValues can only be ALL_OLD or NONE|failed to satisfy constraint/],
  [/^Query condition missed key schema element/, /^Query condition missed key schema element: /],
  [/^Item size has exceeded the maximum allowed size/, /^Item size to update has exceeded the maximum allowed size/],
  [/^Limit must be greater than or equal to 1|^Limit in ListTables/, /'limit' failed to satisfy constraint/],
  [/^Select must be /, /'select' failed to satisfy constraint/],
  [
    /^Exclusive Start Key must have same size as table's key schema|^Type mismatch for attribute to update/,
    /^The provided starting key is invalid/,
  ],
  [
    /^The provided starting key does not match the range key predicate/,
    /^The provided starting key is outside query boundaries/,
  ],
  [/segment/i, /Segment/],
  [
    /must have some requests set|cannot have a null or no requests set|has empty list|cannot be null or empty/,
    /Member must have length greater than or equal to 1/,
  ],
  [/'transactItems' failed to satisfy constraint/, /'transactItems' failed to satisfy constraint/],
  [/^Value null at/, /^1 validation error detected: Value null at/],
  [/^Member must have length less than or equal to 100/, /Member must have length less than or equal to 100/],
  [
    /Type mismatch for Index Key$/,
    /Type mismatch for Index Key \w+ Expected: |^The update expression attempted to update the secondary index key to unsupported type$/,
  ],
  [/not supported for the type (NUMBER|LIST)$/, /not supported for the type (N|L)$/],
  [
    /^Input collection contains duplicates$/,
    /^One or more parameter values were invalid: Input collection .* contains duplicates\.$/,
  ],
  [/^Type mismatch for Index Key$/, /Type mismatch for Index Key/],
  // The order of the set is another in every run of DynamoDB Local.
  [/attribute_type, operand type: \{/, /attribute_type, operand type: \{/],
];

export function isKnownWording(local: string, ours: string): boolean {
  return knownWordings.some(([theirs, own]) => theirs.test(local) && own.test(ours));
}
