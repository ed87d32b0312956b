/** Declarations with what calls change in them, and the calls as the variants that they make. */
import { absent } from '../../modal/declaredValue';
import { makesVariant } from '../../modal/callChange';
import type {
  CallSite,
  CallValues,
  ChangedBy,
  Declaration,
  DeclaredGpu,
  DeclaredParameter,
  JoinedCall,
  Parameters,
  PoolHours,
} from '../../modal/declaration';
import type { JoinedCalls } from '../../modal/joinCalls';
import { AUTOSCALER } from '../../modal/parameters';
import { parameter } from '../quantities';
import { autoscaled } from './autoscaled';
import { elsewhere, inherited, mergedGpu, mergedParameters, NO_GPU } from './mergeValues';

/** What is priced of a variant. */
export type VariantValues = Pick<Declaration, 'gpu' | 'params' | 'concurrent' | 'batched'>;

/**
 * The values of the variant that a call makes of a declaration: the declared ones with those of the calls of its chain on
 * top. Its warm pool is made when it is first called, so that of its `min_containers` there may be none.
 */
export function variantOf(declaration: Declaration, call: CallSite): VariantValues {
  const { chain, ...own } = call.changes!;
  const declared = {
    gpu: elsewhere(declaration.gpu),
    params: inherited(declaration.changedBy?.written ?? declaration.params),
    concurrent: declaration.concurrent,
    batched: declaration.batched,
  };
  const isVariant = makesVariant(call) || chain.length > 0;
  const base = isVariant ? { ...declared, params: withMaybeWarm(declared.params) } : declared;
  const { gpu, params } = call;
  return [...chain, { ...own, gpu, params }].reduce(
    (values, each, i) => withCall(values, each, makesVariant(call) || i < chain.length),
    base,
  );
}

function withCall(values: VariantValues, call: CallValues, isVariant: boolean): VariantValues {
  const params = mergedParameters(values.params, call, isVariant ? undefined : AUTOSCALER);
  return {
    gpu: isVariant ? mergedGpu(values.gpu, call.gpu) : values.gpu,
    params,
    concurrent: call.concurrent ?? values.concurrent,
    batched: call.batched ?? values.batched,
  };
}

function withMaybeWarm(params: Parameters): Parameters {
  const warm = parameter(params, 'min_containers');
  if (!warm || warm.status === 'unknown' || warm.status === 'absent' || warm.ignored) return params;
  const values = [...(warm.status === 'known' ? [warm.value] : warm.candidates), 0];
  const all = [...new Set(values.map((each) => each ?? 0))];
  return all.length === 1
    ? params
    : { ...params, min_containers: { ...warm, status: 'range', value: null, candidates: all } };
}

/** A declaration with what the calls on it change; the same object if none does. */
export function withCalls(declaration: Declaration, joined: readonly JoinedCall[]): Declaration {
  if (joined.length === 0) return declaration;
  const autoscaler = joined.filter(({ call }) => !makesVariant(call));
  const { params, hours } = autoscaled(declaration.params, autoscaler);
  const variants = joined
    .flatMap(({ call }) => (makesVariant(call) && !call.changes!.isContinued ? [call] : []))
    .map((call): CallSite => ({ ...call, ...variantOf(declaration, call) }));
  const changedBy: ChangedBy = { autoscaler, hours, variants, written: declaration.params };
  return { ...declaration, params, changedBy };
}

/** A call as what it makes of a declaration, with the calls that change that again. */
export function asChange(
  call: CallSite,
  declaration: Declaration | null,
  joined: Pick<JoinedCalls, 'onVariant'>,
): CallSite {
  const own = { gpu: call.gpu, params: call.params };
  if (!call.changes) return call;
  if (!declaration) return { ...call, ...unresolved(call), joined: { declaration, changedBy: null, own } };
  const { gpu, params } = variantOf(declaration, call);
  const calls = makesVariant(call) ? joined.onVariant(call) : [];
  const hours = makesVariant(call) ? null : hoursOf(params, declaration);
  const changed = calls.length > 0 ? autoscaled(params, calls) : { params, hours };
  const changedBy =
    calls.length > 0 || changed.hours
      ? { autoscaler: calls, hours: changed.hours, variants: [], written: params }
      : null;
  return { ...call, gpu, params: changed.params, joined: { declaration, changedBy, own } };
}

/** How long the size that a call sets holds, where schedules switch the pool. */
function hoursOf(params: Parameters, { changedBy }: Declaration): readonly PoolHours[] | null {
  const size = params.min_containers?.status === 'known' ? params.min_containers.value : null;
  const hours = changedBy?.hours?.filter(({ containers }) => containers === size && containers > 0);
  return hours && hours.length > 0 ? hours : null;
}

/**
 * Of what is not found only the call's own values are known; of the others none is the default. Whatever it runs on has a
 * CPU, so that warm containers cost that at least.
 */
function unresolved(call: CallSite): { readonly gpu: DeclaredGpu; readonly params: Parameters } {
  const { target, chain, ...own } = call.changes!;
  const expression = target.kind === 'unknown' ? target.source : target.name;
  const unknown = { source: '?', status: 'unknown', reason: { kind: 'targetNotFound', expression } } as const;
  const nothing: DeclaredParameter = { ...absent(call.line), ...unknown };
  const base: VariantValues = {
    gpu: { ...absent(call.line), ...unknown, candidates: [NO_GPU] },
    params: { min_containers: nothing, timeout: nothing },
    concurrent: null,
    batched: null,
  };
  const { gpu, params } = call;
  return [...chain, { ...own, gpu, params }].reduce(
    (values, each, i) => withCall(values, each, makesVariant(call) || i < chain.length),
    base,
  );
}
