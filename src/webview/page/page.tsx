/** The scenario panel: what the host sends, and what goes on in the page itself. */
import type { VNode } from 'preact';
import type { ChartView, FieldView, PanelView } from '../../protocol';
import { Chart } from '../chart/chart';
import { usePanel } from '../context';
import { Inputs } from '../inputs/inputs';
import { memo } from '../memo';
import type { PanelState } from '../panelStore';
import { Icon } from './icon';
import { PinnedSettings } from './pinned';
import { Section } from './section';
import { Toolbar } from './toolbar';
import { Trace } from './trace';
import { useTracePicture } from './tracePicture';

export function Page({ state }: { readonly state: PanelState }): VNode {
  const { view, preview, inputs, complaint, announcement } = state;
  const picture = useTracePicture(state);
  const { words } = usePanel();
  return (
    <>
      <Complaint text={complaint} />
      <div class="visually-hidden" aria-live="polite">
        {announcement}
      </div>
      {view && (
        <div class="panel">
          <Head view={view} />
          <div class="figure">
            <p class="headline">{picture?.headline ?? preview?.headline ?? view.headline}</p>
            <p class="detail">
              {picture ? `${picture.detail} ${words('traceWithout', view.headline)}` : view.detail}
            </p>
            {view.beside !== null && !picture && <Beside view={view.beside} />}
          </div>
          <div class={picture ? 'columns with-trace' : 'columns'}>
            <Inputs
              groups={view.groups}
              presets={view.presets}
              changes={view.apply.changes}
              states={inputs}
            />
            <div class="results">
              {view.trace && picture && (
                <Trace view={view.trace} picture={picture} fields={poolFields(view)} states={inputs} />
              )}
              <Charts charts={preview?.charts ?? view.charts} />
              {view.pinned.length > 0 && <PinnedSettings pinned={view.pinned} />}
              <div class="sections">
                {view.sections.map((section) => (
                  <Section key={section.id} view={section} />
                ))}
              </div>
            </div>
          </div>
        </div>
      )}
    </>
  );
}

const TRACE_FIELDS: readonly string[] = ['min_containers', 'buffer_containers', 'scaledown_window'];

/** The inputs that a trace's picture follows by itself. */
function poolFields({ groups }: PanelView): FieldView[] {
  return groups.flatMap(({ fields }) => fields.filter(({ name }) => TRACE_FIELDS.includes(name)));
}

/** The figures by the other book, told apart from those of the book in use, and the button that switches to it. */
function Beside({ view }: { readonly view: NonNullable<PanelView['beside']> }): VNode {
  const { actions } = usePanel();
  return (
    <p class="beside">
      <em>{view.text}</em>{' '}
      <button
        class="link"
        type="button"
        onClick={() => {
          actions.type('book', view.book);
          actions.commit('book', 'now');
        }}
      >
        {view.label}
      </button>
    </p>
  );
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

const Head = memo(({ view }: { readonly view: PanelView }) => (
  <header class="head">
    <div class="names">
      <h1 class="title">{view.title}</h1>
      <p class="subtitle">{view.subtitle}</p>
    </div>
    <Toolbar hasCode={view.key !== ''} apply={view.apply} />
    <div role="status" class="notices">
      {view.notice !== null && (
        <div class="notice">
          <Icon name="caution" />
          <span>{view.notice}</span>
        </div>
      )}
    </div>
  </header>
));

function Charts({ charts }: { readonly charts: readonly ChartView[] }): VNode {
  const { words } = usePanel();
  return (
    <section class="charts" aria-label={words('charts')}>
      {charts.map((chart) => (
        <Chart key={chart.id} view={chart} />
      ))}
    </section>
  );
}
