import type { Subject } from '../modal/declaration';
import type { Assessment } from './assess';
import { isSimulating, type KnownMonth } from './month';

/** More are not kept: a workspace rarely has as many with a usage. */
const MAX_KEPT = 20_000;

/** The last known month of each declaration: it is shown, marked as old, while the next one is being simulated. */
export class LastMonths {
  private readonly months = new Map<string, KnownMonth>();

  /**
   * The same assessments, those that are being simulated with the month that they had before.
   * @param file what tells the file from all others
   */
  withLast(file: string, assessments: readonly Assessment[]): readonly Assessment[] {
    const seen = new Map<string, number>();
    return assessments.map((assessment) => {
      const { month } = assessment;
      if (month === null) return assessment;
      const name = nameOf(assessment.estimate.subject);
      const nth = seen.get(name) ?? 0;
      seen.set(name, nth + 1);
      const key = JSON.stringify([file, name, nth]);
      if (isSimulating(month)) {
        const lastMonth = this.months.get(key);
        return lastMonth ? { ...assessment, lastMonth } : assessment;
      }
      if (month.status === 'known') this.keep(key, month);
      else this.months.delete(key);
      return assessment;
    });
  }

  private keep(key: string, month: KnownMonth): void {
    if (this.months.size >= MAX_KEPT) this.months.clear();
    this.months.set(key, month);
  }
}

function nameOf(subject: Subject): string {
  return subject.type === 'declaration' ? subject.qualname : subject.text;
}
