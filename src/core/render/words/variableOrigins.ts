import type { SaidIn } from '../../python/environment';
import { TEAM_FILE } from '../../review/team/team';
import { t } from './translate';

/** Where an environment variable has its value from, if from anywhere. @param name as it is shown */
export function variableOriginText(name: string, saidIn: SaidIn | undefined): string {
  switch (saidIn?.kind) {
    case undefined:
      return t('{0} not set in the environment', name);
    case 'option':
      return t('{0} from {1}', name, '`--env`');
    case 'setting':
      return t('{0} from env in the settings of the editor', name);
    case 'teamFile':
      return t('{0} from env in {1}, line {2}', name, TEAM_FILE, saidIn.line);
  }
}
