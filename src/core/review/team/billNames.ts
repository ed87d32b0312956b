/** The names that the bill has for the app of a declaration. */
import type { Declaration } from '../../modal/declaration';
import { keysMatching } from './keyIndex';
import type { Team } from './team';

/**
 * Each name under which a team deploys an app; where the team file says none, the app's own. Empty where that is only known
 * when the code runs.
 */
export function billNames(
  { apps }: Pick<Team, 'apps'>,
  { file, app, appName }: Pick<Declaration, 'file' | 'app' | 'appName'>,
): readonly string[] {
  const said = keysMatching(apps, { file, name: app, qualname: app }).map(({ name }) => name);
  return said.length > 0 ? [...new Set(said)] : appName === null ? [] : [appName];
}
