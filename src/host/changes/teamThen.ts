import { teamBookPath } from '../../core/review/team/assessWithTeam';
import { parseTeamFile } from '../../core/review/team/parseTeamFile';
import type { Terms } from '../../core/review/team/priceScan';
import { NO_TEAM, TEAM_FILE, type Team } from '../../core/review/team/team';
import type { FolderAtCommit } from '../git/folderAtCommit';
import { textIn } from '../index/fileSystem';
import type { Services } from '../services';

/**
 * The terms of a folder in a commit: its team file as it was, with the settings and the price book of today. A difference
 * has one book, so the code before the change is priced as it would be now.
 * @param now the terms of today, which are the same if the team file has not changed
 */
export async function termsThen(services: Services, at: FolderAtCommit, now: Terms): Promise<Terms> {
  if (!at.changed.has(TEAM_FILE)) return now;
  const team = { ...(await teamThen(at)), priceBook: null };
  return services.termsOf({ team, book: now.context.book }, at.folder.uri);
}

/** What the team file of a commit selects, if it is another price book than now, or a file that has changed since. */
export async function ownBookThen(
  services: Services,
  at: FolderAtCommit,
  now: Terms,
): Promise<string | undefined> {
  const team = at.changed.has(TEAM_FILE) ? await teamThen(at) : now.team;
  const path = teamBookPath(team);
  const same = team.priceBook === now.team.priceBook && (path === null || !at.changed.has(path));
  return same ? undefined : (team.priceBook ?? services.books.asked.book.id);
}

async function teamThen(at: FolderAtCommit): Promise<Team> {
  const text = await textThen(at, TEAM_FILE);
  return text === undefined ? NO_TEAM : parseTeamFile(text).team;
}

/** A file's text in the commit; undefined where there was none that can be read. */
export async function textThen(at: FolderAtCommit, path: string): Promise<string | undefined> {
  return textIn(await at.text(path));
}
