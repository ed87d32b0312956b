import type { Interval } from '../../cost/interval';

/** More containers or GPUs at once than the workspace's plan allows. */
export type PlanMessage = { readonly rule: 'plan-limit' } & (
  | {
      /** Of one declaration. */
      readonly kind: 'containersOverPlan' | 'gpusOverPlan';
      readonly arguments: PlanLimit & {
        /** What decides how many there are. */
        readonly parameter: 'min_containers' | 'max_containers';
        readonly amount: Interval;
      };
    }
  | {
      /** Of all warm containers of the workspace. */
      readonly kind: 'workspaceContainersOverPlan' | 'workspaceGpusOverPlan';
      readonly arguments: PlanLimit & {
        readonly amount: Interval;
        /** Number of declarations whose warm containers or GPUs are unknown, and not included. */
        readonly unknown: number;
      };
    }
);

interface PlanLimit {
  readonly plan: string;
  /** Containers, or GPUs. */
  readonly limit: number;
  /** Whether no plan is named, so that the free one is assumed. */
  readonly isAssumed: boolean;
}
