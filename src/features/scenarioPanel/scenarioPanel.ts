import {
  env,
  l10n,
  Position,
  Range,
  Selection,
  Uri,
  ViewColumn,
  window,
  workspace,
  type Disposable,
  type TextDocument,
  type WebviewPanel,
} from 'vscode';
import * as v from 'valibot';
import { LastMonths } from '../../core/cost/lastMonths';
import type { Declaration } from '../../core/modal/declaration';
import { viewCsv, viewMarkdown, withTrace } from '../../core/render/scenario/scenarioExport';
import {
  calculatorDeclaration,
  scenarioInSteps,
  type Scenario,
  type ScenarioSubject,
} from '../../core/render/scenario/scenario';
import { oneLine, shorten } from '../../core/render/escape';
import { PRESETS } from '../../core/render/scenario/presets';
import type { WhatIfSubject } from '../../core/render/whatIfList';
import { bookPage } from '../../core/render/report/bookPage';
import {
  panelViewInSteps,
  PRESENT_PIN,
  snapshot,
  withFiguresBefore,
  type Pinned,
} from '../../core/render/scenario/scenarioView';
import { usageChanges } from '../../core/render/scenario/usageChanges';
import { traceLimitsOf, type PreparedTrace } from '../../core/render/scenario/traceView';
import { UserError } from '../../core/userError';
import { bundledBookList } from '../../host/priceBooks';
import { Disposables } from '../../host/disposables';
import { Slices } from '../../host/slices';
import type { PriceBook } from '../../core/pricing/schema';
import type { Services } from '../../host/services';
import { panelHtml } from '../../host/webviewHtml';
import {
  fromPanelSchema,
  parseMessage,
  pinnedSchema,
  type BookPageView,
  type FromPanel,
  type PanelView,
  type ToPanel,
} from '../../protocol';
import { logBug } from '../../host/logBug';
import { tellError } from '../../host/tell';
import { applyChange } from '../../host/applyChange';
import { chooseAgain, chooseTrace, type ChosenTrace } from './chooseTrace';
import type { FollowedDeclaration } from './followedDeclaration';
import { panelMessages, panelWords } from './panelWords';
import { idOf, type PanelKey } from './panelKey';
import { panelBill } from './panelBill';
import { PanelTrace } from './panelTrace';
import { saveUsage } from './saveUsage';

/** How long after the last keystroke in the code a panel may show what was before. */
const QUIET_MS = 120;

/** A panel has fewer inputs than this. */
const MAX_INPUTS = 40;

/** Longer than 24 weights, each with all its digits. */
const MAX_INPUT_LENGTH = 1_000;

/** Settings side by side that still fit. */
const MAX_PINS = 6;

/** What the host takes back of a state that a page kept. */
const keptSchema = v.object({
  typed: v.fallback(v.record(v.string(), v.string()), {}),
  pinned: v.fallback(v.array(pinnedSchema), []),
});

/** The title of a panel's tab. */
export function panelTitle(name: string | null): string {
  return name === null ? l10n.t('Modal costs') : l10n.t('Modal costs: {0}', shorten(oneLine(name), 60));
}

/** One panel: its inputs, what it shows, and what a person does in it. */
export class ScenarioPanel implements Disposable {
  private readonly disposables = new Disposables();
  private typed: Readonly<Record<string, string>> = {};
  /** The last valid text of each input. */
  private good: Readonly<Record<string, string>> = {};
  private pinned: Pinned[] = [];
  private pins = 0;
  private trace: PanelTrace | undefined;
  private teamTrace: { readonly id: string; readonly panel: PanelTrace } | undefined;
  /** The trace whose requests the page has. */
  private sentTrace: PreparedTrace | null = null;
  private view: PanelView | undefined;
  private scenario: Scenario | undefined;
  private readonly months = new LastMonths();
  private turn = 0;
  /** The newest update: whatever overtakes one takes its place. */
  private update: Promise<unknown> = Promise.resolve();
  /** Whether its page has loaded. */
  private hasPage = false;
  /** What the page is to be told first, worked out while it loads. */
  private first: { readonly turn: number; readonly messages: Promise<readonly ToPanel[]> } | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly panel: WebviewPanel,
    private readonly about: FollowedDeclaration | null,
    private readonly services: Services,
    extensionUri: Uri,
  ) {
    panel.iconPath = Uri.joinPath(extensionUri, 'media', 'icon.png');
    panel.webview.html = panelHtml(panel.webview, extensionUri, {
      title: l10n.t('Modal costs'),
      language: env.language,
      words: panelWords(l10n),
      messages: panelMessages(l10n),
    });
    this.disposables.add(panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message)));
    this.disposables.add(services.onDidChange(() => this.later(0)));
    this.disposables.add(services.bills.onDidChange(() => this.later(0)));
    this.disposables.add(
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.toString() === about?.key.uri) this.later(QUIET_MS);
      }),
    );
    this.disposables.add({
      dispose: () => clearTimeout(this.timer),
    });
    if (about) this.disposables.add(about);
    panel.onDidDispose(() => this.dispose());
    // The page is on its way to VS Code before anything is worked out for it.
    this.later(0);
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** What it is about as of now: it may have been renamed since it was opened; null for a calculator. */
  get key(): PanelKey | null {
    return this.about?.key ?? null;
  }

  /** Takes over inputs by name, such as a what-if's; anything else is passed over. */
  take(inputs: unknown): void {
    if (typeof inputs !== 'object' || inputs === null) return;
    const entries = Object.entries(inputs).filter((entry): entry is [string, string] =>
      isInputText(entry[1]),
    );
    if (entries.length === 0) return;
    this.typed = { ...this.typed, ...Object.fromEntries(entries.slice(0, MAX_INPUTS)) };
    this.later(0);
  }

  /** Shows a trace, in place of one that was there. */
  useTrace(chosen: ChosenTrace): void {
    this.trace = new PanelTrace(chosen);
    this.later(0);
  }

  dispose(): void {
    this.disposables.dispose();
    this.panel.dispose();
  }

  private receive(raw: unknown): void {
    const parsed = parseMessage(fromPanelSchema, raw);
    const act = parsed.ok ? this.act(parsed.message) : this.post({ type: 'rejected', reason: parsed.reason });
    act.catch((error: unknown) => {
      if (error instanceof UserError) return tellError(error);
      logBug(this.services.log, error);
      void this.post({
        type: 'rejected',
        reason: l10n.t('An unexpected error occurred. See the log for details.'),
      });
    });
  }

  private async act(message: FromPanel): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.begin(message.state);
      case 'input':
        this.typed = { ...this.typed, [message.name]: message.value };
        return this.render();
      case 'reset':
        this.typed = {};
        this.good = {};
        return this.render();
      case 'preset': {
        const preset = PRESETS.find(({ id }) => id === message.id);
        if (preset) this.typed = { ...preset.inputs };
        return this.render();
      }
      // These are about what was typed a moment ago, too.
      case 'pin':
        await this.current();
        if (this.scenario)
          this.pinned = [...this.pinned, { id: `pin-${++this.pins}`, ...snapshot(this.scenario) }].slice(
            -MAX_PINS,
          );
        return this.render();
      case 'unpin':
        this.pinned = this.pinned.filter(({ id }) => id !== message.id);
        return this.render();
      case 'copy':
        await this.current();
        if (!this.view) return;
        await env.clipboard.writeText(this.copied(this.view, message.as));
        void window.setStatusBarMessage(l10n.t('Copied'), 2_000);
        return;
      case 'save':
        return this.save(message.chart, message.as, message.data);
      case 'trace':
        if (message.action === 'remove') return this.removeTrace();
        return message.action === 'choose' ? this.chooseTrace() : this.rereadTrace();
      case 'page':
        return this.showPage(message.page);
      case 'apply':
        await this.render();
        await this.current();
        return this.apply();
      case 'saveUsage':
        await this.render();
        await this.current();
        return this.saveUsage();
      case 'reveal':
        return this.showCode();
    }
  }

  /** A page about the price book in use, for the GPU that the panel is about. */
  private async showPage(id: BookPageView['id']): Promise<void> {
    if (!this.scenario) return;
    const { context, after } = this.scenario;
    const gpu = after.estimate.alternatives[0]?.rate?.quote?.pricedAs ?? null;
    const tokensPerSecond = after.usage?.usage.tokensPerSecond ?? null;
    return this.post({ type: 'page', page: bookPage(id, context, { gpu, tokensPerSecond }) });
  }

  /** What the panel kept while it was hidden or the window was closed. */
  private restore(state: string | null): void {
    const kept = v.safeParse(keptSchema, parsed(state));
    if (!kept.success) return;
    const typed = Object.entries(kept.output.typed).filter(([, text]) => isInputText(text));
    this.typed = { ...Object.fromEntries(typed.slice(0, MAX_INPUTS)), ...this.typed };
    // What this host knows of pins is newer than what a page kept.
    if (this.pinned.length > 0) return;
    this.pinned = kept.output.pinned.filter(({ id }) => id !== PRESENT_PIN).slice(-MAX_PINS);
    this.pins = Math.max(0, ...this.pinned.map(({ id }) => Number(/^pin-(\d{1,9})$/.exec(id)?.[1] ?? 0)));
  }

  private later(delay: number): void {
    clearTimeout(this.timer);
    const run = (): void => {
      if (!this.hasPage) return this.prepare();
      this.render().catch((error: unknown) => logBug(this.services.log, error));
    };
    this.timer = setTimeout(run, delay);
  }

  private prepare(): void {
    const messages = this.news();
    this.first = { turn: this.turn, messages };
    // Who waits for it hears of it; where nobody does, the page's own question meets the same.
    messages.catch(() => undefined);
  }

  /** Answers a page that is new: with what was prepared for it, as long as nothing else has happened since. */
  private async begin(state: string | null): Promise<void> {
    const { first } = this;
    this.first = undefined;
    this.hasPage = true;
    if (state === null && first?.turn === this.turn) return this.tell(await first.messages);
    this.restore(state);
    this.sentTrace = null;
    return this.render();
  }

  private async render(): Promise<void> {
    return this.tell(await this.news());
  }

  private async tell(messages: readonly ToPanel[]): Promise<void> {
    for (const message of messages) await this.post(message);
  }

  /** Resolves when what is shown is complete, and nothing newer is being worked out. */
  private async current(): Promise<void> {
    for (let seen; seen !== this.update;) await (seen = this.update);
  }

  /** What the page has to hear for its figures to be those of now; nothing where something newer overtakes it. */
  private news(): Promise<readonly ToPanel[]> {
    const news = this.newsOf(++this.turn);
    this.update = news;
    return news;
  }

  private async newsOf(turn: number): Promise<readonly ToPanel[]> {
    const isOvertaken = (): boolean => turn !== this.turn;
    const subject = await this.subject();
    if (isOvertaken()) return [];
    if (subject === null) {
      const reason = l10n.t('The declaration is no longer in the code: these are its last figures.');
      return [{ type: 'rejected', reason }];
    }
    const { typed, good, pinned } = this;
    const slices = new Slices();
    const worked = await slices.runUnless(scenarioInSteps(subject, typed, good, slices.isOver), isOvertaken);
    if (!worked) return [];
    this.good = { ...good, ...validTexts(worked, typed) };
    const scenario = this.withLastMonth(worked);
    const trace = await this.preparedTrace(scenario);
    if (isOvertaken()) return [];
    const key = this.key ? idOf(this.key) : '';
    const steps = panelViewInSteps(scenario, pinned, key, trace, slices.isOver);
    const view = await slices.runUnless(steps, isOvertaken);
    if (!view) return [];
    // Both at once: whoever acts on them finds those of one and the same state.
    this.scenario = scenario;
    this.view = this.isKeptFor(view, scenario) ? withFiguresBefore(view, this.view!) : view;
    const shown: ToPanel = { type: 'view', view: this.view };
    if (!trace || trace === this.sentTrace) return [shown];
    this.sentTrace = trace;
    return [{ type: 'trace', id: trace.id, spells: trace.pools.spells }, shown];
  }

  /** Whether the figures before stay while those of a view are being simulated: they are of the same declaration. */
  private isKeptFor(view: PanelView, { after }: Scenario): boolean {
    if (!view.isSimulating || this.view === undefined) return false;
    return after.lastMonth !== undefined || (this.view.key === view.key && this.view.model !== null);
  }

  private withLastMonth(scenario: Scenario): Scenario {
    const [after] = this.months.withLast('', [scenario.after]);
    return { ...scenario, after: after! };
  }

  /** The trace under the scenario's limits; null without one, and where it cannot be drawn. */
  private async preparedTrace(scenario: Scenario): Promise<PreparedTrace | null> {
    const trace = this.trace ?? this.traceOfTeam(scenario);
    const limits = trace && traceLimitsOf(scenario);
    if (!trace || !limits) return null;
    const prepared = await trace.prepare(limits);
    if (prepared === null && this.trace === trace) {
      this.trace = undefined;
      const reason = l10n.t('The trace has too many pauses to draw. Use a shorter part of it.');
      await this.post({ type: 'rejected', reason });
    }
    return prepared ?? null;
  }

  /** The trace that the usage rests on, where the team file names one and nothing typed takes its place. */
  private traceOfTeam({ after: { usage } }: Scenario): PanelTrace | undefined {
    const used = usage?.trace;
    if (used?.read.status !== 'read') return undefined;
    const { trace } = used.read;
    if (this.teamTrace?.id !== trace.id) {
      const chosen = { file: used.file, reading: { ok: true, ...trace }, from: null } as const;
      this.teamTrace = { id: trace.id, panel: new PanelTrace(chosen) };
    }
    return this.teamTrace.panel;
  }

  private async chooseTrace(): Promise<void> {
    const seconds = this.scenario?.after.usage?.usage.secondsPerRequest ?? null;
    const chosen = await chooseTrace(undefined, seconds);
    if (chosen) this.useTrace(chosen);
  }

  private async rereadTrace(): Promise<void> {
    const from = this.trace?.chosen.from;
    const chosen =
      from && (await chooseAgain(from, this.scenario?.after.usage?.usage.secondsPerRequest ?? null));
    if (chosen) this.useTrace(chosen);
  }

  private removeTrace(): Promise<void> {
    this.trace = undefined;
    return this.render();
  }

  /** The view as text, with what the page draws of the trace by itself. */
  private copied(view: PanelView, as: 'markdown' | 'csv'): string {
    const { trace } = view;
    const spells = this.sentTrace?.id === trace?.id ? this.sentTrace?.pools.spells : undefined;
    const shown = trace && spells ? withTrace(view, trace, spells) : view;
    return as === 'csv' ? viewCsv(shown) : viewMarkdown(shown);
  }

  /** The declaration as it is now; null when it has gone from its file. */
  private async subject(): Promise<ScenarioSubject | null> {
    if (!this.key) {
      const { context } = this.services.books;
      const { simulations } = this.services;
      const use = { defaults: [], includeStartup: this.services.settings.get('countStartup'), simulations };
      return {
        context,
        books: booksWith(context.book),
        declaration: calculatorDeclaration(),
        isCode: false,
        use,
      };
    }
    const found = await this.declaration();
    if (!found) return null;
    const { declaration, context, use } = found;
    const document = await this.document();
    const bill = document ? await panelBill(document, declaration, this.services) : null;
    return { context, books: booksWith(context.book), isCode: true, declaration, use, bill };
  }

  private async declaration(): Promise<WhatIfSubject | undefined> {
    const found = await this.about?.find();
    if (found) this.panel.title = panelTitle(found.subject.declaration.name);
    return found?.subject;
  }

  private async document(): Promise<TextDocument | undefined> {
    return this.about?.document();
  }

  private async apply(): Promise<void> {
    const { scenario, key } = this;
    const document = key ? await this.document() : undefined;
    const found = await this.declaration();
    // The page offers nothing to apply then, but it may be older than the inputs.
    const isValid = scenario?.read.inputs.every(({ error }) => error === null);
    if (!scenario || !isValid || !document || !found) return;
    const applied = await applyChange(document, found.declaration, scenario.change, this.services);
    if (!applied) return;
    this.forget(['gpu', 'gpu_count', ...Object.keys(scenario.change)]);
    return this.render();
  }

  /** Writes what is said of the usage here to where usage is kept: from then on it is said there. */
  private async saveUsage(): Promise<void> {
    const { scenario } = this;
    const found = await this.about?.find();
    const isValid = scenario?.read.inputs.every(({ error }) => error === null);
    if (!scenario || !isValid || !found) return;
    const changes = usageChanges(scenario.read);
    if (changes.length === 0 || !(await saveUsage(found, changes))) return;
    // What is said no longer may still be said elsewhere: it goes on being empty here.
    this.forget(changes.flatMap(({ name, value }) => (value === null ? [] : [name])));
    return this.render();
  }

  /** What was typed in these inputs stands elsewhere now. */
  private forget(names: readonly string[]): void {
    this.typed = Object.fromEntries(Object.entries(this.typed).filter(([name]) => !names.includes(name)));
  }

  private async showCode(): Promise<void> {
    const found = await this.declaration();
    const document = await this.document();
    if (!found || !document) return;
    const at = new Position(rangeStart(found.declaration), 0);
    await window.showTextDocument(document, { viewColumn: ViewColumn.One, selection: new Range(at, at) });
    if (window.activeTextEditor) window.activeTextEditor.selection = new Selection(at, at);
  }

  private async save(chart: string, as: 'svg' | 'png', data: string): Promise<void> {
    const bytes = as === 'svg' ? new TextEncoder().encode(data) : decodeBase64(data);
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const name = `modal-cost-${chart}.${as}`;
    const target = await window.showSaveDialog({
      ...(folder ? { defaultUri: Uri.joinPath(folder, name) } : {}),
      filters: { [as.toUpperCase()]: [as] },
    });
    if (!target) return;
    await workspace.fs.writeFile(target, bytes);
  }

  private async post(message: ToPanel): Promise<void> {
    await this.panel.webview.postMessage(message);
  }
}

/** The books to choose from, the one in use too where it is not a bundled one. */
function booksWith(book: PriceBook): readonly PriceBook[] {
  const bundled = bundledBookList();
  return bundled.some(({ id }) => id === book.id) ? bundled : [book, ...bundled];
}

/** What was typed and is valid. */
function validTexts({ read }: Scenario, typed: Readonly<Record<string, string>>): Record<string, string> {
  const valid = read.inputs.filter(({ name, error }) => error === null && typed[name] !== undefined);
  return Object.fromEntries(valid.map(({ name, text }) => [name, text]));
}

function parsed(state: string | null): unknown {
  try {
    return JSON.parse(state ?? 'null');
  } catch {
    // A state that cannot be read is none.
    return null;
  }
}

function isInputText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_INPUT_LENGTH;
}

function rangeStart({ range }: Declaration): number {
  return range.start.line;
}

function decodeBase64(data: string): Uint8Array {
  const text = atob(data.replace(/^data:image\/png;base64,/, ''));
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
