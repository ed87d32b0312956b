/**
 * What the traffic costs by simulation ÷ by formulas, the floor apart: a factor by which the formulas have that month. 1
 * where they cannot have it.
 */
export function scaleOf(formulas: number, simulated: number, floor = 0): number {
  return formulas > floor && simulated > floor ? (simulated - floor) / (formulas - floor) : 1;
}
