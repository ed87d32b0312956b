/** Rates that a bill contradicts, in sentences. */
import type { ImpliedRate, RateEvidence, RateExplanation } from '../../bill/impliedRates';
import type { Interval } from '../../cost/interval';
import { percent, plainNumber, usd, usdInterval } from '../money';
import { plural } from './plural';
import { quoted } from './quoted';
import { message, t } from './translate';

/** `llama-serving pays $3.36 per hour of H100; the price book says $3.95. …`, with what it rests on and what may explain it. */
export function impliedRateText(app: string, rate: ImpliedRate): string {
  const { resource, bookPerHour, impliedPerHour, restsOn, explanation } = rate;
  return [
    t(
      '{0} pays {1} per hour of {2} by the bill; the price book says {3}.',
      quoted(app, 80),
      boundText(impliedPerHour),
      quoted(resource),
      usdInterval(bookPerHour),
    ),
    evidenceText(restsOn),
    explanationText(explanation, restsOn),
  ].join(' ');
}

/** At most so much where nothing bounds it from below. */
function boundText(rate: Interval): string {
  return rate.low === 0 ? t('at most {0}', usd(rate.high)) : usdInterval(rate);
}

function evidenceText(evidence: RateEvidence): string {
  switch (evidence.kind) {
    case 'pool':
      return plural(
        evidence.minGpus,
        message('Rests on a warm pool of {0} GPU that cost the same all the time.'),
        message('Rests on a warm pool of {0} GPUs that cost the same all the time.'),
      );
    case 'metrics':
      return t(
        'Rests on the live time of containers in the metrics: {0} GPU-hours.',
        plainNumber(evidence.gpuHours, 4),
      );
  }
}

function explanationText(explanation: RateExplanation, restsOn: RateEvidence): string {
  switch (explanation.kind) {
    case 'gpus':
      return plural(
        explanation.gpus,
        message(
          '{0} GPU at the book’s rate would cost the same: maybe other settings are deployed than this code has.',
        ),
        message(
          '{0} GPUs at the book’s rate would cost the same: maybe other settings are deployed than this code has.',
        ),
      );
    case 'region':
      return t('A region with the factor {0} would explain it.', plainNumber(explanation.factor, 3));
    case 'discount': {
      const { low, high } = explanation.share;
      const share =
        high >= 1
          ? t('at least {0}', percent(low))
          : low === high
            ? percent(low)
            : t('{0} to {1}', percent(low), percent(high));
      return restsOn.kind === 'metrics'
        ? t('A discount of {0} would explain it.', share)
        : t('A discount of {0} would explain it, or a pool that was not up all the time.', share);
    }
    case 'unexplained':
      return t('Neither a discount nor a region of the book explains it.');
  }
}
