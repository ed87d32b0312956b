import { repository } from '../../package.json';

/** Where this repository is on the web. */
export const home = repository.url.replace(/\.git$/, '');

/** The address of a page of this repository, by its path from the root. */
export function linkTo(page: string): string {
  return `${home}/blob/main/${page}`;
}
