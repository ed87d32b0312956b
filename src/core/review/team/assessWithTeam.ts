/** The prices that hold for a folder: its team's over those of settings and options. */
import type { PricingContext } from '../../cost/estimate';
import type { TeamFilePlace } from '../../cost/usage';
import { bundledBooks } from '../../pricing/bundled';
import type { PriceBook } from '../../pricing/schema';
import type { Team } from './team';

/** What settings or options say of prices; null for nothing. */
export interface PricesAsked {
  readonly book: PriceBook;
  readonly list: PriceBook;
  readonly hoursPerMonth: number | null;
}

/**
 * The prices of a team: its book, hours, discounts and plan in the place of what the settings say.
 * @param ownBook the book that `priceBook` names, where it names a file; null where that is not to be had, or none
 */
export function teamPricing(
  team: Team,
  asked: PricesAsked,
  ownBook: PriceBook | null = null,
): PricingContext {
  const named = team.priceBook === null ? undefined : bundledBooks.get(team.priceBook);
  const teamBook = ownBook ?? named;
  const book = teamBook ?? asked.book;
  const said = (path: string): TeamFilePlace => ({ kind: 'teamFile', line: team.lines.get(path) ?? 1 });
  return {
    book,
    list: asked.list,
    hoursPerMonth: team.hoursPerMonth ?? asked.hoursPerMonth ?? book.hoursPerMonth.value,
    discounts: team.discounts,
    plan: team.plan,
    chosenIn: {
      ...(teamBook ? { book: said('$.priceBook') } : {}),
      ...(team.hoursPerMonth === null ? {} : { hoursPerMonth: said('$.hoursPerMonth') }),
      ...(team.discounts ? { discounts: said('$.discounts') } : {}),
    },
  };
}

/** The path of the price book that a team keeps in a file of its own, from its folder, with `/`; null for none. */
export function teamBookPath({ priceBook }: Team): string | null {
  return priceBook === null || bundledBooks.has(priceBook) ? null : priceBook;
}
