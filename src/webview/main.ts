/** The scenario panel's way in: shakes hands with the host, then draws every view that comes. */
import { setTranslate } from '../core/render/words/translate';
import { parseMessage, toPanelSchema, type FromPanel, type PanelView } from '../protocol';
import { h, setText, show } from './dom';
import { icon } from './icons';
import { keeper, type Kept } from './kept';
import { createPanel, type PanelPart } from './panel';
import './panel.css';
import { translation, words } from './strings';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: Kept): void;
};

const api = acquireVsCodeApi();
const kept = keeper(api);
const main = document.getElementById('panel') ?? document.body.appendChild(h('main'));
const say = words(main.dataset.words);
setTranslate(translation(main.dataset.messages));
let panel: PanelPart | undefined;

const live = h('div', { class: 'visually-hidden', 'aria-live': 'polite' });
const complaintText = h('span');
const dismiss = h(
  'button',
  { class: 'tool', type: 'button', 'aria-label': say('dismiss'), onclick: () => show(complaint, false) },
  icon('close'),
);
const complaint = h(
  'div',
  { class: 'complaint', role: 'alert', hidden: true },
  icon('error'),
  complaintText,
  dismiss,
);
main.append(complaint, live);

function complain(text: string): void {
  setText(complaintText, text);
  show(complaint, true);
}

let announcing: ReturnType<typeof setTimeout> | undefined;
/** The last of several announcements in a row is the one worth hearing. */
function announce(text: string): void {
  clearTimeout(announcing);
  announcing = setTimeout(() => setText(live, text), 250);
}

function draw(view: PanelView): void {
  if (!panel) {
    panel = createPanel({
      words: say,
      kept,
      complain,
      announce,
      post: (message) => api.postMessage(message),
      slide: (name, text, tell) => panel?.slide(name, text, tell),
    });
    main.append(panel.element);
    panel.update(view);
    scrollTo(0, kept.scroll);
    // For the bench, and for who wonders in the developer tools.
    requestAnimationFrame(() => performance.mark('first picture'));
  } else panel.update(view);
}

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const parsed = parseMessage(toPanelSchema, data);
  if (!parsed.ok) complain(say('badMessage', parsed.reason));
  else if (parsed.message.type === 'rejected') complain(say('rejected', parsed.message.reason));
  else draw(parsed.message.view);
});

let scrolling: ReturnType<typeof setTimeout> | undefined;
addEventListener('scroll', () => {
  clearTimeout(scrolling);
  scrolling = setTimeout(() => kept.setScroll(scrollY), 200);
});

api.postMessage({ type: 'ready', state: kept.earlier });
