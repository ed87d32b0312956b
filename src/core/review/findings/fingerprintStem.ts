import type { CallSiteForm } from '../../modal/declaration';
import type { Draft } from './finding';

/**
 * What stands in a fingerprint for what a finding says. It began as the first words of the English message, and is a key now
 * that nobody reads: the message may change, this may not, for code hosts know by it which findings they have seen.
 */
export function fingerprintStem(finding: Draft): string {
  const name = nameIn(finding);
  const atStart = finding.subject?.type === 'call' ? `T${name.slice(1)}` : name;
  switch (finding.rule) {
    case 'warm-gpu':
    case 'min-over-max':
      return `${atStart} keeps `;
    case 'above-break-even':
      return `${atStart} costs about $`;
    case 'costly-window':
      return `Containers of ${name} that wait (scaledown_window `;
    case 'no-ceiling':
      return finding.kind === 'containersUnlimited'
        ? `Nothing limits how many containers of ${name} run at once: each container costs $`
        : `Nothing limits how many containers of ${name} run at once: each cluster costs $`;
    case 'cluster-multiple':
      return `${finding.arguments.parameter}=`;
    case 'over-budget':
      return budgetStem(finding, finding.arguments.app ?? name);
    case 'old-name':
      return oldNameStem(finding.arguments);
    case 'no-price':
      return `There is no price for ${finding.arguments.types.join(', ')} in ${finding.arguments.lineage[0].title}`;
    case 'unknown-gpu':
      return `The GPU of ${name} is not known here, and so its price: gpu=${oneSpaced(finding.arguments.source)}`;
    case 'gpu-count':
      return `${atStart} asks for `;
    case 'ignored-value':
      return ignoredStem(finding, name);
    case 'usage-comment':
    case 'ignore-comment':
      return JSON.stringify([finding.kind, finding.arguments]);
  }
}

const CALLS: Readonly<Record<CallSiteForm, string>> = {
  sandbox: 'this sandbox',
  image_build: 'this image build',
  imperative: 'this function',
  with_options: 'this call',
  update_autoscaler: 'this call',
};

function nameIn({ subject }: Draft): string {
  if (subject === null) return 'The workspace';
  return subject.type === 'declaration' ? subject.qualname : CALLS[subject.form];
}

type Of<Rule extends Draft['rule']> = Extract<Draft, { readonly rule: Rule }>;

function budgetStem({ kind }: Of<'over-budget'>, name: string): string {
  switch (kind) {
    case 'floorOverBudget':
      return `${name} costs $`;
    case 'uncertainFloorOverBudget':
      return `${name} may cost $`;
    case 'monthOverBudget':
      return `${name} costs about $`;
  }
}

function oldNameStem({ old, use, refusedSince }: Of<'old-name'>['arguments']): string {
  const replacement = use.kind === 'code' ? use.code : use.kind;
  return refusedSince === null
    ? `${old} is now ${replacement}: no version of Modal’s SDK knows it.`
    : `${old} is now ${replacement}: Modal’s SDK refuses it from `;
}

function ignoredStem({ kind, arguments: said }: Of<'ignored-value'>, name: string): string {
  switch (kind) {
    case 'formIgnored':
      return `${said.parameter}=${oneSpaced(said.source)} of ${name} has no effect`;
    case 'nonpreemptibleWithGpu':
      return `nonpreemptible=True of ${name} has no effect`;
    case 'gpuFormNoted':
      return `gpu=${oneSpaced(said.source)} of ${name}: `;
  }
}

/** Code in another layout says the same. */
function oneSpaced(source: string): string {
  return source.replace(/\s+/g, ' ');
}
