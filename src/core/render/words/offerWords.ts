/** What is said where a price book lacks something: never a dash for an unknown price. */
import type { Provider } from '../../pricing/schema';
import { t } from './translate';

/** In a table that explains it: the book has no offer of this provider for this GPU. */
export function noOffer(): string {
  return t('no offer');
}

/** In a table that explains it: the book has the offer, but no price for it. */
export function noPrice(): string {
  return t('no price');
}

/** The same where nothing explains it. */
export function noPriceInBook(): string {
  return t('no price in this book');
}

export function noOfferInBook(): string {
  return t('no offer in this book');
}

/** For an amount that is no price. */
export function notInBook(): string {
  return t('not in this book');
}

/** Which time an offer bills. */
export function billsText(bills: Provider['bills']): string {
  switch (bills) {
    case 'wholeMonth':
      return t('whole month');
    case 'liveTime':
      return t('running time');
    case 'activeTime':
      return t('active time');
  }
}

/** What an offer's price pays for; null: the book does not say. */
export function includesText(includes: Provider['includes']): string {
  switch (includes) {
    case 'gpuOnly':
      return t('the GPU alone');
    case 'gpuWithHost':
      return t('GPU, CPU and memory');
    case 'withSmallestHost':
      return t('GPU with the least CPU and memory');
    case undefined:
      return notInBook();
  }
}
