/** What stands on the repository's page: issue forms, and that none of it is packaged. */
import { strict as assert } from 'node:assert';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import { load } from 'js-yaml';
import manifest from '../../package.json';

interface Field {
  readonly type: string;
  readonly id?: string;
  readonly attributes: { readonly label?: string; readonly options?: readonly string[] };
  readonly validations?: { readonly required?: boolean };
}
interface Form {
  readonly name: string;
  readonly body: readonly Field[];
}

const FOLDER = '.github/ISSUE_TEMPLATE';
const forms = Object.fromEntries(
  readdirSync(FOLDER)
    .filter((name) => name !== 'config.yml')
    .map((name) => [name.replace('.yml', ''), load(readFileSync(`${FOLDER}/${name}`, 'utf8')) as Form]),
);

/** What GitHub takes as an issue form, as far as these use it: it refuses a form with any mistake. */
const text = { type: 'string', minLength: 1 };
const field = {
  type: 'object',
  required: ['type', 'attributes'],
  additionalProperties: false,
  properties: {
    type: { enum: ['markdown', 'input', 'textarea', 'dropdown', 'checkboxes'] },
    id: { type: 'string', pattern: '^[\\w-]+$' },
    attributes: {
      type: 'object',
      additionalProperties: false,
      properties: {
        ...{ label: text, description: text, placeholder: text, value: text, render: text },
        options: { type: 'array', items: text, minItems: 1, uniqueItems: true },
      },
    },
    validations: {
      type: 'object',
      additionalProperties: false,
      properties: { required: { type: 'boolean' } },
    },
  },
  oneOf: [
    { properties: { type: { const: 'markdown' }, attributes: { required: ['value'] } } },
    {
      required: ['id'],
      properties: { type: { const: 'dropdown' }, attributes: { required: ['label', 'options'] } },
    },
    {
      required: ['id'],
      properties: { type: { enum: ['input', 'textarea'] }, attributes: { required: ['label'] } },
    },
  ],
};
const isForm = new Ajv({ allErrors: true, strict: false }).compile<Form>({
  type: 'object',
  required: ['name', 'description', 'body'],
  additionalProperties: false,
  properties: {
    ...{ name: text, description: text },
    labels: { type: 'array', items: text },
    body: { type: 'array', minItems: 1, items: field },
  },
});

describe('the issue forms', () => {
  it('are forms that GitHub takes', () => {
    for (const [name, form] of Object.entries(forms)) {
      const isValid: boolean = isForm(form);
      assert.ok(isValid, `${name}: ${JSON.stringify(isForm.errors)}`);
      const ids = form.body.flatMap(({ id }) => id ?? []);
      assert.equal(new Set(ids).size, ids.length, name);
    }
    assert.ok(!isForm({ ...forms.bug, body: [{ type: 'input', attributes: { label: 'Version' } }] }));
  });

  it('ask for all that a wrong figure is judged by', () => {
    const required = forms['wrong-figure']!.body.filter(({ validations }) => validations?.required);
    assert.deepEqual(
      required.map(({ id }) => id),
      ['code', 'book', 'shown', 'expected', 'source', 'version'],
    );
    const books = required.find(({ id }) => id === 'book')!.attributes.options!;
    for (const book of manifest.contributes.configuration.properties['modalCost.priceBook'].enum)
      assert.ok(
        books.some((option) => option.startsWith(book)),
        book,
      );
  });
});

describe('the extension’s package', () => {
  it('holds what .vscodeignore names, and nothing of the repository around it', async function () {
    this.timeout(120_000);
    const { listFiles } = createRequire(resolve('package.json'))('@vscode/vsce') as {
      listFiles: (options: { dependencies: boolean }) => Promise<string[]>;
    };
    const files = await listFiles({ dependencies: false });
    assert.ok(files.includes('dist/extension.js'));
    assert.deepEqual(
      files.filter(
        (file) =>
          !/^(?:(?:dist|media|schemas|skills|syntaxes|l10n)\/|package(?:\.nls)?(?:\.[\w-]+)?\.json$|(?:README|CHANGELOG)\.md$|LICENSE$|THIRD-PARTY-NOTICES\.txt$)/.test(
            file,
          ),
      ),
      [],
    );
  });
});
