import { parsePriceBook } from '../../core/pricing/parsePriceBook';
import type { PriceBook } from '../../core/pricing/schema';
import { teamBookPath } from '../../core/review/team/assessWithTeam';
import { parseTeamFile } from '../../core/review/team/parseTeamFile';
import type { Terms } from '../../core/review/team/priceScan';
import { NO_TEAM, TEAM_FILE } from '../../core/review/team/team';
import type { FolderAtCommit } from '../git/folderAtCommit';
import type { Services } from '../services';

/**
 * What priced a folder's files in a commit: its team file and its price book as they were, with the settings of today.
 * @param now the terms of today, which are the same where neither file has changed
 */
export async function termsThen(services: Services, at: FolderAtCommit, now: Terms): Promise<Terms> {
  const text = await textThen(at, TEAM_FILE);
  const team = text === undefined ? NO_TEAM : parseTeamFile(text).team;
  const path = teamBookPath(team);
  const changed = [TEAM_FILE, ...(path === null ? [] : [path])];
  if (!changed.some((each) => at.changed.has(each))) return now;
  const book = path === null ? null : await bookThen(at, path);
  return services.termsOf({ team, book }, at.folder.uri);
}

async function bookThen(at: FolderAtCommit, path: string): Promise<PriceBook | null> {
  const text = await textThen(at, path);
  const result = text === undefined ? undefined : parsePriceBook(text);
  return result?.ok ? result.book : null;
}

/** A file's text in the commit; undefined where there was none that can be read. */
export async function textThen(at: FolderAtCommit, path: string): Promise<string | undefined> {
  const found = await at.text(path);
  return found && 'text' in found ? found.text : undefined;
}
