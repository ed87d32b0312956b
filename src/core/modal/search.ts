import type { Evaluator } from '../python/evaluate';
import type { PythonModule } from '../python/module';

/** What the search for registrations goes by. */
export interface Search {
  readonly module: PythonModule;
  readonly evaluator: Evaluator;
  /** Whether a decorator counts too below which nothing is written yet. */
  readonly unfinished: boolean;
}
