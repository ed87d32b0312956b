import type { FieldView } from '../../protocol';

/** What every control of an input is given. */
export interface ControlProps {
  readonly view: FieldView;
  readonly text: string;
  readonly id: string;
  /** The elements that say more about it. */
  readonly describedBy: string;
}
