import type { VNode } from 'preact';
import type { PanelView } from '../../protocol';
import { usePanel } from '../context';
import { Button } from './button';

interface ToolbarProps {
  /** A calculator is about no declaration: there is nothing to apply to, and nowhere to go. */
  readonly hasCode: boolean;
  readonly apply: PanelView['apply'];
}

export function Toolbar({ hasCode, apply }: ToolbarProps): VNode {
  const { words, actions } = usePanel();
  return (
    <div class="toolbar" role="group" aria-label={words('actions')}>
      {hasCode && <ApplyButton {...apply} />}
      <Button icon="pin" label={words('pin')} onPress={() => actions.post({ type: 'pin' })} />
      <Button
        icon="copy"
        label={words('copyMarkdown')}
        onPress={() => actions.post({ type: 'copy', as: 'markdown' })}
      />
      <Button
        icon="copy"
        label={words('copyCsv')}
        onPress={() => actions.post({ type: 'copy', as: 'csv' })}
      />
      {hasCode && (
        <Button icon="reveal" label={words('reveal')} onPress={() => actions.post({ type: 'reveal' })} />
      )}
    </div>
  );
}

function ApplyButton({ possible, changes }: PanelView['apply']): VNode {
  const { words, actions } = usePanel();
  const isIdle = !possible || changes.length === 0;
  return (
    <Button
      icon="apply"
      look="primary"
      label={isIdle ? words('apply') : words('applyCount', String(changes.length))}
      title={isIdle ? words('noChanges') : changes.join('\n')}
      isIdle={isIdle}
      onPress={() => actions.post({ type: 'apply' })}
    />
  );
}
