/** The tools for agents that look at a whole folder: what a change costs, and what the rules and budgets find. */
import { bundledBooks } from '../pricing/bundled';
import { bookIn, flagIn, inputOf, MAX_TEXT, numberIn, textIn, textsIn } from './inputFields';
import type { Tool } from './toolDefinitions';
import { ToolProblem } from './toolProblem';

export const DIFF_TOOL: Tool = {
  name: 'modalCost_diff',
  title: 'Compare Two States of Modal Code',
  description:
    'What a change to Python code for Modal (modal.com) costs, compared with a commit of its Git repository: the difference in USD per month, each added, removed or changed function, class and server with its figures before and after and the reason, and the rules and budgets that the change violates. By default, compares the files on disk, uncommitted changes included, with HEAD: call it after an edit and before you propose it. Read-only: runs no code, fetches nothing. An unknown difference is named and never counted as 0.',
};

export const CHECK_TOOL: Tool = {
  name: 'modalCost_check',
  title: 'Check Modal Code by Rules and Budgets',
  description:
    'What the rules and budgets of a folder (modal-cost.json) find in its Python code for Modal (modal.com): values that Modal rejects, exceeded budgets, warm GPUs, expensive timeouts, deprecated names, each with its place and how to fix it, and whether the check passes. Give `base` to check only what changed since a commit, and `failAbove` for a limit in USD per month. Read-only: runs no code, fetches nothing. Files that could not be read are named.',
};

export const REVIEW_TOOLS: readonly Tool[] = [DIFF_TOOL, CHECK_TOOL];

const MAX_PATHS = 50;

const common = {
  paths: {
    type: 'array',
    maxItems: MAX_PATHS,
    items: { type: 'string', maxLength: MAX_TEXT },
    description: 'Files and folders to look at, relative to the folder. If not given: all of it.',
  },
  base: {
    type: 'string',
    maxLength: MAX_TEXT,
    description: 'The commit to compare with: a branch, tag or commit id.',
  },
  head: {
    type: 'string',
    maxLength: MAX_TEXT,
    description: 'The commit to compare. If not given: the files on disk.',
  },
  mergeBase: {
    type: 'boolean',
    description: 'Compare with the newest common commit of `base` and `head`. If not given: false.',
  },
  priceBook: {
    type: 'string',
    enum: [...bundledBooks.keys()],
    description: 'The prices to use. If not given: those of the folder.',
  },
} as const;

const check = {
  failAbove: {
    type: 'number',
    minimum: 0,
    description: 'The limit of the cost per month in USD, or, with `base`, of what the change adds.',
  },
  failOnUnknown: {
    type: 'boolean',
    description: 'Fail if a cost is unknown. If not given: false.',
  },
} as const;

/** As JSON Schema, by the tool’s name. */
export const REVIEW_INPUTS = {
  [DIFF_TOOL.name]: { type: 'object', additionalProperties: false, properties: common },
  [CHECK_TOOL.name]: { type: 'object', additionalProperties: false, properties: { ...common, ...check } },
} as const;

const chat = {
  folder: {
    type: 'string',
    maxLength: MAX_TEXT,
    description: 'The name of a folder of the workspace. If not given: the first.',
  },
  base: common.base,
  mergeBase: {
    type: 'boolean',
    description: 'Compare with the newest common commit of `base` and HEAD. If not given: false.',
  },
} as const;

/** The same in an editor, which has the files as they are being edited. */
export const CHAT_REVIEW_INPUTS = {
  [DIFF_TOOL.name]: { type: 'object', additionalProperties: false, properties: chat },
  [CHECK_TOOL.name]: { type: 'object', additionalProperties: false, properties: { ...chat, ...check } },
} as const;

/** What is asked, checked. */
export interface ReviewInput {
  readonly paths: readonly string[];
  readonly base: string | undefined;
  readonly head: string | undefined;
  readonly mergeBase: boolean;
  /** The id of a bundled price book. */
  readonly book: string | undefined;
  /** The name of a folder of an editor's workspace. */
  readonly folder: string | undefined;
  /** USD per month. */
  readonly failAbove: number | null;
  readonly failOnUnknown: boolean;
}

/**
 * Reads what a model wrote as the input of one of these tools; null stands for what is not given.
 * @param inputs those that the tool has where it is asked
 * @throws ToolProblem that names the property and what it takes
 */
export function readReviewInput(
  tool: string,
  asked: unknown,
  inputs: Readonly<Record<string, { readonly properties: object }>> = REVIEW_INPUTS,
): ReviewInput {
  const given = inputOf(asked, inputs[tool]!.properties);
  const input = {
    paths: textsIn(given, 'paths', 'paths', MAX_PATHS),
    base: textIn(given, 'base'),
    head: textIn(given, 'head'),
    mergeBase: flagIn(given, 'mergeBase'),
    book: bookIn(given)?.id,
    folder: textIn(given, 'folder'),
    failAbove: numberIn(given, 'failAbove', 'USD per month', [0, Number.MAX_VALUE]) ?? null,
    failOnUnknown: flagIn(given, 'failOnUnknown'),
  };
  if (tool === CHECK_TOOL.name && input.base === undefined && (input.head ?? input.mergeBase))
    throw new ToolProblem('`head` and `mergeBase` need `base`: without it, the files on disk are checked.');
  return input;
}
