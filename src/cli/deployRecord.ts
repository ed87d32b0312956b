import { createHash } from 'node:crypto';
import { FilesOfCosts } from './filesOfCosts';
import { NoRepository, Repository, type Commit } from './gitProcess';
import type { Options } from './options';
import type { Place } from './scannedPaths';

/** Where the commits that the gate has deployed are: beside branches and tags, so that no tool takes them for either. */
const REFERENCES = 'refs/modal-cost/deployed';

/** The variables by which Modal's own command line chooses where to deploy to. */
const TARGET_VARIABLES = ['MODAL_PROFILE', 'MODAL_ENVIRONMENT'];

/** What Git knows of one deployment: the commit that its command has deployed last, and the one that it deploys now. */
export class DeployRecord {
  /** The reference that leads to the commit deployed last. */
  readonly reference: string;
  /** The commit that is checked out; null if there is none yet. */
  readonly head: Commit | null;

  private constructor(
    readonly repository: Repository,
    private readonly place: Place,
    options: Pick<Options, 'run'>,
  ) {
    this.reference = `${REFERENCES}/${keyOf([repository.prefix(), ...place.names], options)}`;
    const head = repository.commitId('HEAD');
    this.head = head === null ? null : { id: head, asked: 'HEAD' };
  }

  /** The reason where there is no Git, or no repository. Throws `UsageError` where Git refuses one. */
  static open(place: Place, options: Pick<Options, 'run'>): DeployRecord | NoRepository {
    try {
      return new DeployRecord(new Repository(place.root), place, options);
    } catch (error) {
      if (error instanceof NoRepository) return error;
      throw error;
    }
  }

  /** The commit deployed last; null if none is recorded here. */
  last(): Commit | null {
    const id = this.repository.commitId(this.reference);
    return id === null ? null : { id, asked: 'last deploy' };
  }

  /** The files that bear on costs and are not as in the commit that is checked out. */
  uncommitted(): readonly string[] {
    if (!this.head) return [];
    return new FilesOfCosts(this.repository, this.head, this.place.root).uncommitted();
  }

  /** Records that the commit is deployed. Throws `UsageError` where Git cannot write. */
  write(commit: Commit): void {
    this.repository.setReference(this.reference, commit.id);
  }
}

/** The same for the same command on the same folder and paths, to the same place; another for each other deployment. */
function keyOf(where: readonly string[], { run }: Pick<Options, 'run'>): string {
  const target = TARGET_VARIABLES.map((name) => process.env[name] ?? '');
  return createHash('sha256')
    .update(JSON.stringify([where, run, target]))
    .digest('hex')
    .slice(0, 16);
}
