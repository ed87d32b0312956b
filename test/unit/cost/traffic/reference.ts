/** Slow and independent: what the tests hold the fast formulas against. */

/** p, F and so on by plain summation of logarithms. */
export function slowPmf(k: number, rho: number): number {
  let log = -rho;
  for (let j = 1; j <= k; j++) log += Math.log(rho / j);
  return Math.exp(log);
}

type Matrix = Float64Array<ArrayBuffer>[];

function multiply(a: Matrix, b: Matrix): Matrix {
  return a.map((row) => {
    const out = new Float64Array(row.length);
    row.forEach((value, k) => {
      if (value !== 0) b[k]!.forEach((other, j) => (out[j]! += value * other));
    });
    return out;
  });
}

/**
 * e^{QW} of the chain on 0…n−1 and n absorbing, as a dense matrix: uniformization (I + Q/Λ, no negative entry, so
 * nothing cancels) over a step of ΛW/2^k ≤ 1/2, then squared k times.
 */
export function absorbedChain(lambda: number, service: number, window: number, n: number): Matrix {
  const rate = lambda + (n - 1) / service;
  const squarings = Math.max(0, Math.ceil(Math.log2(rate * window)) + 1);
  const step = (rate * window) / 2 ** squarings;
  const jump = Array.from({ length: n + 1 }, (_, i) => {
    const row = new Float64Array(n + 1);
    if (i === n) row[n] = 1;
    else {
      if (i > 0) row[i - 1] = i / service / rate;
      row[i] = Math.max(0, (n - 1 - i) / service / rate);
      row[i + 1] = lambda / rate;
    }
    return row;
  });
  let power = Array.from({ length: n + 1 }, (_, i) => new Float64Array(n + 1).fill(1, i, i + 1));
  let sum = power.map((row) => row.map((value) => value * Math.exp(-step)));
  let weight = Math.exp(-step);
  for (let i = 1; i <= 22; i++) {
    power = multiply(power, jump);
    weight *= step / i;
    const w = weight;
    sum = sum.map((row, r) => row.map((value, j) => value + w * power[r]![j]!));
  }
  for (let i = 0; i < squarings; i++) {
    sum = multiply(sum, sum);
    // Rows are distributions; without this rounding doubles with each squaring.
    for (const row of sum) {
      const total = row.reduce((a, b) => a + b, 0);
      row.forEach((value, j) => (row[j] = value / total));
    }
  }
  return sum;
}

/**
 * P(N ≥ n) and the starts of container n a second. `weight` gives the stationary weights of 0…n−1; what is not in
 * them starts at n or above. Absorption is summed and not taken as 1 − survival, so small values keep their digits.
 */
export function slowLevel(
  lambda: number,
  service: number,
  window: number,
  n: number,
  weight: (j: number) => number = (j) => slowPmf(j, lambda * service),
  above = slowUpper(n, lambda * service),
): { atLeast: number; starts: number } {
  const matrix = absorbedChain(lambda, service, window, n);
  let [absorbed, atTop] = [0, 0];
  for (let i = 0; i < n; i++) {
    absorbed += weight(i) * matrix[i]![n]!;
    atTop += weight(i) * matrix[i]![n - 1]!;
  }
  return { atLeast: above + absorbed, starts: lambda * atTop };
}

function slowUpper(n: number, rho: number): number {
  let sum = 0;
  for (let j = n + 80; j >= n; j--) sum += slowPmf(j, rho);
  return sum;
}

export interface Simulated {
  live: number;
  busy: number;
  coldStarts: number;
}

/** Which free container a request goes to. */
export type Order = 'recent' | 'fullest' | 'even' | 'oldest-idle';

/** A seeded discrete-event simulation without start-up: mean live and busy containers, cold starts a second. */
export function simulate(options: {
  lambda: number;
  service: number;
  window: number;
  m?: number;
  c?: number;
  most?: number;
  order?: Order;
  requests?: number;
  law?: 'exponential' | 'fixed';
}): Simulated {
  const { lambda, service, window, m = 0, c = 1, most = Infinity, order = 'recent' } = options;
  const { requests = 200_000, law = 'exponential' } = options;
  let state = 20260729;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
  const exponential = (mean: number): number => -mean * Math.log(uniform());
  interface Container {
    inputs: number;
    last: number;
  }
  const live: Container[] = Array.from({ length: m }, () => ({ inputs: 0, last: -Infinity }));
  const departures: { at: number; from: Container }[] = [];
  let [now, queue, served, liveTime, busyTime, coldStarts] = [0, 0, 0, 0, 0, 0];
  const advance = (to: number): void => {
    liveTime += (to - now) * live.length;
    for (const each of live) if (each.inputs > 0) busyTime += to - now;
    now = to;
  };
  const better = (a: Container, b: Container): boolean => {
    if (order === 'recent') return a.last > b.last;
    if (order === 'oldest-idle') return a.last < b.last;
    if (a.inputs !== b.inputs) return order === 'fullest' ? a.inputs > b.inputs : a.inputs < b.inputs;
    return a.last > b.last;
  };
  const begin = (container: Container): void => {
    container.inputs++;
    const at = now + (law === 'fixed' ? service : exponential(service));
    let i = departures.length;
    while (i > 0 && departures[i - 1]!.at < at) i--;
    departures.splice(i, 0, { at, from: container });
  };
  let next = exponential(1 / lambda);
  while (served < requests) {
    const departure = departures[departures.length - 1]?.at ?? Infinity;
    const event = Math.min(next, departure);
    while (live.length > m) {
      let gone: Container | undefined;
      for (const each of live)
        if (each.inputs === 0 && each.last + window < event && (!gone || each.last < gone.last)) gone = each;
      if (!gone) break;
      advance(Math.max(now, gone.last + window));
      live.splice(live.indexOf(gone), 1);
    }
    advance(event);
    if (departure <= next) {
      const { from } = departures.pop()!;
      from.inputs--;
      from.last = now;
      if (queue > 0) {
        queue--;
        begin(from);
      }
      continue;
    }
    served++;
    next = now + exponential(1 / lambda);
    let chosen: Container | undefined;
    for (const each of live) if (each.inputs < c && (!chosen || better(each, chosen))) chosen = each;
    if (!chosen && live.length < most) {
      coldStarts++;
      chosen = { inputs: 0, last: now };
      live.push(chosen);
    }
    if (chosen) begin(chosen);
    else queue++;
  }
  return { live: liveTime / now, busy: busyTime / now, coldStarts: coldStarts / now };
}
