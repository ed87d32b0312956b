/** The pages about the price book: which is shown, and what is on it. */
import type { VNode } from 'preact';
import type { BookPageView } from '../../protocol';
import { Deck } from '../chart/deck';
import { usePanel } from '../context';
import type { PanelState } from '../panelStore';
import { Section } from './section';

type PageId = BookPageView['id'] | null;

const PAGES = [
  { id: null, word: 'pageScenario' },
  { id: 'gpus', word: 'pageGpus' },
  { id: 'providers', word: 'pageProviders' },
] as const;

export function PageChoice({ chosen }: { readonly chosen: PageId }): VNode {
  const { words, actions } = usePanel();
  return (
    <div class="tabs pages" role="group" aria-label={words('pages')}>
      {PAGES.map(({ id, word }) => (
        <button
          key={word}
          class="tab"
          type="button"
          aria-pressed={id === chosen}
          onClick={() => actions.choosePage(id)}
        >
          {words(word)}
        </button>
      ))}
    </div>
  );
}

/** The chosen page as soon as the host has sent it. */
export function BookPage({ state: { chosenPage, page } }: { readonly state: PanelState }): VNode {
  const { words } = usePanel();
  if (page?.id !== chosenPage)
    return (
      <p class="text" role="status">
        {words('pageLoading')}
      </p>
    );
  return (
    <div class="book-page">
      <h1 class="title">{page.title}</h1>
      <Deck id={page.id} charts={page.charts} />
      <div class="sections">
        {page.sections.map((section) => (
          <Section key={section.id} view={section} />
        ))}
      </div>
    </div>
  );
}
