/** What stays at the top of the page: the name, the month, and what applies it. */
import type { VNode } from 'preact';
import type { PanelView } from '../../protocol';
import { usePanel } from '../context';
import { focusField } from '../inputs/focusField';
import { memo } from '../memo';
import { ApplyButton } from './applyButton';
import { Icon } from './icon';

interface HeadProps {
  readonly view: PanelView;
  readonly headline: string;
}

export function Head({ view, headline }: HeadProps): VNode {
  const { words } = usePanel();
  const { title, subtitle, isOld, isSimulating, key, apply } = view;
  return (
    <header class="head">
      <div class="names">
        <h1 class="title" title={title}>
          {title}
        </h1>
        <p class="subtitle">{isSimulating ? words('simulating') : subtitle}</p>
      </div>
      <p class={isOld || isSimulating ? 'headline old' : 'headline'}>
        {isOld ? words('oldFigure', headline) : headline}
      </p>
      {key !== '' && <ApplyButton {...apply} isOld={isOld} />}
    </header>
  );
}

/** Why figures are missing or old, with the way to the fields that mend it. */
export const Notice = memo(
  ({ view: { notice: said, groups, levers, isOld, isSimulating } }: { readonly view: PanelView }) => {
    const { words } = usePanel();
    // The head says it: what comes and goes with each step of a drag must move nothing.
    const notice = isSimulating && said?.fields.length === 0 ? null : said;
    const fields = groups
      .flatMap((group) => group.fields)
      .filter(({ name }) => notice?.fields.includes(name) === true);
    // The levers stay in view, with what is wrong with them: a box above would push the chart behind them.
    const isInView = isOld && fields.length > 0 && fields.every(({ name }) => levers.includes(name));
    return (
      <div role="status" class="notices">
        {notice !== null && (
          <div class={isInView ? 'notice in-view' : 'notice'}>
            <Icon name="caution" />
            <span>
              {notice.text}
              {fields.map(({ name, label }) => (
                <button key={name} class="link" type="button" onClick={() => focusField(name)}>
                  {words('editField', label)}
                </button>
              ))}
            </span>
          </div>
        )}
      </div>
    );
  },
);
