import { strict as assert } from 'node:assert';
import { reviewChange } from '../../../src/core/review/reviewChange';
import { reviewMarkdown } from '../../../src/core/render/review/reviewMarkdown';
import { pricedText } from '../../support/pricedText';

const serve = (keywords: string): string => `@app.function(gpu="H100"${keywords})\ndef serve(): ...\n`;

async function review(was: string, is: string): Promise<string> {
  const [before, after] = await Promise.all([pricedText(was), pricedText(is)]);
  const [a, b] = [
    { ...before, name: 'HEAD' },
    { ...after, name: 'working tree' },
  ];
  return reviewMarkdown({ before: a, after: b, ...reviewChange(a, b) }, (page) => `https://example/${page}`);
}

describe('a review as a document', () => {
  it('has the findings that the change causes, with their place and their page', async () => {
    const text = await review(serve(''), serve(', min_containers=2'));
    assert.match(text, /^## Modal costs: \+\$/);
    assert.match(
      text,
      /\n### Findings on new or changed code\n\n- \*\*warning\*\* \[warm-gpu\]\(https:\/\/example\/docs\/rules\/warm-gpu\.md\) `app\.py:3:\d+`: /,
    );
  });

  it('has no heading over no findings', async () => {
    assert.doesNotMatch(await review(serve(''), serve('')), /Findings/);
  });
});
