/** The scenario panel: what the host sends, and what goes on in the page itself. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { TracePicture } from '../../core/render/scenario/traceCharts';
import type { FieldView, PanelView } from '../../protocol';
import { Deck } from '../chart/deck';
import { usePanel } from '../context';
import { Inputs } from '../inputs/inputs';
import { Levers } from '../inputs/levers';
import type { PanelState } from '../panelStore';
import { Advice, Answer } from './answer';
import { BookPage, PageChoice } from './bookPage';
import { Fold } from './fold';
import { Head, Notice } from './head';
import { Icon } from './icon';
import { PinnedSettings } from './pinned';
import { Section } from './section';
import { Toolbar } from './toolbar';
import { Trace } from './trace';
import { useTracePicture } from './tracePicture';

export function Page({ state }: { readonly state: PanelState }): VNode {
  const { view, complaint, announcement } = state;
  return (
    <>
      <Complaint text={complaint} />
      <div class="visually-hidden" aria-live="polite">
        {announcement}
      </div>
      {view && <PageChoice chosen={state.chosenPage} />}
      {view && (state.chosenPage ? <BookPage state={state} /> : <Panel state={state} view={view} />)}
    </>
  );
}

function Panel({ state, view }: { readonly state: PanelState; readonly view: PanelView }): VNode {
  const { preview, inputs, isWhole } = state;
  const picture = useTracePicture(state);
  const { words } = usePanel();
  const { levers, groups } = useMemo(() => sorted(view), [view]);
  const costs = <Deck id="costs" charts={view.charts} drawn={preview?.chart} />;
  return (
    <div class="panel">
      <Head view={view} headline={picture?.headline ?? preview?.headline ?? view.headline} />
      <Notice view={view} />
      {!view.isOld && <Advice answers={picture?.answers ?? view.answers} />}
      <Toolbar hasCode={view.key !== ''} />
      <div class="columns">
        {picture ? <Deck id="trace" charts={picture.charts} /> : costs}
        <div class="side">
          <Levers fields={levers} states={inputs} />
          <Inputs
            groups={groups}
            presets={view.presets}
            usage={view.usage}
            states={inputs}
            isWhole={isWhole}
          />
        </div>
        <Answer
          view={view}
          detail={picture ? `${picture.detail} ${words('traceWithout', view.headline)}` : view.detail}
          isOfUsage={picture === null}
        />
        {isWhole && <Rest view={view} picture={picture} costs={costs} />}
      </div>
    </div>
  );
}

interface RestProps {
  readonly view: PanelView;
  readonly picture: TracePicture | null;
  readonly costs: VNode;
}

/** All that is below the picture and its answer. */
function Rest({ view, picture, costs }: RestProps): VNode {
  const { words } = usePanel();
  return (
    <div class="rest">
      {view.trace && picture && <Trace view={view.trace} picture={picture} />}
      {picture && view.charts.length > 0 && (
        <div class="section">
          <Fold id="charts" level="h2" title={words('chartsWithout')} initial={false}>
            {() => costs}
          </Fold>
        </div>
      )}
      {view.pinned.length > 0 && <PinnedSettings pinned={view.pinned} />}
      <div class="sections">
        {view.sections.map((section) => (
          <Section key={section.id} view={section} />
        ))}
      </div>
    </div>
  );
}

/** The fields that stay in view, in their order, and the groups of the others. */
function sorted({ groups, levers }: PanelView): {
  readonly levers: FieldView[];
  readonly groups: PanelView['groups'];
} {
  const fields = groups.flatMap((group) => group.fields);
  return {
    levers: levers.flatMap((name) => fields.find((each) => each.name === name) ?? []),
    groups: groups
      .map((group) => ({ ...group, fields: group.fields.filter(({ name }) => !levers.includes(name)) }))
      .filter((group) => group.fields.length > 0),
  };
}

/** What went wrong in the panel itself, until it is dismissed. */
function Complaint({ text }: { readonly text: string | null }): VNode {
  const { words, actions } = usePanel();
  return (
    <div class="complaint" role="alert" hidden={text === null}>
      <Icon name="error" />
      <span>{text}</span>
      <button class="tool" type="button" aria-label={words('dismiss')} onClick={() => actions.complain(null)}>
        <Icon name="close" />
      </button>
    </div>
  );
}
