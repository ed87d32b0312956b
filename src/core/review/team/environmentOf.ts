/** What is said of the environment: in options of the command line, and in the team file for a declaration or for all code. */
import { NOTHING_SAID, UNSET, type Environment, type Variables } from '../../python/environment';
import { keysMatching } from './keyIndex';
import type { Team } from './team';

const OF_TEAMS = new WeakMap<Team, Environment>();

/** The environment of a team: the same object for the same team. */
export function environmentOf(team: Team): Environment {
  let found = OF_TEAMS.get(team);
  if (!found) OF_TEAMS.set(team, (found = environmentWith(NOTHING_SAID, team)));
  return found;
}

/** Has two states of a team file share one environment where they say the same: nothing need be scanned again. */
export function keepEnvironment(before: Team, after: Team): void {
  if (said(before) === said(after)) OF_TEAMS.set(after, environmentOf(before));
}

function said({ env, declarations }: Team): string {
  const keys = declarations.flatMap((each) =>
    each.env.size > 0 ? [[each.pattern.source, [...each.env]]] : [],
  );
  return JSON.stringify([[...env], keys]);
}

/**
 * The environment of a team under options, which go before it. Of the team's, the most specific key goes before the others, and
 * these before what is said for all code.
 */
export function environmentWith(options: Variables, team: Team): Environment {
  const keys = team.declarations.filter(({ env }) => env.size > 0);
  const all: Variables = new Map([...team.env, ...options]);
  if (keys.length === 0) return all.size === 0 ? UNSET : { of: () => all };
  const merged = new Map<string, Variables>();
  return {
    of: (place) => {
      const matching = place ? keysMatching(keys, place) : [];
      if (matching.length === 0) return all;
      const same = matching.map((key) => keys.indexOf(key)).join();
      let variables = merged.get(same);
      if (!variables) {
        const layers = [team.env, ...matching.toReversed().map(({ env }) => env), options];
        merged.set(same, (variables = new Map(layers.flatMap((layer) => [...layer]))));
      }
      return variables;
    },
  };
}
