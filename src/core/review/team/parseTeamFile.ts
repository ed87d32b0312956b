/** Reads `modal-cost.json`. What is wrong is named, each at its place; all the rest is in force. */
import { runsPerMonth } from '../../cost/schedule/runsPerMonth';
import { parseUsageValue, usageFieldNamed, type UsageField } from '../../modal/usageFields';
import type { ParameterValue, TextRange } from '../../modal/declaration';
import { parseGpuString, type Gpu } from '../../modal/gpu';
import { childPath } from '../../pricing/jsonText';
import { quoted, UNSEEN, visible } from '../../text';
import {
  isRuleId,
  RULE_IDS,
  RULE_LEVELS,
  ruleInfo,
  type RuleId,
  type RuleLevel,
  type RuleSetting,
} from '../findings/rules';
import type { Discounts } from '../../pricing/discounts';
import {
  BUDGET_KEYS,
  BUDGETS_KEYS,
  CLUSTER_SIZE,
  DECLARATION_KEYS,
  DISCOUNT_KEYS,
  HOURS_PER_MONTH,
  MAX_REASON_LENGTH,
  MAX_USD,
  TEAM_KEYS,
  VALUE_KEYS,
  VALUE_SPECS,
  type ValueSpec,
} from './teamFields';
import { BOUNDS, readJsonc, type JsonNode, type Member, type Span } from './jsonc';
import { parseKey } from './keyPattern';
import { Lines } from './lineIndex';
import { nearest } from './nearestWord';
import {
  NO_TEAM,
  TEAM_PARAMETERS,
  type Budget,
  type KeyBudget,
  type Team,
  type TeamBudgets,
  type TeamDeclaration,
  type TeamIgnore,
  type TeamParameter,
  type TeamProblem,
  type TeamValues,
} from './team';
import { message, t, translated } from '../../render/words/translate';
import { usageProblemText, usageUnitText } from '../../render/words/usageWords';

export interface TeamResult {
  /** What is in force: everything that could be understood. */
  readonly team: Team;
  readonly problems: readonly TeamProblem[];
}

/** Reads the text of a team file. Never throws; at most 50 problems are named. */
export function parseTeamFile(text: string): TeamResult {
  const { root, problems } = readJsonc(text, BOUNDS);
  const reader = new TeamReader(new Lines(text));
  for (const { message, start, end } of problems) reader.problem('$', { start, end }, message);
  const team = root ? reader.team(root) : NO_TEAM;
  const sorted = reader.problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return { team, problems: sorted.slice(0, BOUNDS.maxProblems) };
}

const KEY_EXAMPLE = 'app/serve.py::Model';
const APP_EXAMPLE = 'app/serve.py::app';
const GPU_TYPE = /^[A-Z0-9][A-Z0-9.+!-]{0,39}$/;

class TeamReader {
  readonly problems: TeamProblem[] = [];
  readonly #lines: Lines;
  readonly #inForce = new Map<string, number>();

  constructor(lines: Lines) {
    this.#lines = lines;
  }

  problem(path: string, span: Span, message: string): void {
    const range = this.#range(span);
    const { line, column } = range.start;
    this.problems.push({
      path: visible(path),
      message,
      line: line + 1,
      column: column + 1,
      range,
    });
  }

  team(root: JsonNode): Team {
    if (root.kind !== 'object') {
      this.problem('$', root, t('The file must hold an object. Write { "version": 1 }.'));
      return NO_TEAM;
    }
    const members = this.#members(root, '$', TEAM_KEYS);
    const version = members.get('version');
    if (!version)
      this.problem(
        '$',
        { start: root.start, end: root.start + 1 },
        t('“version” is missing. Add "version": 1.'),
      );
    else if (version.value.kind !== 'number' || version.value.value !== 1) {
      const why = t(
        'Only version 1 of this file is known here. Write "version": 1, or update Modal Cost Lens.',
      );
      this.problem('$.version', version.value, t('{0} Nothing in the file is in force.', why));
      return NO_TEAM;
    }
    return {
      priceBook: this.#read(members, '$', 'priceBook', (...at) => this.#priceBook(...at)),
      hoursPerMonth: this.#read(members, '$', 'hoursPerMonth', (node, path) =>
        this.#number(node, path, { ...HOURS_PER_MONTH, whole: false, unit: message('hours') }),
      ),
      countStartup: this.#read(members, '$', 'countStartup', (...at) => this.#flag(...at)),
      plan: this.#read(members, '$', 'plan', (...at) => this.#line(...at, 80)),
      discounts: this.#read(members, '$', 'discounts', (...at) => this.#discounts(...at)),
      declarations: this.#read(members, '$', 'declarations', (...at) => this.#declarations(...at)) ?? [],
      budgets: this.#read(members, '$', 'budgets', (...at) => this.#budgets(...at)) ?? NO_TEAM.budgets,
      rules: this.#read(members, '$', 'rules', (...at) => this.#rules(...at)) ?? {},
      lines: this.#inForce,
    };
  }

  /** The known members of an object by name; others are named as problems, with what was most likely meant. */
  #members(node: JsonNode, path: string, known: readonly string[]): ReadonlyMap<string, Member> {
    const found = new Map<string, Member>();
    if (node.kind !== 'object') {
      this.problem(path, node, t('{0} takes an object: { … }.', last(path)));
      return found;
    }
    for (const member of node.members) {
      if (known.includes(member.name)) {
        found.set(member.name, member);
        continue;
      }
      const near = nearest(member.name, known);
      const remedy = near === undefined ? t('It may be {0}.', listed(known)) : t('Did you mean “{0}”?', near);
      this.problem(
        childPath(path, member.name),
        member.key,
        t('{0} is not known here. {1}', quoted(member.name), remedy),
      );
    }
    return found;
  }

  /** A member's value, its line noted where it is in force; null where it is absent or wrong. */
  #read<T>(
    members: ReadonlyMap<string, Member>,
    parent: string,
    name: string,
    read: (node: JsonNode, path: string) => T | null,
  ): T | null {
    const member = members.get(name);
    if (!member) return null;
    const path = childPath(parent, name);
    const value = read(member.value, path);
    if (value !== null) this.#inForce.set(path, this.#lineOf(member.key));
    return value;
  }

  #priceBook(node: JsonNode, path: string): string | null {
    const book = this.#line(node, path, 300);
    if (book === null) return null;
    const problem = book.includes('\\')
      ? t('A path is written with “/”, not with “\\”.')
      : /^(?:[/~]|[a-z]+:)/i.test(book) || book.split('/').includes('..')
        ? t('A price book of your own lies below the folder of this file: write its path from there.')
        : null;
    if (problem !== null) this.problem(path, node, problem);
    return problem === null ? book : null;
  }

  #discounts(node: JsonNode, path: string): Discounts | null {
    const members = this.#members(node, path, DISCOUNT_KEYS);
    const all = this.#read(members, path, 'all', (...at) => this.#factor(...at));
    const gpus = new Map<string, number>();
    const own = members.get('gpu')?.value;
    const ownPath = childPath(path, 'gpu');
    if (own && own.kind !== 'object')
      this.problem(ownPath, own, t('gpu takes an object by GPU type: { "H100": 0.85 }.'));
    for (const { name, key, value } of own?.kind === 'object' ? own.members : []) {
      const at = childPath(ownPath, name);
      const type = name.toUpperCase();
      if (!GPU_TYPE.test(type))
        this.problem(at, key, t('{0} is not a GPU type. Write it as Modal does: H100.', quoted(name)));
      else if (gpus.has(type))
        this.problem(at, key, t('{0} stands here twice: the first one counts.', quoted(name)));
      else {
        const factor = this.#factor(value, at);
        if (factor !== null) {
          gpus.set(type, factor);
          this.#inForce.set(at, this.#lineOf(key));
        }
      }
    }
    return all === null && gpus.size === 0 ? null : { all: all ?? 1, gpus };
  }

  #factor(node: JsonNode, path: string): number | null {
    if (node.kind === 'number' && node.value > 0 && node.value <= 1) return node.value;
    const given = node.kind === 'number' && node.value > 1 && node.value < 100;
    const remedy = given
      ? t('For {0} % off write {1}.', node.value, Number((1 - node.value / 100).toFixed(6)))
      : t('For 15 % off write 0.85.');
    this.problem(
      path,
      node,
      t('{0} takes what is left of the price: a number over 0 and at most 1. {1}', last(path), remedy),
    );
    return null;
  }

  #declarations(node: JsonNode, path: string): TeamDeclaration[] {
    return this.#keyed(node, path, KEY_EXAMPLE, ({ pattern, member, at }) => {
      const members = this.#members(member.value, at, DECLARATION_KEYS);
      const usage: Partial<Record<UsageField, number>> = {};
      for (const [name, { key, value }] of members) {
        const info = usageFieldNamed(name);
        if (!info) continue;
        const given = value.kind === 'number' ? parseUsageValue(info, value.value) : null;
        if (given && 'value' in given) {
          usage[info.field] = given.value;
          this.#inForce.set(childPath(at, name), this.#lineOf(key));
        } else
          this.problem(
            childPath(at, name),
            value,
            given
              ? usageProblemText(given.problem)
              : t('{0} takes a number of {1}, such as {2}.', name, usageUnitText(info.field), info.example),
          );
      }
      return {
        pattern,
        line: this.#lineOf(member.key),
        range: this.#range(member.key),
        usage,
        values: this.#read(members, at, 'values', (...where) => this.#values(...where)) ?? {
          params: new Map(),
        },
        ignore: this.#read(members, at, 'ignore', (...where) => this.#ignore(...where)) ?? [],
      };
    });
  }

  /** The members of an object whose names are keys of declarations. */
  #keyed<T>(
    node: JsonNode,
    path: string,
    example: string,
    read: (found: {
      readonly pattern: Exclude<ReturnType<typeof parseKey>, { problem: string }>;
      readonly member: Member;
      readonly at: string;
    }) => T | null,
  ): T[] {
    if (node.kind !== 'object') {
      this.problem(path, node, t('{0} takes an object by key: { "{1}": { … } }.', last(path), example));
      return [];
    }
    return node.members.flatMap((member) => {
      const at = childPath(path, member.name);
      const pattern = parseKey(member.name, example);
      if ('problem' in pattern) {
        this.problem(at, member.key, `${quoted(member.name)}: ${pattern.problem}`);
        return [];
      }
      return read({ pattern, member, at }) ?? [];
    });
  }

  #values(node: JsonNode, path: string): TeamValues {
    const members = this.#members(node, path, VALUE_KEYS);
    const gpu = this.#read(members, path, 'gpu', (...at) => this.#gpus(...at));
    const size = this.#read(members, path, 'cluster_size', (...at) => this.#number(...at, CLUSTER_SIZE));
    const params = new Map<TeamParameter, ParameterValue>();
    for (const name of TEAM_PARAMETERS) {
      const value = this.#read(members, path, name, (...at) => this.#parameter(...at, VALUE_SPECS[name]));
      if (value !== null) params.set(name, value);
    }
    return { ...(gpu && { gpu }), ...(size !== null && { clusterSize: size }), params };
  }

  #gpus(node: JsonNode, path: string): readonly Gpu[] | null {
    if (node.kind === 'null') return [];
    const items = node.kind === 'array' ? node.items : [node];
    const gpus: Gpu[] = [];
    for (const item of items) {
      if (item.kind === 'null' && node.kind === 'array') {
        gpus.push({ type: null, count: 0 });
        continue;
      }
      const gpu = item.kind === 'string' ? parseGpuString(item.value) : t('it is not a text');
      const wrong =
        typeof gpu === 'string'
          ? gpu
          : !GPU_TYPE.test(gpu.type ?? '')
            ? t('this is not a type')
            : gpu.count < 1 || gpu.count > 1_000
              ? t('the count is from 1 to 1,000')
              : null;
      if (wrong !== null || typeof gpu === 'string') {
        this.problem(
          path,
          item,
          t(
            'gpu takes a text such as "H100" or "H100:2", a list of them in order, or null for none: {0}.',
            wrong ?? '',
          ),
        );
        return null;
      }
      gpus.push(gpu);
    }
    if (node.kind !== 'array' || gpus.length > 0) return gpus;
    this.problem(path, node, t('A list of GPUs names at least one. Write null for none.'));
    return null;
  }

  #parameter(node: JsonNode, path: string, spec: ValueSpec): ParameterValue {
    switch (spec.kind) {
      case 'number':
        return this.#number(node, path, spec);
      case 'flag':
        return this.#flag(node, path);
      case 'region': {
        const items = node.kind === 'array' ? node.items : [node];
        const names = items.flatMap((item) =>
          item.kind === 'string' && /^[\w-]{1,40}$/.test(item.value) ? [item.value] : [],
        );
        if (names.length === items.length && names.length > 0)
          return node.kind === 'array' ? names : names[0]!;
        this.problem(path, node, t('region takes a text such as "us-east", or a list of them.'));
        return null;
      }
      case 'schedule': {
        const cron = node.kind === 'string' && node.value.length <= 100 ? node.value : '';
        const schedule = { type: 'cron', cron, timezone: 'UTC' } as const;
        const rate = runsPerMonth(schedule, 720);
        if (!('reason' in rate)) return schedule;
        this.problem(path, node, t('schedule takes a cron line of five fields, such as "0 9 * * *".'));
        return null;
      }
    }
  }

  #ignore(node: JsonNode, path: string): TeamIgnore[] {
    if (node.kind !== 'object') {
      this.problem(
        path,
        node,
        t('ignore takes rules with a reason each: { "warm-gpu": "the demo in May" }.'),
      );
      return [];
    }
    return [...this.#members(node, path, RULE_IDS)].flatMap(([name, { key, value }]) => {
      const at = childPath(path, name);
      const reason = value.kind === 'string' ? value.value.trim() : '';
      if (!isRuleId(name)) return [];
      if (reason !== '' && reason.length <= MAX_REASON_LENGTH)
        return [{ rule: name, reason, line: this.#lineOf(key) }];
      this.problem(
        at,
        value,
        t('{0} needs a reason, of at most {1} characters: say why it may stay.', name, MAX_REASON_LENGTH),
      );
      return [];
    });
  }

  #budgets(node: JsonNode, path: string): TeamBudgets {
    const members = this.#members(node, path, BUDGETS_KEYS);
    const keyed = (name: 'apps' | 'declarations', example: string): readonly KeyBudget[] =>
      this.#read(members, path, name, (value, at) =>
        this.#keyed(value, at, example, ({ pattern, member, at: inner }) => {
          const budget = this.#budget(member.value, inner, member.key);
          return budget && { ...budget, pattern };
        }),
      ) ?? [];
    const workspace = members.get('workspace');
    return {
      workspace: this.#read(members, path, 'workspace', (value, at) =>
        this.#budget(value, at, workspace!.key),
      ),
      apps: keyed('apps', APP_EXAMPLE),
      declarations: keyed('declarations', KEY_EXAMPLE),
    };
  }

  #budget(node: JsonNode, path: string, key: Span): Budget | null {
    const before = this.problems.length;
    const members = this.#members(node, path, BUDGET_KEYS);
    const [floor, month] = BUDGET_KEYS.map((name) =>
      this.#read(members, path, name, (value, at) =>
        this.#number(value, at, { min: 0, max: MAX_USD, whole: false, unit: message('USD a month') }),
      ),
    );
    if (floor == null && month == null) {
      if (this.problems.length === before)
        this.problem(path, node, t('{0} needs “floor” or “month”, in USD a month.', last(path)));
      return null;
    }
    return { floor: floor ?? null, month: month ?? null, range: this.#range(key) };
  }

  #rules(node: JsonNode, path: string): Team['rules'] {
    const rules: Partial<Record<RuleId, RuleSetting>> = {};
    for (const [name, { value }] of this.#members(node, path, RULE_IDS)) {
      if (!isRuleId(name)) continue;
      const at = childPath(path, name);
      const { thresholds } = ruleInfo(name);
      if (value.kind !== 'object') {
        const level = this.#level(value, at);
        if (level !== null) rules[name] = { level, thresholds: {} };
        continue;
      }
      const known = ['severity', ...thresholds.map((each) => each.name)];
      const members = this.#members(value, at, known);
      const level = this.#read(members, at, 'severity', (...where) => this.#level(...where));
      const given = thresholds.flatMap((each) => {
        const number = this.#read(members, at, each.name, (inner, where) =>
          this.#number(inner, where, { ...each, whole: false }),
        );
        return number === null ? [] : [[each.name, number] as const];
      });
      rules[name] = { ...(level && { level }), thresholds: Object.fromEntries(given) };
    }
    return rules;
  }

  #level(node: JsonNode, path: string): RuleLevel | null {
    const level = RULE_LEVELS.find((each) => node.kind === 'string' && node.value === each);
    if (level !== undefined) return level;
    const near = node.kind === 'string' ? nearest(node.value, RULE_LEVELS) : undefined;
    const remedy = near === undefined ? '' : ` ${t('Did you mean "{0}"?', near)}`;
    this.problem(
      path,
      node,
      t('{0} takes {1}.{2}', last(path), listed(RULE_LEVELS.map((each) => `"${each}"`)), remedy),
    );
    return null;
  }

  #number(
    node: JsonNode,
    path: string,
    { min, max, whole, unit }: { min: number; max: number; whole: boolean; unit: string },
  ): number | null {
    if (
      node.kind === 'number' &&
      node.value >= min &&
      node.value <= max &&
      (!whole || Number.isInteger(node.value))
    )
      return node.value === 0 ? 0 : node.value;
    const kind = whole ? t('a whole number') : t('a number');
    const range = t('from {0} to {1}', decimal(min), decimal(max));
    const hint = node.kind === 'string' ? ` ${t('Without quotes.')}` : '';
    this.problem(
      path,
      node,
      `${t('{0} takes {1} of {2} {3}.', last(path), kind, translated(unit), range)}${hint}`,
    );
    return null;
  }

  #flag(node: JsonNode, path: string): boolean | null {
    if (node.kind === 'boolean') return node.value;
    this.problem(path, node, t('{0} takes true or false, without quotes.', last(path)));
    return null;
  }

  #line(node: JsonNode, path: string, most: number): string | null {
    const text = node.kind === 'string' ? node.value.trim() : '';
    if (text !== '' && text.length <= most && !UNSEEN.test(text)) return text;
    this.problem(
      path,
      node,
      t('{0} takes a text of one line in double quotes, at most {1} characters.', last(path), most),
    );
    return null;
  }

  #lineOf(span: Span): number {
    return this.#lines.at(span.start).line + 1;
  }

  #range({ start, end }: Span): TextRange {
    return { start: this.#lines.at(start), end: this.#lines.at(end) };
  }
}

/** The last name of a JSON path, for a message. */
function last(path: string): string {
  const bracket = /\["((?:[^"\\]|\\.)*)"\]$/.exec(path)?.[1];
  return bracket === undefined
    ? (/[\w$-]+$/.exec(path)?.[0] ?? 'this')
    : quoted(bracket.replaceAll('\\', ''));
}

function listed(words: readonly string[]): string {
  const most = words.slice(0, 12);
  const rest = words.length > most.length ? ', …' : '';
  return most.length < 2 || rest !== ''
    ? `${most.join(', ')}${rest}`
    : t('{0} or {1}', most.slice(0, -1).join(', '), most.at(-1)!);
}

function decimal(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
}
