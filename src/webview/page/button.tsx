import type { VNode } from 'preact';
import { Icon, type IconName } from './icon';

interface ButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly onPress: () => void;
}

/** A button with an icon and a label. */
export function Button({ icon, label, onPress }: ButtonProps): VNode {
  return (
    <button class="button secondary" type="button" onClick={onPress}>
      <Icon name={icon} />
      <span>{label}</span>
    </button>
  );
}
