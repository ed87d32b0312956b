/** What a value is once it has been changed in place. */
import type { Act, Change, Step } from './change';
import { changedByMethod, without } from './changingMethods';
import type { ChangeSite } from './changeSite';
import { dictOf, entryOr, isDict, openness } from './dicts';
import { binary } from './operators';
import {
  combine,
  known,
  oneOf,
  unknown,
  withOrigin,
  type Evaluation,
  type PyObject,
  type PyValue,
} from './pyValue';
import { sharesParts } from './sharedParts';
import { mangled } from './syntax';

/** What a name holds behind a statement that changes it in place. */
export function changedValue(site: ChangeSite, before: Evaluation, changes: readonly Change[]): Evaluation {
  return changes.reduce((value, { steps, act }) => {
    const isDeep = steps.length + Number(act.kind === 'method' || act.kind === 'nothing') > 1;
    return isDeep && value.values.some(sharesParts) ? unknown(site.reason) : applied(site, value, steps, act);
  }, before);
}

/** A value with something done at the end of the steps into it. */
export function applied(site: ChangeSite, before: Evaluation, steps: readonly Step[], act: Act): Evaluation {
  const [step, ...more] = steps;
  if (!step) return acted(site, before, act);
  return each(site, before, (holder) => {
    // Modal's own objects are what they are, whatever is set on them.
    return holder.kind === 'modal' ? known(holder) : into(site, holder, step, more, act);
  });
}

/** The outcome over all that a value can be; incomplete where the value is. */
function each(site: ChangeSite, before: Evaluation, change: (value: PyValue) => Evaluation): Evaluation {
  const after = oneOf(before.values.map(change));
  if (before.reason !== null) return unknown(before.reason, after.values, before.origins);
  return before.values.length === 0 ? unknown(site.reason) : withOrigin(after, ...before.origins);
}

function acted(site: ChangeSite, before: Evaluation, act: Act): Evaluation {
  const { folding, path, reason } = site;
  switch (act.kind) {
    case 'set':
      return act.value ? folding.evaluate(act.value, path) : unknown(reason);
    case 'augment':
      return combine([before, folding.child(act.value, path)], ([a, b]) => binary(act.operator, a!, b!));
    case 'method':
      return each(site, before, (value) => changedByMethod(site, value, act.name, act.call));
    case 'nothing':
      return before;
    case 'delete':
    case 'unclear':
      return unknown(reason);
  }
}

function into(site: ChangeSite, holder: PyValue, step: Step, more: readonly Step[], act: Act): Evaluation {
  if (step.kind === 'unclear') return unknown(site.reason);
  const isGone = act.kind === 'delete' && more.length === 0;
  const change = (part: Evaluation): Evaluation => applied(site, part, more, act);
  if (step.kind === 'attribute') {
    const name = mangled(step.name, site.path);
    return holder.kind === 'object' && !isGone && isPlain(holder, name)
      ? attributeChanged(holder, name, change)
      : unknown(site.reason);
  }
  const key = site.folding.evaluate(step.kind === 'key' ? step.node : step.key, site.path);
  if (key.reason !== null) return unknown(site.reason);
  return oneOf(
    key.values.map((at) => {
      if (isDict(holder) && at.kind === 'str') {
        if (isGone) return without(site, holder, at.value);
        const part = entryOr(holder, at.value, missing(site, step, at.value));
        return known(dictOf(new Map(holder.entries).set(at.value, change(part)), openness(holder)));
      }
      return holder.kind === 'list' && at.kind === 'int'
        ? itemChanged(site, holder.items, at.value, isGone, change)
        : unknown(site.reason);
    }),
  );
}

/** Whether setting an attribute just puts it among the object's own. */
function isPlain({ behavior, member, order }: PyObject, name: string): boolean {
  return !name.startsWith('__') && member === undefined && !order && !behavior?.properties.has(name);
}

function attributeChanged(
  holder: PyObject,
  name: string,
  change: (part: Evaluation) => Evaluation,
): Evaluation {
  // What only its class has is not among its own.
  const part =
    holder.attributes.get(name) ??
    unknown({ kind: 'fieldNotKnown', className: holder.className, attribute: name });
  return known({ ...holder, attributes: new Map(holder.attributes).set(name, change(part)) });
}

/** What stands under a key that a dict does not have. */
function missing({ folding, path }: ChangeSite, step: Step, key: string): Evaluation {
  if (step.kind !== 'default') return unknown({ kind: 'noKey', key: key.slice(0, 40) });
  return step.value ? folding.evaluate(step.value, path) : known({ kind: 'none' });
}

function itemChanged(
  site: ChangeSite,
  items: readonly PyValue[],
  at: number,
  isGone: boolean,
  change: (part: Evaluation) => Evaluation,
): Evaluation {
  const index = at < 0 ? items.length + at : at;
  const item = items[index];
  if (!item) return unknown(site.reason);
  if (isGone) return known({ kind: 'list', items: items.filter((_, i) => i !== index) });
  return combine([change(known(item))], ([changed]) => ({
    kind: 'list',
    items: items.map((each, i) => (i === index ? changed! : each)),
  }));
}
