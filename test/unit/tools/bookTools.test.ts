import { strict as assert } from 'node:assert';
import { Ajv } from 'ajv';
import { reviewBook } from '../../../src/core/pricing/bundled';
import { providerReport } from '../../../src/core/render/providers/providerReport';
import { gpusAnswer, providersAnswer } from '../../../src/core/tools/bookAnswers';
import {
  BOOK_INPUTS,
  BOOK_SCHEMAS,
  GPUS_TOOL,
  PROVIDER_TOPICS,
  PROVIDERS_TOOL,
} from '../../../src/core/tools/bookTools';
import { SETTINGS } from './support';

const { context } = SETTINGS;
const ajv = new Ajv({ strict: true, allowUnionTypes: true });

describe('the tools about price books', () => {
  it('have a topic for each section of the review', () => {
    const sections = providerReport({ context }).sections.map(({ id }) => id);
    assert.deepEqual([...PROVIDER_TOPICS].sort(), sections.sort());
  });

  it('answer as their schemas say, within the bound that an agent sets', () => {
    const gpus = gpusAnswer({}, context, 3_000);
    const providers = providersAnswer({}, context, 8_000);
    assert.ok(ajv.compile(BOOK_SCHEMAS[GPUS_TOOL.name]!)(gpus.data));
    assert.ok(ajv.compile(BOOK_SCHEMAS[PROVIDERS_TOOL.name]!)(providers.data));
    for (const [{ text, data }, most] of [
      [gpus, 3_000],
      [providers, 8_000],
    ] as const) {
      assert.ok(text.length <= most && JSON.stringify(data).length <= most);
      const leftOut = data.leftOut as string[];
      assert.ok(leftOut.length > 0);
      assert.match(text, new RegExp(`Left out[^]*${leftOut.at(-1)!}`));
    }
    // All of them are there, shown or named.
    const shown = (gpus.data.gpus as { gpu: string }[]).map(({ gpu }) => gpu);
    assert.deepEqual([...shown, ...(gpus.data.leftOut as string[])], Object.keys(reviewBook.gpus));
  });

  it('take what their schemas take, and say what is wrong with the rest', () => {
    const bad: readonly (readonly [object, RegExp])[] = [
      [{ gpus: 'H100' }, /`gpus` must be a list of at most 30 names of GPUs, not "H100"/],
      [{ minVramGb: -1 }, /`minVramGb` must be GB, from 0 to 100000, not -1/],
      [{ sort: 'size' }, /`sort` must be one of book, price, vram, name, not "size"/],
      [{ utilization: 2 }, /`utilization` must be .*, from 0 to 1, not 2/],
      [{ priceBook: 'mine' }, /Unknown price book "mine"/],
      [{ gpu: 'H100' }, /Unknown input "gpu"\. The inputs are gpus, minVramGb/],
    ];
    const conforms = ajv.compile(BOOK_INPUTS[GPUS_TOOL.name]!);
    for (const [input, message] of bad) {
      assert.ok(!conforms(input), JSON.stringify(input));
      assert.throws(() => gpusAnswer(input, context), message);
    }
    assert.throws(() => providersAnswer({ topics: ['coffee'] }, context), /Unknown topic "coffee"/);
    const good = { gpus: ['H100'], minVramGb: 40, maxUsdPerHour: 9, sort: 'price', utilization: 0.5 };
    assert.ok(conforms(good));
    assert.match(gpusAnswer(good, context).text, /H100/);
  });
});
