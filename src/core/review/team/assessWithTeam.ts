/** The prices for a folder: those of the team file take precedence over settings and options. */
import type { PricingContext } from '../../cost/estimate';
import type { TeamFilePlace } from '../../cost/usage';
import { bundledBook } from '../../pricing/bundled';
import type { PriceBook } from '../../pricing/schema';
import type { Team } from './team';

/** The prices of settings or options; null if not given. */
export interface PricesAsked {
  readonly book: PriceBook;
  readonly list: PriceBook;
  readonly hoursPerMonth: number | null;
  /** The day of the host's clock; see `PricingContext`. */
  readonly today?: string;
}

/**
 * The prices of a team: its book, hours, discounts and plan replace those of the settings.
 * @param ownBook the book of the file that `priceBook` names; null if it names no file, or if that cannot be read
 */
export function teamPricing(
  team: Team,
  asked: PricesAsked,
  ownBook: PriceBook | null = null,
): PricingContext {
  const named = team.priceBook === null ? undefined : bundledBook(team.priceBook);
  const teamBook = ownBook ?? named;
  const book = teamBook ?? asked.book;
  const hours = team.hoursPerMonth ?? asked.hoursPerMonth;
  const said = (path: string): TeamFilePlace => ({ kind: 'teamFile', line: team.lines.get(path) ?? 1 });
  return {
    book,
    list: asked.list,
    hoursPerMonth: hours ?? book.hoursPerMonth.value,
    hoursChosen: hours !== null,
    discounts: team.discounts,
    plan: team.plan,
    ...(asked.today === undefined ? {} : { today: asked.today }),
    chosenIn: {
      ...(teamBook ? { book: said('$.priceBook') } : {}),
      ...(team.hoursPerMonth === null ? {} : { hoursPerMonth: said('$.hoursPerMonth') }),
      ...(team.discounts ? { discounts: said('$.discounts') } : {}),
    },
  };
}

/** The path of the team's own price book file, from its folder, with `/`; null if there is none. */
export function teamBookPath({ priceBook }: Team): string | null {
  return priceBook === null || bundledBook(priceBook) ? null : priceBook;
}
