/** What work needs, in words, and what is found on it. */
import type { Need } from '../../modal/needs';
import type { NeedMessage } from '../../review/fit/fitMessages';
import { t } from './translate';

/** A need as a label. */
export function needLabel(need: Need): string {
  switch (need) {
    case 'hipaa':
      return t('Regulated data (HIPAA)');
    case 'ssh':
      return t('Shell access (SSH)');
    case 'multi-node':
      return t('Several nodes at once');
    case 'custom-cuda':
      return t('Custom CUDA kernels');
    case 'other-languages':
      return t('Languages besides Python');
    case 'h200':
      return 'H200';
    case 'b200':
      return 'B200';
    case 'apac':
      return t('Asia-Pacific');
    case 'south-america':
      return t('South America');
    case 'middle-east':
      return t('Middle East');
    case 'image-generation':
      return t('Image generation');
    case 'prototyping':
      return t('Prototyping');
    case 'real-time':
      return t('Real-time answers');
  }
}

export function needText(message: NeedMessage): string {
  switch (message.kind) {
    case 'needed':
      return t('Needed: {0}. {1}', message.arguments.needs.map(needLabel).join(', '), message.arguments.says);
    case 'volumeNotKnown':
      return t('Image generation fits at moderate volume; the volume is unknown.');
  }
}
