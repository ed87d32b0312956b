import type { BillPartName } from '../../cost/monthBill';
import { t } from './translate';

/** A part of a month, in words. */
export function partTitle(part: BillPartName): string {
  switch (part) {
    case 'active':
      return t('Serving requests');
    case 'floorIdle':
      return t('Idle warm containers');
    case 'tail':
      return t('Idle before scale-down');
    case 'startup':
      return t('Container start-up');
  }
}
