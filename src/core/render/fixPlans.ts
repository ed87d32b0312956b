/** The edits of fixes, with their titles: what an editor offers to change at a finding, or for a saving. */
import type { Change } from '../cost/varyDeclaration';
import { targets } from '../edits/editTargets';
import type { PlannedEdits } from '../edits/editPlan';
import { dominantQuote, pythonSource } from '../edits/pythonSource';
import { isRefused } from '../edits/refusal';
import type { Declaration } from '../modal/declaration';
import { gpuLabel } from '../modal/gpu';
import type { ParameterName } from '../modal/parameters';
import type { ModuleFinder } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import type { Finding, FindingFix } from '../review/findings/finding';
import type { RuleId } from '../review/findings/rules';
import { editNoteText, editTargetText } from './words/edits';
import { fixTitle } from './words/findingsText';
import { shown } from './words/subjectNames';
import { t } from './words/translate';

/** The code as it stands, for the functions that make edits. */
export interface EditedCode {
  readonly module: PythonModule;
  readonly modules: ModuleFinder;
}

/** One way to make a change. */
export interface FixPlan extends PlannedEdits {
  readonly title: string;
  /** What is to be confirmed before other things change with it: its words; null where nothing does. */
  readonly warning: string | null;
}

/** Places where a value may be set: where it stands, or where it comes from. More would be a list to read, not a fix. */
const MAX_TARGETS = 3;

/** How the value that a fix asks for can be set. */
export function settingPlans(
  { subject }: Finding,
  fix: FindingFix & { readonly kind: 'set' },
  code: EditedCode,
): readonly FixPlan[] {
  if (!subject || subject.type === 'call') return [];
  // The only texts that a fix sets are GPUs, which hold no quotes of their own.
  const source = fix.value?.replaceAll('"', dominantQuote(code.module)) ?? null;
  return setPlans(subject, fix.parameter, source, fixTitle(fix), code);
}

/**
 * How a parameter of a declaration can be set, the best place first.
 * @param source the value as Python source; null removes it
 */
export function setPlans(
  declaration: Declaration,
  parameter: ParameterName,
  source: string | null,
  name: string,
  { module, modules }: EditedCode,
): readonly FixPlan[] {
  const all = targets(module, declaration, parameter, modules, source);
  return all.slice(0, MAX_TARGETS).flatMap((target): FixPlan[] => {
    const title = all.length === 1 ? name : `${name}: ${editTargetText(target)}`;
    const warns = target.uses > 1 || target.notes.length > 0;
    const plan = target.edits(source);
    if (isRefused(plan) || plan.edits.length === 0) return [];
    return [{ ...plan, title, warning: warns ? target.notes.map(editNoteText).join(' ') : null }];
  });
}

/** The parameters of a change, each as Python source; null removes it. */
export function changedSources(
  { gpu, ...numbers }: Change,
  module: PythonModule,
): readonly (readonly [ParameterName, string | null])[] {
  const changed = Object.entries(numbers).map(([name, value]): [ParameterName, string | null] => [
    name as ParameterName,
    value === null ? null : pythonSource(module, value),
  ]);
  if (gpu === undefined) return changed;
  return [['gpu', gpu === null ? null : pythonSource(module, gpuLabel(gpu))], ...changed];
}

/** The title of the fix that silences a rule for a declaration. */
export function silenceTitle(rule: RuleId, { qualname }: Declaration): string {
  return t('Silence {0} for {1}, with a reason', rule, shown(qualname));
}
