import { repository, version } from '../../package.json';
import type { SarifTool } from '../core/render/review/sarif';

const home = repository.url.replace(/\.git$/, '');

/** The address of a page of this repository. */
export function linkTo(page: string): string {
  return `${home}/blob/main/${page}`;
}

export const about: SarifTool = { version, home, linkTo };
