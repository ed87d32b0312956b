import type { VNode } from 'preact';
import { Icon, type IconName } from './icon';

interface ButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly onPress: () => void;
  readonly look?: 'primary' | 'secondary';
  readonly title?: string;
  /** It stays in the tab order, and keeps a focus that it has, as the `disabled` attribute would not. */
  readonly isIdle?: boolean;
}

/** A button with an icon and a label. */
export function Button({
  icon,
  label,
  onPress,
  look = 'secondary',
  title,
  isIdle = false,
}: ButtonProps): VNode {
  return (
    <button
      class={`button ${look}`}
      type="button"
      title={title}
      aria-disabled={isIdle ? 'true' : undefined}
      onClick={() => {
        if (!isIdle) onPress();
      }}
    >
      <Icon name={icon} />
      <span>{label}</span>
    </button>
  );
}
