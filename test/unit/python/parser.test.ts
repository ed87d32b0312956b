import { strict as assert } from 'node:assert';
import { loadParser } from '../../support/python';

const UNIT = '@app.function(gpu="H100")\ndef f(a, b):\n    return {"a": [a, b]}\n\n';

describe('a parse bit by bit', () => {
  it('comes to what a parse at once does, in many steps', async () => {
    const parser = (await loadParser()).another();
    const text = UNIT.repeat(200);
    const whole = parser.parse(text)!;
    const steps = parser.parseInSteps(text, () => true);
    let stops = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) stops++;
    assert.ok(stops > 10, `${stops}`);
    assert.equal(step.value!.rootNode.toString(), whole.rootNode.toString());
    step.value!.delete();
    whole.delete();
    parser.dispose();
  });

  it('leaves nothing behind when it is given up', async () => {
    const parser = (await loadParser()).another();
    const steps = parser.parseInSteps(UNIT.repeat(200), () => true);
    steps.next();
    steps.return(null);
    const tree = parser.parse('x = 1\n')!;
    assert.equal(
      tree.rootNode.toString(),
      '(module (expression_statement (assignment left: (identifier) right: (integer))))',
    );
    tree.delete();
    parser.dispose();
  });

  it('goes on beside another parser', async () => {
    const [first, second] = [(await loadParser()).another(), await loadParser()];
    const steps = first.parseInSteps(UNIT.repeat(50), () => true);
    steps.next();
    second.parse('y = 2\n')?.delete();
    let step = steps.next();
    while (!step.done) step = steps.next();
    assert.equal(step.value!.rootNode.hasError, false);
    assert.equal(step.value!.rootNode.namedChildCount, 50);
    step.value!.delete();
    first.dispose();
  });
});
