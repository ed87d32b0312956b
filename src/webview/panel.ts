/** The scenario panel: what the host sends, drawn in place. */
import type { ChartView, PanelView, SectionView } from '../protocol';
import { createChart } from './chart/chart';
import type { Desk, Telling } from './desk';
import { h, keyed, setAttribute, setText, show, type Part } from './dom';
import { icon, type IconName } from './icons';
import { createInputs } from './inputs/inputs';
import { previewer } from './live';
import { createSection } from './parts/blocks';
import { createPinned } from './parts/pinned';

export interface PanelPart extends Part<PanelView> {
  /** See the desk. */
  slide: Desk['slide'];
}

export function createPanel(desk: Desk): PanelPart {
  const { words } = desk;
  const title = h('h1', { class: 'title' });
  const subtitle = h('p', { class: 'subtitle' });
  const headline = h('p', { class: 'headline' });
  const detail = h('p', { class: 'detail' });
  const noticeText = h('span');
  const notice = h('div', { class: 'notice' }, icon('caution'), noticeText);

  const button = (name: IconName, label: string, act: () => void, look = 'secondary'): HTMLButtonElement =>
    h('button', { class: `button ${look}`, type: 'button', onclick: act }, icon(name), h('span', {}, label));
  const apply = button('apply', words('apply'), () => applyChanges(), 'primary');
  const applyLabel = apply.querySelector('span')!;
  const reveal = button('reveal', words('reveal'), () => desk.post({ type: 'reveal' }));
  const toolbar = h(
    'div',
    { class: 'toolbar', role: 'group', 'aria-label': words('actions') },
    apply,
    button('pin', words('pin'), () => desk.post({ type: 'pin' })),
    button('copy', words('copyMarkdown'), () => desk.post({ type: 'copy', as: 'markdown' })),
    button('copy', words('copyCsv'), () => desk.post({ type: 'copy', as: 'csv' })),
    reveal,
  );

  const inputs = createInputs(desk);
  const pinned = createPinned(desk);
  const charts = h('section', { class: 'charts', 'aria-label': words('charts') });
  const updateCharts = keyed(
    charts,
    ({ id }: ChartView) => id,
    ({ id }) => createChart(desk, id),
  );
  const sections = h('div', { class: 'sections' });
  const updateSections = keyed(
    sections,
    ({ id }: SectionView) => id,
    (section) => createSection(desk, section),
  );

  const element = h(
    'div',
    { class: 'panel' },
    h(
      'header',
      { class: 'head' },
      h('div', { class: 'names' }, title, subtitle),
      toolbar,
      h('div', { role: 'status', class: 'notices' }, notice),
    ),
    h('div', { class: 'figure' }, headline, detail),
    h(
      'div',
      { class: 'columns' },
      inputs.element,
      h('div', { class: 'results' }, charts, pinned.element, sections),
    ),
  );

  function applyChanges(): void {
    if (!apply.hasAttribute('aria-disabled')) desk.post({ type: 'apply' });
  }

  const previewOf = previewer(() => performance.now());
  let last: PanelView | undefined;
  let spoken = '';
  /** Whether the picture is ahead of the host's views. */
  let isPreviewed = false;

  function slide(name: string, text: string, tell: Telling): void {
    const found = last && previewOf(last, name, Number(text));
    if (found) {
      isPreviewed = true;
      setText(headline, found.headline);
      updateCharts(found.charts);
    }
    // What the page cannot draw, the host hears of with every step.
    inputs.slide(name, text, found || tell === 'held' ? tell : 'now');
  }

  return {
    element,
    slide,
    update(view) {
      last = view;
      inputs.update(view);
      // A view that is older than the picture: what it says of the rest is still news.
      isPreviewed &&= inputs.isAhead();
      setText(title, view.title);
      setText(subtitle, view.subtitle);
      setText(noticeText, view.notice ?? '');
      show(notice, view.notice !== null);
      if (spoken !== '' && spoken !== view.headline) desk.announce(view.headline);
      spoken = view.headline;
      if (!isPreviewed) setText(headline, view.headline);
      setText(detail, view.detail);

      const { possible, changes } = view.apply;
      // A calculator is about no declaration, so it has no key.
      const hasCode = view.key !== '';
      // Not the `disabled` attribute, which would throw the focus away when the last change goes.
      const isIdle = !possible || changes.length === 0;
      show(apply, hasCode);
      setAttribute(apply, 'aria-disabled', isIdle ? 'true' : null);
      setAttribute(apply, 'title', isIdle ? words('noChanges') : changes.join('\n'));
      setText(applyLabel, isIdle ? words('apply') : words('applyCount', String(changes.length)));
      show(reveal, hasCode);

      if (!isPreviewed) updateCharts(view.charts);
      pinned.update(view.pinned);
      updateSections(view.sections);
      desk.kept.follow(view);
    },
  };
}
