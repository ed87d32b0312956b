import { version } from '../../package.json';
import type { SarifTool } from '../core/render/review/sarif';
import { home, linkTo } from '../common/repository';

export const about: SarifTool = { version, home, linkTo };
