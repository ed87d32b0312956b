/** What is said of a workspace's own rates: how they differ from Modal's list, and what is new in them. */
import type { RateName } from '../../pricing/rateNames';
import type { RatesNote } from '../../pricing/workspaceRates';
import { percent } from '../money';
import { quoted } from './quoted';
import { t } from './translate';

/** The command of Modal's that prints the rates, into a file of the name that the import writes. */
export const RATES_COMMAND = 'modal billing rates --json > modal-rates.json';

/** A note on a file of rates, as a sentence without its full stop. */
export function ratesNoteText(note: RatesNote): string {
  switch (note.kind) {
    case 'newGpu':
      return t('{0} is a new GPU: Modal’s list has no rate for it, and this file’s rate is used', note.gpu);
    case 'unknownKey':
      return t('{0} is not a known rate and is not used', quoted(note.key, 80));
    case 'listDifference': {
      const places = [rateNameText(note.rate), percent(Math.abs(note.percent) / 100)] as const;
      return note.percent < 0
        ? t('{0} is {1} below Modal’s list: a contract?', ...places)
        : t('{0} is {1} above Modal’s list: have the prices changed?', ...places);
    }
  }
}

function rateNameText(name: RateName): string {
  switch (name.kind) {
    case 'gpu':
      return name.gpu;
    case 'cpu':
      return t('CPU');
    case 'memory':
      return t('Memory');
    case 'sandboxCpu':
      return t('CPU of a sandbox');
    case 'sandboxMemory':
      return t('Memory of a sandbox');
    case 'volumes':
      return t('Volume storage');
    case 'egress':
      return t('Egress');
  }
}
