import type { Assessment } from '../cost/assess';
import { lensTitle, lensTooltip } from './lensTitle';

/** What a lens says. */
export interface LensText {
  readonly title: string;
  readonly tooltip: string;
}

/** The texts of lenses, written once for each assessment: most typing changes the figures of one declaration or of none. */
export class LensTexts {
  private readonly known = new WeakMap<Assessment, LensText>();

  of(assessment: Assessment): LensText {
    let text = this.known.get(assessment);
    if (!text) {
      text = { title: lensTitle(assessment), tooltip: lensTooltip(assessment) };
      this.known.set(assessment, text);
    }
    return text;
  }
}
