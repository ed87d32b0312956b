import { exactly, scale, type LikelyRange } from './likelyRange';
import type { LiveSeconds } from './liveSeconds';

/** The container-seconds of a period, by whatever method. */
export type AnySeconds = Omit<LiveSeconds, 'method'>;

/** All parts of a period together; the assumptions are those of the part with the most requests. */
export function addedSeconds<Part extends AnySeconds>(
  parts: readonly [Part, ...Part[]],
): AnySeconds & { readonly busiest: Part } {
  const sum = (pick: (part: Part) => number): number => parts.reduce((total, part) => total + pick(part), 0);
  const range = (pick: (part: Part) => LikelyRange): LikelyRange => ({
    low: sum((part) => pick(part).low),
    likely: sum((part) => pick(part).likely),
    high: sum((part) => pick(part).high),
  });
  const busiest = parts.reduce((most, part) => (part.requests > most.requests ? part : most));
  const requests = sum((part) => part.requests);
  const activeSeconds = range((part) => part.activeSeconds);
  const live = range((part) => part.live);
  const waiting = range((part) => scale(part.coldStartShare, part.requests));
  return {
    requests,
    activeSeconds,
    floorSeconds: sum((part) => part.floorSeconds),
    floorIdleSeconds: range((part) => part.floorIdleSeconds),
    live,
    tailSeconds: range((part) => part.tailSeconds),
    coldStarts: range((part) => part.coldStarts),
    coldStartShare: requests > 0 ? scale(waiting, 1 / requests) : exactly(0),
    startupSeconds: range((part) => part.startupSeconds),
    utilization: live.likely > 0 ? activeSeconds.likely / live.likely : 0,
    assumptions: busiest.assumptions,
    unstable: parts.some(({ unstable }) => unstable),
    busiest,
  };
}
