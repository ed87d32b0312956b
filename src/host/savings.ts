import { EventEmitter, type Disposable, type Event, type LogOutputChannel, type TextDocument } from 'vscode';
import type { Assessment } from '../core/cost/assess';
import { savingsInSteps, type Saving } from '../core/cost/savings';
import { logBug } from './logBug';
import { Slices } from './slices';

/** How long after somebody asked they are worked out: most that is asked for while typing is old by then. */
const QUIET_MS = 400;
/** How long at most, however often somebody asks. */
const MAX_DELAY_MS = 2_000;
/** How often one declaration is asked about that waits for simulations, each of which answers one question. */
const MAX_ROUNDS = 32;
/** More are forgotten until they are asked for again. */
const MAX_KEPT = 4_096;

const NONE: readonly Saving[] = [];

/** What may be saved in the declarations on screen: worked out in the background, so that no lens and no keystroke waits. */
export class SavingsService implements Disposable {
  private readonly known = new Map<string, readonly Saving[]>();
  private readonly rounds = new Map<string, number>();
  private readonly keys = new WeakMap<Assessment, string>();
  /** What the documents ask for, by their addresses. */
  private readonly asked = new Map<string, readonly Assessment[]>();
  private readonly changed = new EventEmitter<void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** When it was first asked for what is not worked out yet; in milliseconds since 1970. */
  private askedSince: number | undefined;
  private running = false;
  private disposed = false;

  /** Fires when something was found that may be saved. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly log: LogOutputChannel) {}

  /** What is known of the declarations of a document; the rest is worked out, and told. */
  of(document: TextDocument, assessments: readonly Assessment[]): (of: Assessment) => readonly Saving[] {
    const missing = assessments.filter(({ usage }) => usage !== null).filter((each) => !this.find(each));
    const address = document.uri.toString();
    if (missing.length > 0) this.asked.set(address, missing);
    else this.asked.delete(address);
    if (missing.length > 0) this.later();
    return (assessment) => this.find(assessment) ?? NONE;
  }

  private find(assessment: Assessment): readonly Saving[] | undefined {
    return this.known.get(this.keyOf(assessment));
  }

  private later(): void {
    if (this.running || this.disposed) return;
    clearTimeout(this.timer);
    const now = Date.now();
    this.askedSince ??= now;
    const left = Math.max(0, this.askedSince + MAX_DELAY_MS - now);
    this.timer = setTimeout(
      () => void this.run().catch((error: unknown) => logBug(this.log, error)),
      Math.min(QUIET_MS, left),
    );
  }

  private async run(): Promise<void> {
    this.running = true;
    this.askedSince = undefined;
    try {
      while (await this.workOut());
    } finally {
      this.running = false;
    }
  }

  /** @returns whether more was asked for in the meantime */
  private async workOut(): Promise<boolean> {
    const slices = new Slices();
    const all = [...this.asked.values()].flat();
    this.asked.clear();
    let found = false;
    for (const assessment of all) {
      const { savings, isWaiting } = await slices.run(savingsInSteps(assessment, slices.isOver));
      await slices.turn();
      if (this.disposed) return false;
      if (isWaiting && !this.isTired(assessment)) continue;
      this.keep(assessment, savings);
      found ||= savings.length > 0;
    }
    if (found) this.changed.fire();
    return this.asked.size > 0;
  }

  /** Whether a declaration has been asked about often enough. */
  private isTired(assessment: Assessment): boolean {
    const key = this.keyOf(assessment);
    const rounds = (this.rounds.get(key) ?? 0) + 1;
    if (this.rounds.size >= MAX_KEPT) this.rounds.clear();
    this.rounds.set(key, rounds);
    return rounds > MAX_ROUNDS;
  }

  private keep(assessment: Assessment, savings: readonly Saving[]): void {
    if (this.known.size >= MAX_KEPT) this.known.clear();
    this.known.set(this.keyOf(assessment), savings);
  }

  /** What its savings follow from, as far as it is in its figures: so they stay while lines above it are typed. */
  private keyOf(assessment: Assessment): string {
    const known = this.keys.get(assessment);
    if (known !== undefined) return known;
    const { estimate, month, usage } = assessment;
    const { subject, settings, context, livePerHour } = estimate;
    const key = JSON.stringify([
      subject.type === 'declaration' ? [subject.file, subject.qualname, subject.stale] : null,
      subject.gpu.source,
      [settings.minContainers, settings.scaledownWindow].map(({ interval }) => interval),
      [context.book.id, livePerHour],
      month?.status === 'known' ? [month.total, month.seconds.coldStartShare] : month?.reason,
      usage?.usage,
    ]);
    this.keys.set(assessment, key);
    return key;
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.changed.dispose();
  }
}
