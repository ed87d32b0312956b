import type { Replacement } from '../../modal/replacement';
import { t } from './translate';

/** What replaces an old name: code, or what to write in its place. */
export function replacementText(use: Replacement): string {
  switch (use.kind) {
    case 'code':
      return use.code;
    case 'gpuText':
      return t('a string such as gpu="H100:2"');
    case 'classMinContainers':
      return t('min_containers of the class, and no effect since 0.63.0');
  }
}
