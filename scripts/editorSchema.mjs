// The schema of the team file as VS Code gets it: it completes and explains, and refuses nothing. What is wrong in a team
// file the extension says itself, with what to write instead; with the whole schema each error would stand there twice.

/** What refuses a value and completes nothing. */
const REFUSES = new Set([
  'type',
  'required',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'pattern',
  'format',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'propertyNames',
]);

/**
 * A team file may hold comments, and a comma after the last line, so that each line can be commented out.
 * @param {unknown} schema
 * @returns {unknown}
 */
export function editorSchema(schema) {
  return { .../** @type {object} */ (completed(schema)), allowTrailingCommas: true };
}

/**
 * @param {unknown} schema
 * @returns {unknown}
 */
function completed(schema) {
  if (Array.isArray(schema)) return schema.map(completed);
  if (typeof schema !== 'object' || schema === null) return schema;
  /** @type {Record<string, unknown>} */
  const completing = {};
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'properties' || name === '$defs') completing[name] = editorSchemas(value);
    else if (name === 'enum') completing.examples = value;
    else if (name === 'const') completing.examples = [value];
    else if (name === 'additionalProperties' && value === false) continue;
    else if (name === 'examples') completing.examples ??= value;
    else if (!REFUSES.has(name)) completing[name] = completed(value);
  }
  // An object is written with its braces.
  if ('properties' in completing || 'additionalProperties' in completing)
    completing.defaultSnippets = [{ body: {} }];
  return completing;
}

/** Those of names. @param {unknown} schemas */
function editorSchemas(schemas) {
  const named = /** @type {Record<string, unknown>} */ (schemas);
  return Object.fromEntries(Object.entries(named).map(([name, each]) => [name, completed(each)]));
}
