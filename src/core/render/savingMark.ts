/** Marks the choices of a what-if that cost less and lose nothing, with the same words as lens, hover and finding. */
import type { Assessment } from '../cost/assess';
import { changeOf, savingsInSteps } from '../cost/savings';
import type { Change } from '../cost/varyDeclaration';
import { gpuLabel } from '../modal/gpu';
import { atOnce, neverPause } from '../python/resumable';
import { savingMark } from './words/savingWords';

interface Choice {
  readonly change: Change;
  readonly details: readonly string[];
}

/** The same choices: what is a saving says so first. */
export function withSavings<Of extends Choice>(
  choices: readonly Of[],
  assessment: Assessment,
): readonly Of[] {
  const { savings } = atOnce(savingsInSteps(assessment, neverPause));
  return choices.map((choice) => {
    const saving = savings.find((one) => keyOf(changeOf(one)) === keyOf(choice.change));
    return saving ? { ...choice, details: [savingMark(saving), ...choice.details] } : choice;
  });
}

function keyOf({ gpu, ...numbers }: Change): string {
  return JSON.stringify([gpu ? gpuLabel(gpu) : null, Object.entries(numbers)]);
}
