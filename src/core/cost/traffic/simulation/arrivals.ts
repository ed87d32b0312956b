/** When requests arrive, and how long each takes: random ones with a shape, and those of a trace. */
import { Randomness } from './randomness';
import { timeLaw, type TimeLaw } from './variation';

/** Requests in the order of their arrival. */
export interface ArrivalSource {
  /**
   * Writes the next requests: arrival times in seconds from the beginning, which never fall, and seconds of service.
   * Returns how many it wrote; fewer than there is room for means that there are no more.
   */
  fill(at: Float64Array, seconds: Float64Array): number;
}

/** How the rate varies over a cycle, which is repeated: constant weights between instants. */
export interface RateShape {
  /** The end of each part in seconds from the beginning of the cycle, rising; the last one is the length of the cycle. */
  readonly until: readonly number[];
  /** The weight of each part, ≥ 0, at least one above 0. Only their ratios count. */
  readonly weights: readonly number[];
}

/** Bursts of equal length, with exponential pauses between them. */
export interface Bursts {
  /** On average, above 0. */
  readonly perDay: number;
  /** The length of each, above 0; all bursts of a day together are not longer than the day. */
  readonly seconds: number;
  /** The share of all requests that come in bursts, above 0 and at most 1; the others come evenly. */
  readonly share: number;
}

/** Random requests. */
export interface GeneratedTraffic {
  /** The mean rate over a whole cycle, in requests per second, above 0. */
  readonly requestsPerSecond: number;
  /** Mean seconds of service, above 0. */
  readonly serviceSeconds: number;
  /** How much the seconds of service vary: 0 fixed, 1 exponential (the default), above 1 heavy. */
  readonly serviceCv?: number;
  /** How much the gaps between arrivals vary: 1 Poisson (the default). At a varying rate: the gaps in mean gaps. */
  readonly gapCv?: number;
  /** Requests that come at the same instant, on average, at least 1 (the default). */
  readonly requestsAtOnce?: number;
  /** Whether groups are of that size, which is whole then; by default sizes vary (geometric). */
  readonly equalGroups?: boolean;
  /** The shape of a day or week; without one the rate is constant. */
  readonly shape?: RateShape;
  readonly bursts?: Bursts;
}

const DAY = 86_400;

/** A day with traffic in its first hours only; undefined for all 24. */
export function activeHoursShape(hours: number): RateShape | undefined {
  return hours >= 24 ? undefined : { until: [hours * 3_600, DAY], weights: [1, 0] };
}

/** The shape of a day by the weights of its 24 hours, and of a week by those of its 7 days. */
export function calendarShape(hourly?: readonly number[], weekly?: readonly number[]): RateShape | undefined {
  if (!hourly && !weekly) return undefined;
  const hours = hourly ?? Array.from({ length: 24 }, () => 1);
  return weekOf({ until: hours.map((_, i) => (i + 1) * 3_600), weights: hours }, weekly ?? [1]);
}

/** A week of days that have one shape, each with a weight of its own. */
export function weekOf(day: RateShape, weekly: readonly number[]): RateShape {
  return {
    until: weekly.flatMap((_, i) => day.until.map((each) => i * DAY + each)),
    weights: weekly.flatMap((weight) => day.weights.map((each) => weight * each)),
  };
}

/** The requests of a trace, in the order of their arrival: seconds from its beginning, and seconds of service. */
export class TraceArrivals implements ArrivalSource {
  #next = 0;

  constructor(
    private readonly at: ArrayLike<number>,
    private readonly seconds: ArrayLike<number>,
  ) {}

  fill(at: Float64Array, seconds: Float64Array): number {
    const count = Math.min(at.length, this.at.length - this.#next);
    for (let i = 0; i < count; i++) {
      at[i] = this.at[this.#next + i]!;
      seconds[i] = this.seconds[this.#next + i]!;
    }
    this.#next += count;
    return count;
  }
}

/**
 * Random requests, endless. Gaps are drawn in mean gaps and stretched by the rate: where the rate changes, the rest of
 * a gap is stretched anew (a change of time, exact for Poisson arrivals of any rate).
 */
export class GeneratedArrivals implements ArrivalSource {
  readonly #gaps: Randomness;
  readonly #services: Randomness;
  readonly #gapLaw: TimeLaw;
  readonly #serviceLaw: TimeLaw;
  readonly #groupSize: () => number;
  readonly #rate: ChangingRate;
  #now = 0;
  /** Requests of the present group that are still to come. */
  #group = 0;

  /** @param seed arrivals and services are separate streams of it */
  constructor(traffic: GeneratedTraffic, seed: number) {
    const { serviceSeconds, serviceCv = 1, gapCv = 1, requestsAtOnce = 1, equalGroups } = traffic;
    this.#gaps = new Randomness(seed, 1);
    this.#services = new Randomness(seed, 2);
    this.#gapLaw = timeLaw(1, gapCv);
    this.#serviceLaw = timeLaw(serviceSeconds, serviceCv);
    const sizes = new Randomness(seed, 4);
    const scale = -1 / Math.log1p(-1 / requestsAtOnce);
    this.#groupSize =
      requestsAtOnce === 1 || equalGroups
        ? () => requestsAtOnce
        : () => 1 + Math.floor(scale * sizes.exponential());
    this.#rate = new ChangingRate(traffic, new Randomness(seed, 3));
  }

  fill(at: Float64Array, seconds: Float64Array): number {
    const services = this.#services;
    for (let i = 0; i < at.length; i++) {
      if (this.#group === 0) {
        this.#group = this.#groupSize();
        this.#now = this.#rate.after(this.#now, this.#gapLaw(this.#gaps));
      }
      this.#group--;
      at[i] = this.#now;
      seconds[i] = this.#serviceLaw(services);
    }
    return at.length;
  }
}

/** The rate at which groups of requests come, and until when it holds. Instants that it is asked about never fall. */
class ChangingRate {
  readonly #shape: ShapeCursor | undefined;
  readonly #bursts: BurstCursor | undefined;
  /** Groups per second at a weight of 1 outside bursts, and in addition within a burst. */
  readonly #even: number;
  readonly #burst: number;
  #rate = 0;
  #until = 0;

  constructor(
    { requestsPerSecond, requestsAtOnce = 1, shape, bursts }: GeneratedTraffic,
    random: Randomness,
  ) {
    const groups = requestsPerSecond / requestsAtOnce;
    const share = bursts?.share ?? 0;
    this.#even = (groups * (1 - share)) / (shape ? meanWeight(shape) : 1);
    this.#burst = bursts ? (groups * share * DAY) / (bursts.perDay * bursts.seconds) : 0;
    if (shape) this.#shape = new ShapeCursor(shape);
    if (bursts) this.#bursts = new BurstCursor(bursts, random);
    this.#look(0);
  }

  /** The instant that is so many mean gaps after `now`. */
  after(now: number, gaps: number): number {
    let [at, left] = [now, gaps];
    for (;;) {
      const reached = at + left / this.#rate;
      // At a rate of 0 that is Infinity, or NaN: neither is before the end.
      if (reached <= this.#until) return reached;
      left -= this.#rate * (this.#until - at);
      at = this.#until;
      this.#look(at);
    }
  }

  #look(now: number): void {
    const weight = this.#shape?.weightFrom(now) ?? 1;
    const inBurst = this.#bursts?.isOn(now) ?? false;
    this.#rate = this.#even * weight + (inBurst ? this.#burst : 0);
    this.#until = Math.min(this.#shape?.until ?? Infinity, this.#bursts?.until ?? Infinity);
  }
}

/** Goes through the parts of a shape, cycle after cycle. */
class ShapeCursor {
  until: number;
  #part = 0;
  #cycleStart = 0;

  constructor(private readonly shape: RateShape) {
    this.until = shape.until[0]!;
  }

  weightFrom(now: number): number {
    const { until, weights } = this.shape;
    while (now >= this.until) {
      if (this.#part + 1 < until.length) this.#part++;
      else [this.#part, this.#cycleStart] = [0, this.until];
      this.until = this.#cycleStart + until[this.#part]!;
    }
    return weights[this.#part]!;
  }
}

/** Goes through bursts and the pauses before them. */
class BurstCursor {
  until = 0;
  #on = true;

  constructor(
    private readonly bursts: Bursts,
    private readonly random: Randomness,
  ) {}

  isOn(now: number): boolean {
    const { perDay, seconds } = this.bursts;
    const pause = DAY / perDay - seconds;
    while (now >= this.until) {
      this.#on = !this.#on;
      this.until += this.#on ? seconds : pause * this.random.exponential();
    }
    return this.#on;
  }
}

function meanWeight({ until, weights }: RateShape): number {
  const sum = weights.reduce((all, weight, i) => all + weight * (until[i]! - (until[i - 1] ?? 0)), 0);
  return sum / until[until.length - 1]!;
}
