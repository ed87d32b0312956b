import type { Assessment } from '../cost/assess';
import { placeTitle, placeTooltip } from './placeTitle';
import type { SamePlace } from './samePlace';

/** What a lens says. */
export interface LensText {
  readonly title: string;
  readonly tooltip: string;
}

/** The texts of lenses, written once for each assessment: most typing changes the figures of one declaration or of none. */
export class LensTexts {
  private readonly known = new WeakMap<Assessment, LensText>();

  of(place: SamePlace): LensText {
    const [first, ...others] = place;
    const known = others.length === 0 ? this.known.get(first) : undefined;
    if (known) return known;
    const text = { title: placeTitle(place), tooltip: placeTooltip(place) };
    if (others.length === 0) this.known.set(first, text);
    return text;
  }
}
