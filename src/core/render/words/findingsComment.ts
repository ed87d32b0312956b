/** What is wrong with a comment that silences rules, in words. */
import type { CommentMessage } from '../../review/findings/commentMessages';
import { RULE_IDS } from '../../review/findings/rules';
import { quoted } from './quoted';
import { t } from './translate';

const EXAMPLE = '# modal-cost: ignore warm-gpu the demo in May';

export function ignoreCommentText(
  message: Extract<CommentMessage, { readonly rule: 'ignore-comment' }>,
): string {
  switch (message.kind) {
    case 'ruleMissing':
      return t('This comment silences nothing: give a rule and a reason, such as {0}.', EXAMPLE);
    case 'notARule':
      return notARuleText(message.arguments);
    case 'reasonMissing':
      return t(
        'Add a reason after {0}, such as {1}. Without a reason, nothing is silenced.',
        message.arguments.rule,
        EXAMPLE,
      );
  }
}

function notARuleText({ word, near }: Extract<CommentMessage, { kind: 'notARule' }>['arguments']): string {
  const remedy = near === null ? t('The rules are {0}.', RULE_IDS.join(', ')) : t('Did you mean {0}?', near);
  return t('{0} is not a rule, so this comment silences nothing. {1}', quoted(word), remedy);
}
