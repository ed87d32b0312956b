import { l10n, Uri, window, workspace, type CancellationToken, type Disposable } from 'vscode';
import { Disposables } from '../../host/disposables';
import { Commands } from '../../host/contributions';
import { withoutIcons } from '../../core/render/escape';
import type { ChangeReport } from '../../core/render/review/changeReport';
import { reviewFolder } from '../../host/changes/changeReview';
import { placesIn, type RepositoryPlace } from '../../host/changes/repositoryPlaces';
import type { GitApi } from '../../host/git/api';
import { placeOf } from '../../host/notebooks';
import { pathIn } from '../../host/pathIn';
import type { Git } from '../../host/git/git';
import { NextSteps } from '../../host/nextSteps';
import { pickOne } from '../../host/pickStep';
import type { Services } from '../../host/services';
import { inform } from '../../host/tell';
import { registerCommand } from '../../host/commands';
import { logBug } from '../../host/logBug';
import { askForBase, headOf, type Base } from './reviewBase';
import { showBusyPick, type BusyPick } from './busyPick';
import { ReviewDocuments } from './reviewDocuments';
import { showReview } from './reviewList';

/** "Review Changes": what the changes since a commit cost. A lens asks for HEAD, and for the folder of its file. */
export function registerReviewChanges(services: Services, git: Git): Disposable {
  const disposables = new Disposables();
  const documents = disposables.add(new ReviewDocuments());
  disposables.add(
    registerCommand(services.log, Commands.reviewChanges, async (uri, base) => {
      const file = uri instanceof Uri ? fileAt(uri) : undefined;
      await review(services, git, documents, file, base === 'HEAD');
    }),
  );
  disposables.add(registerCommand(services.log, Commands.copyReview, () => documents.copy()));
  return disposables;
}

async function review(
  services: Services,
  git: Git,
  documents: ReviewDocuments,
  file: Uri | undefined,
  againstHead: boolean,
): Promise<void> {
  const busy = showBusyPick(l10n.t('Review Changes'), l10n.t('Running Git…'));
  try {
    await reviewWith(busy, services, git, documents, file, againstHead);
  } finally {
    busy.dispose();
  }
}

async function reviewWith(
  busy: BusyPick,
  services: Services,
  git: Git,
  documents: ReviewDocuments,
  file: Uri | undefined,
  againstHead: boolean,
): Promise<void> {
  const api = await git.ready();
  if (busy.token.isCancellationRequested) return;
  const places = api ? placesIn(api) : [];
  const found = file && api ? places.find((each) => isPlaceOf(each, api, file)) : undefined;
  const place = found ?? (places.length > 1 ? await choosePlace(places) : places[0]);
  if (!place) {
    if (places.length === 0) tellWhyNot(api);
    return;
  }
  const head = headOf(place.repository);
  if (!head) {
    inform(
      l10n.t('The repository has no commit yet: there is nothing to compare with.'),
      NextSteps.openSourceControl(),
    );
    return;
  }
  const base = againstHead ? head : await askForBase(place.repository);
  if (base) await reviewAgainst(base, place, services, documents, api!);
}

async function reviewAgainst(
  base: Base,
  { folder, repository }: RepositoryPlace,
  services: Services,
  documents: ReviewDocuments,
  api: GitApi,
): Promise<void> {
  const names = { before: base.name, after: l10n.t('working tree') };
  const work = async (token: CancellationToken): Promise<ChangeReport | undefined> => {
    try {
      return await reviewFolder(services, { folder, repository, commit: base.commit, names }, token);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      logBug(services.log, error);
      void window.showWarningMessage(l10n.t('Git could not list the changes: {0}', message));
      return undefined;
    }
  };
  const text = l10n.t('Reviewing changes since {0}…', base.name);
  const busy = showBusyPick(l10n.t('Review Changes'), text);
  const progress = services.index.onDidProgress(({ isRunning, done, total }) =>
    busy.say(isRunning ? l10n.t('Scanning: {0} of {1} files…', done, total) : text),
  );
  try {
    const reviewed = await work(busy.token);
    if (!reviewed || busy.token.isCancellationRequested) return;
    // It takes the place of the busy one.
    await showReview(reviewed, {
      documents,
      uriOf: (path) => Uri.joinPath(folder.uri, path),
      uriThen: (path) => api.toGitUri(Uri.joinPath(folder.uri, path), base.commit),
    });
  } finally {
    progress.dispose();
    busy.dispose();
  }
}

/** The file that Git has of what is open under an address: of a cell, its notebook. */
function fileAt(uri: Uri): Uri {
  const document = workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  return document ? placeOf(document) : uri;
}

function isPlaceOf({ folder, repository }: RepositoryPlace, api: GitApi, file: Uri): boolean {
  return (
    pathIn(folder, file) !== undefined &&
    api.getRepository(file)?.rootUri.toString() === repository.rootUri.toString()
  );
}

async function choosePlace(places: readonly RepositoryPlace[]): Promise<RepositoryPlace | undefined> {
  const here = window.activeTextEditor?.document.uri;
  const isHere = ({ folder }: RepositoryPlace): boolean =>
    here !== undefined && pathIn(folder, here) !== undefined;
  const sorted = [...places].sort((a, b) => Number(isHere(b)) - Number(isHere(a)));
  const items = sorted.map((place) => ({
    label: `$(repo) ${withoutIcons(place.folder.name)}`,
    description: withoutIcons(place.repository.rootUri.fsPath),
    place,
  }));
  const picked = await pickOne({
    items,
    title: l10n.t('Review Changes'),
    placeholder: l10n.t('For which repository?'),
  });
  return picked?.place;
}

/** Says why there is nothing to compare with, and what helps. */
function tellWhyNot(api: GitApi | undefined): void {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0)
    return inform(
      l10n.t('Open a folder first: changes are reviewed in a folder’s Git repository.'),
      NextSteps.openFolder(),
    );
  if (folders.every(({ uri }) => uri.scheme !== 'file'))
    return inform(l10n.t('Git cannot read these files, so there is nothing to compare with.'));
  if (!api && !workspace.isTrusted)
    return inform(
      l10n.t(
        'This workspace is not trusted, so VS Code does not run Git in it: there is nothing to compare with.',
      ),
      NextSteps.manageTrust(),
    );
  if (!api)
    return inform(
      l10n.t(
        'Git is not available, or turned off by the git.enabled setting: there is nothing to compare with.',
      ),
      NextSteps.openSetting('git.enabled'),
    );
  inform(
    l10n.t(
      'VS Code has no Git repository open for this folder, so there is nothing to compare with. In the Source Control view, open that of a parent folder, or initialize one.',
    ),
    NextSteps.openSourceControl(),
  );
}
