import { strict as assert } from 'node:assert';
import { received, sent, typed, untouched } from '../../../src/webview/inputs/typing';

describe('a field that is typed in', () => {
  it('shows what the host sends while nobody types', () => {
    assert.deepEqual(received(untouched('1'), '2'), { typing: untouched('2'), show: true });
  });

  it('keeps typed text when an older view arrives', () => {
    assert.equal(received(typed(untouched('1')), '1').show, false);
    assert.equal(received(sent(typed(untouched('1')), '12'), '1').show, false);
  });

  it('ignores the answer to an older value', () => {
    let typing = sent(sent(untouched('1'), '12'), '123');
    let answer = received(typing, '12');
    assert.equal(answer.show, false);
    typing = answer.typing;
    assert.deepEqual(typing.sent, ['123']);
    answer = received(typing, '123');
    assert.equal(answer.show, true);
    assert.deepEqual(answer.typing, untouched('123'));
  });

  it('is not overwritten by the answer to what was sent, while more is typed', () => {
    const answer = received(typed(sent(untouched('1'), '12')), '12');
    assert.equal(answer.show, false);
    assert.equal(answer.typing.pending, true);
  });

  it('accepts a change from elsewhere', () => {
    assert.deepEqual(received(typed(sent(untouched('1'), '12')), '7'), {
      typing: untouched('7'),
      show: true,
    });
  });

  it('remembers no more than it must', () => {
    let typing = untouched('');
    for (let index = 0; index < 200; index++) typing = sent(typing, String(index));
    assert.equal(typing.sent.length, 50);
  });
});
