/** How long requests wait for a free place among a fixed number of places. */
import { erlangB } from './poisson';

/**
 * The mean wait in seconds in M/M/c: C·S / (c(1 − ρ)), with c places, a mean service time of S seconds, `load` = λS
 * requests in progress on average, ρ = load/c, and Erlang's delay formula C = B / (1 − ρ(1 − B)) for the share of
 * requests that wait (Erlang 1917; Kleinrock, Queueing Systems, volume 1, 1975, section 3.5). Null from ρ = 1 on, where
 * the queue grows as long as the traffic lasts. Exponential service times: equal ones halve the wait (M/D/c, about).
 */
export function meanWait(places: number, load: number, serviceSeconds: number): number | null {
  const utilization = load / places;
  // Machines are counted with rounding: a load that fills them to the last digit is full.
  if (utilization >= 1 - 1e-9) return null;
  const loss = erlangB(places, load);
  const delayed = loss / (1 - utilization * (1 - loss));
  return (delayed * serviceSeconds) / (places * (1 - utilization));
}
