import { strict as assert } from 'node:assert';
import { panelFixture } from '../../ui/panel/fixture';
import {
  afterSending,
  afterTyping,
  afterView,
  areAhead,
  forgotten,
  type InputStates,
} from '../../../src/webview/inputs/inputStates';

/** The fixture's groups, with another number of warm containers. */
function groups(minContainers = '2'): ReturnType<typeof panelFixture>['groups'] {
  const view = panelFixture();
  view.groups[1]!.fields[0]!.value = minContainers;
  return view.groups;
}

const shown = (states: InputStates): string | undefined => states.get('min_containers')?.text;
const fresh = afterView(new Map(), groups());

describe('the panel’s inputs', () => {
  it('show what the host says', () => {
    assert.equal(shown(fresh), '2');
    assert.equal(shown(afterView(fresh, groups('3'))), '3');
    assert.equal(areAhead(fresh), false);
  });

  it('show what is typed, until the host has answered it', () => {
    const typed = afterTyping(fresh, 'min_containers', '7');
    assert.equal(shown(typed), '7');
    assert.ok(areAhead(typed));
    const sent = afterSending(typed, 'min_containers');
    const older = afterView(sent, groups('2'));
    assert.equal(shown(older), '7');
    assert.ok(areAhead(older));
    const answered = afterView(older, groups('7'));
    assert.equal(shown(answered), '7');
    assert.equal(areAhead(answered), false);
  });

  it('show the host’s values again after typed text is discarded, even if they are the same as before', () => {
    const typed = afterSending(afterTyping(fresh, 'min_containers', '7'), 'min_containers');
    const reset = forgotten(typed);
    assert.equal(areAhead(reset), false);
    assert.equal(shown(afterView(reset, groups('2'))), '2');
  });

  it('are those of the latest view: an answer for a removed one is no longer expected', () => {
    const typed = afterTyping(fresh, 'min_containers', '7');
    const [first] = groups();
    const states = afterView(typed, [first!]);
    assert.equal(shown(states), undefined);
    assert.equal(areAhead(states), false);
  });

  it('ignore an input that the view does not have', () => {
    assert.equal(afterTyping(fresh, 'constructor', '7'), fresh);
    assert.equal(afterSending(fresh, 'constructor'), fresh);
  });
});
