import type { VNode } from 'preact';
import { usePanel } from '../context';
import { Icon, type IconName } from './icon';

/** @param hasCode a calculator is about no declaration: there is nowhere to go */
export function Toolbar({ hasCode }: { readonly hasCode: boolean }): VNode {
  const { words, actions } = usePanel();
  return (
    <div class="toolbar" role="group" aria-label={words('actions')}>
      <IconButton
        icon="reset"
        label={words('reset')}
        title={words('resetHelp')}
        onPress={() => actions.replaceInputs({ type: 'reset' })}
      />
      <IconButton icon="pin" label={words('pin')} onPress={() => actions.post({ type: 'pin' })} />
      <IconButton
        icon="copy"
        label={words('copyMarkdown')}
        onPress={() => actions.post({ type: 'copy', as: 'markdown' })}
      />
      <IconButton
        icon="table"
        label={words('copyCsv')}
        onPress={() => actions.post({ type: 'copy', as: 'csv' })}
      />
      {hasCode && (
        <IconButton icon="reveal" label={words('reveal')} onPress={() => actions.post({ type: 'reveal' })} />
      )}
    </div>
  );
}

interface IconButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly title?: string;
  readonly onPress: () => void;
}

/** An action as an icon, named for those who point at it and those who listen. */
function IconButton({ icon, label, title = label, onPress }: IconButtonProps): VNode {
  return (
    <button class="tool" type="button" aria-label={label} title={title} onClick={onPress}>
      <Icon name={icon} />
    </button>
  );
}
