import type { Subject } from './declaration';

/** How many things with a price there are: the same in every report of the same files. */
export interface SubjectCount {
  readonly declarations: number;
  /** Calls that cost something or change what a declaration costs, each where it stands. */
  readonly calls: number;
}

export function countSubjects(subjects: readonly Pick<Subject, 'type'>[]): SubjectCount {
  const declarations = subjects.filter(({ type }) => type === 'declaration').length;
  return { declarations, calls: subjects.length - declarations };
}
