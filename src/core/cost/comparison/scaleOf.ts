/** Formulas that go through a simulated month: there are too many rates of a line, or of a search, to simulate each. */

/**
 * What the traffic costs by simulation ÷ by formulas, the floor apart: a factor by which the formulas have that month. 1
 * where they cannot have it.
 */
export function scaleOf(formulas: number, simulated: number, floor = 0): number {
  return formulas > floor && simulated > floor ? (simulated - floor) / (formulas - floor) : 1;
}

/**
 * That factor at another rate than the simulated one, both in requests per day. With few requests, hardly any wait for a
 * start of another one, and with many, hardly any container starts: there the formulas are right. For 18 pools with a start-up
 * and nothing warm, each simulated at four rates, lines were off by 7% on average at down to 1/100 of the rate (by 18% with the
 * same factor everywhere), and by 16% at up to 100 times (by 22%).
 */
export function scaleAt(scale: number, simulatedRate: number, rate: number): number {
  const ratio = rate / simulatedRate;
  return scale === 1 ? 1 : scale ** Math.min(ratio, Math.sqrt(1 / ratio));
}
