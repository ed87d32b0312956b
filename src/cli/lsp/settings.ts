import { isRecord } from '../../core/json/isRecord';
import type { SaidVariable, Variables } from '../../core/python/environment';
import { MAX_VARIABLE_LENGTH, MAX_VARIABLES, VARIABLE_NAME } from '../../core/review/team/teamFields';

/** What an editor can set: `initializationOptions`, or `modalCost` in them. */
export interface Settings {
  /** Where the cost of a declaration is shown; `auto`: in lenses, or in inlay hints where the editor has no lenses. */
  readonly display: 'auto' | 'codeLens' | 'inlay' | 'hoverOnly';
  readonly hover: boolean;
  readonly diagnostics: boolean;
  /** The id of a bundled price book, or the path of a file in the workspace folder; empty for the default. */
  readonly priceBook: string;
  /** Hours of a month; null for what the price book says. */
  readonly hoursPerMonth: number | null;
  /** Usage of declarations that say none of their own, by the names that a usage comment takes. */
  readonly usage: Readonly<Record<string, unknown>>;
  /** Environment variables that the code is deployed with. */
  readonly env: Variables;
  /** Levels of rules, by their ids. */
  readonly rules: Readonly<Record<string, unknown>>;
  /** Whether start-up seconds count where the book bills live time. */
  readonly countStartup: boolean;
}

export const SETTING_DEFAULTS: Settings = {
  display: 'auto',
  hover: true,
  diagnostics: true,
  priceBook: '',
  hoursPerMonth: null,
  usage: {},
  env: new Map(),
  rules: {},
  countStartup: true,
};

const DISPLAYS: readonly unknown[] = ['auto', 'codeLens', 'inlay', 'hoverOnly'];

/** A value as a setting takes it; undefined for one that it does not take. */
const READERS: { readonly [Name in keyof Settings]: (value: unknown) => Settings[Name] | undefined } = {
  display: (value) => (DISPLAYS.includes(value) ? (value as Settings['display']) : undefined),
  hover: boolean,
  diagnostics: boolean,
  priceBook: (value) => (typeof value === 'string' ? value : undefined),
  hoursPerMonth: (value) =>
    value === null || (typeof value === 'number' && value > 0 && value <= 744) ? value : undefined,
  usage: record,
  env: variables,
  rules: record,
  countStartup: boolean,
};

/**
 * The settings that an editor sends; what is missing, or no value of the setting, has its default.
 * @returns with the names of what is not used, as they may be shown
 */
export function readSettings(given: unknown): {
  readonly settings: Settings;
  readonly refused: readonly string[];
} {
  const all = isRecord(given) ? (isRecord(given.modalCost) ? given.modalCost : given) : {};
  const settings: Partial<Record<keyof Settings, unknown>> = {};
  const refused: string[] = [];
  for (const [name, value] of Object.entries(all)) {
    const read = isSetting(name) ? READERS[name](value) : undefined;
    if (isSetting(name) && read !== undefined) settings[name] = read;
    else refused.push(name.slice(0, MAX_SHOWN));
  }
  return { settings: { ...SETTING_DEFAULTS, ...(settings as Partial<Settings>) }, refused };
}

const MAX_SHOWN = 40;

function isSetting(name: string): name is keyof Settings {
  return Object.hasOwn(SETTING_DEFAULTS, name);
}

function boolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return isRecord(value) ? value : undefined;
}

/** All of them, or none: a misspelled one must not be left out in silence. */
function variables(value: unknown): Variables | undefined {
  if (!isRecord(value)) return undefined;
  const said = Object.entries(value);
  const found = new Map<string, SaidVariable>();
  for (const [name, text] of said) {
    if (!VARIABLE_NAME.test(name) || typeof text !== 'string' || text.length > MAX_VARIABLE_LENGTH)
      return undefined;
    found.set(name, { value: text, saidIn: { kind: 'setting' } });
  }
  return found.size <= MAX_VARIABLES ? found : undefined;
}
