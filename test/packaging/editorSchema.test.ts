import { strict as assert } from 'node:assert';
import { Ajv } from 'ajv';
import { editorSchema } from '../../scripts/editorSchema.mjs';
import schema from '../../schemas/modal-cost.schema.json';

const EDITOR = editorSchema(schema) as typeof schema;

describe('the schema that VS Code completes team files by', () => {
  it('refuses nothing, because the extension says what is wrong', () => {
    const refuses = (of: object): ((text: string) => boolean) => {
      const conforms = new Ajv({ strict: false }).compile(of);
      return (text) => !conforms(JSON.parse(text));
    };
    const [whole, editor] = [refuses(schema), refuses(EDITOR)];
    for (const text of [
      '[]',
      '{}',
      '{ "version": 2 }',
      '{ "version": 1, "nothing": 1 }',
      '{ "version": 1, "budgets": { "workspace": { "floor": "much" } } }',
      '{ "version": 1, "rules": { "warm-gpu": { "severity": "loud" } } }',
      '{ "version": 1, "declarations": { "a.py::f": { "requests_per_day": -1 } } }',
    ])
      assert.deepEqual([whole(text), editor(text)], [true, false], text);
  });

  it('has every name and every description', () => {
    const said = (of: unknown): string[] =>
      JSON.stringify(of).match(/"(?:description|markdownDescription)":"(?:[^"\\]|\\.)*"/g) ?? [];
    assert.deepEqual(said(EDITOR), said(schema));
    assert.deepEqual(Object.keys(EDITOR.properties), Object.keys(schema.properties));
    assert.deepEqual(
      Object.keys(EDITOR.$defs.declaration.properties),
      Object.keys(schema.$defs.declaration.properties),
    );
  });
});
