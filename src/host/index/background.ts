import { CancellationTokenSource, type CancellationToken, type Disposable } from 'vscode';

/** Work that is done in the background as long as somebody wants it done, and goes on where it was when somebody does again. */
export class Background implements Disposable {
  private running: { readonly done: Promise<void>; readonly source: CancellationTokenSource } | undefined;
  private stopped = false;
  private waiting = 0;
  private followers = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param isDone whether there is nothing to do just now
   * @param work does it, and ends soon after it is told to
   * @param onError told of what went wrong where nobody waits
   */
  constructor(
    private readonly isDone: () => boolean,
    private readonly work: (token: CancellationToken) => Promise<void>,
    private readonly onError: (error: unknown) => void,
  ) {}

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  /** Stopped by hand. */
  get isStopped(): boolean {
    return this.stopped;
  }

  get isFollowed(): boolean {
    return this.followers > 0;
  }

  /** Waits until all is done; false where the token, or `stop`, came first. */
  async ready(token?: CancellationToken): Promise<boolean> {
    this.stopped = false;
    this.waiting++;
    let listener: Disposable | undefined;
    const canceled =
      token && new Promise<void>((resolve) => (listener = token.onCancellationRequested(() => resolve())));
    try {
      while (!this.isDone() && !this.isStopped && !token?.isCancellationRequested)
        await Promise.race([this.run(), ...(canceled ? [canceled] : [])]);
      return this.isDone();
    } finally {
      listener?.dispose();
      this.waiting--;
      this.stopIfUnwanted();
    }
  }

  /** Has the work done from now on, whenever there is some, until disposed of. */
  follow(): Disposable {
    this.stopped = false;
    this.followers++;
    this.later(0);
    let isOver = false;
    return {
      dispose: () => {
        if (isOver) return;
        isOver = true;
        this.followers--;
        this.stopIfUnwanted();
      },
    };
  }

  /** There is work to do: done after so many milliseconds of quiet, if somebody follows. */
  later(quiet: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.isFollowed && !this.isStopped && !this.isDone()) this.run().catch(this.onError);
    }, quiet);
  }

  /** Ends the work, whoever waits, until somebody asks for it again. */
  stop(): void {
    this.stopped = true;
    this.running?.source.cancel();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.stop();
  }

  private run(): Promise<void> {
    if (this.running) return this.running.done;
    const source = new CancellationTokenSource();
    const end = (): void => {
      this.running = undefined;
      source.dispose();
    };
    // Not before it is known to run: the work tells how far it is.
    const work = Promise.resolve().then(() => this.work(source.token));
    const done = work.then(
      () => {
        end();
        // It may have been broken off, and be wanted again meanwhile.
        if (!this.isDone()) this.later(0);
      },
      (error: unknown) => {
        end();
        throw error;
      },
    );
    this.running = { done, source };
    return done;
  }

  private stopIfUnwanted(): void {
    if (this.waiting === 0 && this.followers === 0) this.running?.source.cancel();
  }
}
