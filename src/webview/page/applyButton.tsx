import type { VNode } from 'preact';
import type { PanelView } from '../../protocol';
import { usePanel } from '../context';
import { Icon } from './icon';

type ApplyProps = PanelView['apply'] & Pick<PanelView, 'isOld'>;

/** It keeps its place, and a focus that it has, where there is nothing to apply. */
export function ApplyButton({ possible, changes, isOld }: ApplyProps): VNode {
  const { words, actions } = usePanel();
  const isIdle = !possible || changes.length === 0;
  const why = isOld ? words('notValid') : words('noChanges');
  return (
    <button
      class="apply"
      type="button"
      aria-label={isIdle ? words('apply') : words('applyCount', String(changes.length))}
      title={isIdle ? why : [words('apply'), ...changes].join('\n')}
      aria-disabled={isIdle ? 'true' : undefined}
      onClick={() => {
        if (!isIdle) actions.post({ type: 'apply' });
      }}
    >
      <Icon name={isOld ? 'caution' : 'apply'} />
      {!isIdle && <span>{words('applyShort')}</span>}
    </button>
  );
}
