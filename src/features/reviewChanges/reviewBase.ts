import { l10n, window, type QuickPickItem } from 'vscode';
import { withoutIcons } from '../../core/render/escape';
import { RefType, type GitRef, type GitRepository } from '../../host/git/api';
import { commonCommit } from '../../host/git/commonCommit';
import { gitFailure, isUnknownRevision } from '../../host/git/gitFailure';
import { showBusyPick } from './busyPick';
import { pickStep, type StepResult } from '../../host/pickStep';

/** What a change is held against. */
export interface Base {
  /** As people call it, with the commit that this is just now. */
  readonly name: string;
  readonly commit: string;
}

interface BaseItem extends QuickPickItem {
  readonly choose: () => Promise<Base | 'back' | undefined>;
}

/** Asks what the files are to be compared with; undefined where nobody says. */
export async function askForBase(repository: GitRepository): Promise<Base | undefined> {
  const items = await baseItems(repository);
  for (;;) {
    const result: StepResult<BaseItem> = await pickStep({
      title: l10n.t('Review Changes'),
      placeholder: l10n.t('Compare the current files with what?'),
      step: 1,
      totalSteps: 2,
      items,
    });
    if (typeof result === 'string') return undefined;
    // Git may take a moment; an input box or a list takes the place of this one.
    const busy = showBusyPick(l10n.t('Review Changes'), l10n.t('Running Git…'));
    try {
      const base = await result.picked.choose();
      if (base !== 'back') return base;
    } finally {
      busy.dispose();
    }
  }
}

/** HEAD, which an empty repository has none of. */
export function headOf({ state: { HEAD } }: GitRepository): Base | undefined {
  return HEAD?.commit === undefined ? undefined : { name: named('HEAD', HEAD.commit), commit: HEAD.commit };
}

async function baseItems(repository: GitRepository): Promise<BaseItem[]> {
  const head = headOf(repository)!;
  const refs = (await repository.getRefs({ sort: 'committerdate' })).filter(
    (ref): ref is NamedRef => ref.name !== undefined && ref.commit !== undefined,
  );
  const others = refs.filter(({ name }) => name !== repository.state.HEAD?.name);
  const trunk = trunkOf(others);
  return [
    {
      label: '$(git-commit) HEAD',
      description: short(head.commit),
      detail: l10n.t('Uncommitted changes'),
      choose: () => Promise.resolve(head),
    },
    ...(trunk
      ? [
          {
            label: l10n.t('$(git-merge) Since it branched from {0}', withoutIcons(trunk.name)),
            detail: l10n.t('All changes on this branch, committed or not'),
            choose: () => mergeBase(repository, trunk),
          },
        ]
      : []),
    ...others.map((ref) => ({
      label: `${ICONS[ref.type] ?? '$(git-branch)'} ${withoutIcons(ref.name)}`,
      description: short(ref.commit),
      choose: () => (ref.type === RefType.Tag ? Promise.resolve(tipOf(ref)) : askForPoint(repository, ref)),
    })),
    {
      label: l10n.t('$(edit) A commit…'),
      detail: l10n.t('A hash, or any other revision that Git understands'),
      choose: () => askForCommit(repository),
    },
  ];
}

type NamedRef = GitRef & { readonly name: string; readonly commit: string };

const ICONS: Readonly<Record<number, string>> = {
  [RefType.Head]: '$(git-branch)',
  [RefType.RemoteHead]: '$(cloud)',
  [RefType.Tag]: '$(tag)',
};

/** The branch that others leave and come back to, by its usual names. */
function trunkOf(refs: readonly NamedRef[]): NamedRef | undefined {
  const names = ['origin/main', 'origin/master', 'main', 'master', 'upstream/main', 'upstream/master'];
  return names.map((name) => refs.find((ref) => ref.name === name)).find((ref) => ref !== undefined);
}

function tipOf({ name, commit }: NamedRef): Base {
  return { name: named(name, commit), commit };
}

/** A branch as it is, or where this one has left it: a question only where these differ. */
async function askForPoint(repository: GitRepository, ref: NamedRef): Promise<Base | 'back' | undefined> {
  const common = await commonCommit(repository, ref.commit);
  if (common === undefined || common === ref.commit) return tipOf(ref);
  const name = withoutIcons(ref.name);
  const result = await pickStep<BaseItem>({
    title: l10n.t('Review Changes'),
    placeholder: l10n.t('{0} has newer commits. Compare with…', ref.name),
    step: 2,
    totalSteps: 2,
    items: [
      {
        label: l10n.t('$(git-merge) The commit where this branch started'),
        description: short(common),
        detail: l10n.t('Only the changes on this branch'),
        choose: () => Promise.resolve(left(ref, common)),
      },
      {
        label: l10n.t('$(git-branch) The latest commit of {0}', name),
        description: short(ref.commit),
        detail: l10n.t('Changes made only on {0} are included, in reverse', name),
        choose: () => Promise.resolve(tipOf(ref)),
      },
    ],
  });
  if (typeof result === 'string') return result === 'back' ? 'back' : undefined;
  return result.picked.choose();
}

async function mergeBase(repository: GitRepository, ref: NamedRef): Promise<Base | undefined> {
  const common = await commonCommit(repository, ref.commit);
  if (common !== undefined) return left(ref, common);
  void window.showInformationMessage(
    l10n.t(
      'This branch and {0} have no known common commit. In a shallow clone, run “git fetch --unshallow”.',
      ref.name,
    ),
  );
  return undefined;
}

function left({ name }: NamedRef, commit: string): Base {
  return { name: named(l10n.t('merge base with {0}', name), commit), commit };
}

async function askForCommit(repository: GitRepository): Promise<Base | 'back' | undefined> {
  let found: Base | undefined;
  const problemOf = async (text: string): Promise<string | undefined> => {
    found = undefined;
    try {
      found = await commitNamed(repository, text);
    } catch (error) {
      const failure = gitFailure(error);
      if (!isUnknownRevision(failure)) return failure.text;
    }
    return found || text === ''
      ? undefined
      : l10n.t('The repository does not have this commit. A shallow clone does not have the older ones.');
  };
  const value = await window.showInputBox({
    title: l10n.t('Review Changes'),
    prompt: l10n.t('A commit hash, or another revision such as HEAD~3 or v1.2'),
    validateInput: (text) => problemOf(text.trim()),
  });
  if (value === undefined) return 'back';
  return found;
}

/**
 * The commit that a text names; undefined for none. What begins with a hyphen would be an option to Git.
 * @throws what Git says against it, an unknown revision too
 */
async function commitNamed(repository: GitRepository, text: string): Promise<Base | undefined> {
  if (text === '' || text.startsWith('-')) return undefined;
  const { hash } = await repository.getCommit(text);
  return { name: hash.startsWith(text) ? short(hash) : named(text, hash), commit: hash };
}

function named(name: string, commit: string): string {
  return `${name} (${short(commit)})`;
}

function short(commit: string): string {
  return commit.slice(0, 10);
}
