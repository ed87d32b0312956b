import { workspace, type WorkspaceFolder } from 'vscode';
import type { GitApi, GitRepository } from '../git/api';
import { pathIn } from '../pathIn';

/** A workspace folder, and a repository that it lies in or that lies in it. */
export interface RepositoryPlace {
  readonly folder: WorkspaceFolder;
  readonly repository: GitRepository;
}

/** Each folder with the repository that holds it and those that it holds. */
export function placesIn(api: GitApi): RepositoryPlace[] {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  return folders.flatMap((folder) => {
    const around = api.getRepository(folder.uri);
    const inside = api.repositories.filter(
      (repository) => repository !== around && pathIn(folder, repository.rootUri) !== undefined,
    );
    return [...(around ? [around] : []), ...inside].map((repository) => ({ folder, repository }));
  });
}
