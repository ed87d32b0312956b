import type { Environment, NamedPlace, SaidVariable, Variables } from '../core/python/environment';

/** An environment that keeps in mind which variables a scan asks for: a misspelled one would have no effect without a word. */
export class AskedVariables implements Environment {
  private readonly asked = new Set<string>();
  private readonly recorded = new Map<Variables, Variables>();

  constructor(private readonly environment: Environment) {}

  of(place: NamedPlace | null): Variables {
    const variables = this.environment.of(place);
    let found = this.recorded.get(variables);
    if (!found) this.recorded.set(variables, (found = new RecordedVariables(variables, this.asked)));
    return found;
  }

  /** Whether something has asked for a variable of which something is said. */
  isAsked(name: string): boolean {
    return this.asked.has(name);
  }

  /** The names among these that nothing has asked for. */
  unasked(variables: Variables): readonly string[] {
    return [...variables.keys()].filter((name) => !this.isAsked(name));
  }
}

class RecordedVariables extends Map<string, SaidVariable> {
  constructor(
    variables: Variables,
    private readonly asked: Set<string>,
  ) {
    super(variables);
  }

  override get(name: string): SaidVariable | undefined {
    if (this.has(name)) this.asked.add(name);
    return super.get(name);
  }
}
