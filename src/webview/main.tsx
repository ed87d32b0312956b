/** The scenario panel's way in: shakes hands with the host, then draws every view that comes. */
import { render } from 'preact';
import { setTranslate } from '../core/render/words/translate';
import { parseMessage, toPanelSchema, type FromPanel, type PanelView } from '../protocol';
import { PanelProvider } from './context';
import { createMemory, type StateApi } from './memory';
import { Page } from './page/page';
import './panel.css';
import { PanelStore, type PanelState } from './panelStore';
import { rehearse } from './rehearsal';
import { translation, words as wordsFrom } from './strings';

declare function acquireVsCodeApi(): StateApi & { postMessage(message: FromPanel): void };

/** A page that is scrolled is still for so long before its place is saved. */
const SCROLL_REST_MS = 200;

const api = acquireVsCodeApi();
const memory = createMemory(api);
const main = document.getElementById('panel') ?? document.body.appendChild(document.createElement('main'));
const words = wordsFrom(main.dataset.words);
setTranslate(translation(main.dataset.messages));

const store = new PanelStore(draw, (message) => api.postMessage(message), memory.page);
const context = { words, memory, actions: store };

function draw(state: PanelState): void {
  memory.savePage(state.chosenPage);
  render(
    <PanelProvider value={context}>
      <Page state={state} />
    </PanelProvider>,
    main,
  );
}

let hasPicture = false;

function takeView(view: PanelView): void {
  // Only a whole page can be scrolled to where it was.
  if (memory.scroll > 0) store.drawWhole();
  store.show(view);
  memory.saveView(view);
  if (!hasPicture) requestAnimationFrame(() => afterFirstPicture(view));
  hasPicture = true;
}

/** Once the charts have their heights, and before anyone has seen the page. */
function afterFirstPicture(view: PanelView): void {
  scrollTo(0, memory.scroll);
  // For the bench, and for those who wonder in the developer tools.
  performance.mark('first picture');
  // In a task of its own, behind the frame.
  setTimeout(() => {
    store.drawWhole();
    rehearse(view);
  }, 0);
}

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const parsed = parseMessage(toPanelSchema, data);
  if (!parsed.ok) store.complain(words('badMessage', parsed.reason));
  else if (parsed.message.type === 'rejected') store.complain(words('rejected', parsed.message.reason));
  else if (parsed.message.type === 'page') store.takePage(parsed.message.page);
  else if (parsed.message.type === 'trace') store.takeTrace(parsed.message.id, parsed.message.spells);
  else takeView(parsed.message.view);
});

let scrolling: ReturnType<typeof setTimeout> | undefined;
addEventListener('scroll', () => {
  clearTimeout(scrolling);
  scrolling = setTimeout(() => memory.setScroll(scrollY), SCROLL_REST_MS);
});

api.postMessage({ type: 'ready', state: memory.earlier });
