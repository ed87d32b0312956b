import type { Uri } from 'vscode';
import type { UsageField } from '../core/modal/usageFields';
import type { Sort } from '../core/render/explorerColumns';

/** The commands that package.json declares: a check holds the two against each other. */
export const Commands = {
  switchPriceBook: 'modalCost.switchPriceBook',
  importWorkspaceRates: 'modalCost.importWorkspaceRates',
  importBill: 'modalCost.importBill',
  fitUsage: 'modalCost.fitUsage',
  explain: 'modalCost.explain',
  showActions: 'modalCost.showActions',
  setUsage: 'modalCost.setUsage',
  whatIf: 'modalCost.whatIf',
  compareScenarios: 'modalCost.compareScenarios',
  useTrace: 'modalCost.useTrace',
  openExample: 'modalCost.openExample',
  createTeamFile: 'modalCost.createTeamFile',
  priceGpu: 'modalCost.priceGpu',
  reviewChanges: 'modalCost.reviewChanges',
  copyReview: 'modalCost.copyReview',
  copyDeployCommand: 'modalCost.copyDeployCommand',
  readAgain: 'modalCost.readAgain',
  stopReading: 'modalCost.stopReading',
  sortByCost: 'modalCost.sortByCost',
  sortByFloor: 'modalCost.sortByFloor',
  sortByActual: 'modalCost.sortByActual',
  sortByDifference: 'modalCost.sortByDifference',
  sortByName: 'modalCost.sortByName',
  showWarmOnly: 'modalCost.showWarmOnly',
  showAll: 'modalCost.showAll',
  exportCosts: 'modalCost.exportCosts',
  compareListed: 'modalCost.compareListed',
  whatIfListed: 'modalCost.whatIfListed',
  setUsageListed: 'modalCost.setUsageListed',
  useTraceListed: 'modalCost.useTraceListed',
} as const;

/** What the quick fix for an unknown value runs; no person finds it in a list. */
export const GIVE_TEAM_VALUE = '_modalCost.giveTeamValue';

/** What the links and lenses of savings run; no person finds it in a list. */
export const SET_PARAMETER = '_modalCost.setParameter';
/** What a line of the explorer runs; no person finds it in a list. */
export const SHOW_DECLARATION = '_modalCost.showDeclaration';
/** What opens the panel as a calculator, with inputs by their names. */
export const OPEN_CALCULATOR = '_modalCost.openCalculator';

/** What a key binding runs where a dialog has a step to go back to. */
export const STEP_BACK = '_modalCost.stepBack';

/** A declaration, by its document and the line of its decorator, from 0: what a lens stands at. */
type DeclarationPlace = [uri: Uri | string, line: number];

/** What the commands are given. Each of them works without: then it is about the cursor's place, or asks. */
export interface CommandArguments {
  [Commands.switchPriceBook]: [];
  [Commands.importWorkspaceRates]: [];
  [Commands.importBill]: [];
  [Commands.fitUsage]: [] | DeclarationPlace;
  [Commands.explain]: [] | DeclarationPlace;
  [Commands.showActions]: [] | DeclarationPlace;
  [Commands.setUsage]: [] | [...DeclarationPlace, fields?: readonly UsageField[]];
  [Commands.whatIf]: [] | DeclarationPlace;
  /** `inputs` are the panel's, by their names. */
  [Commands.compareScenarios]: [] | [...DeclarationPlace, inputs?: Readonly<Record<string, string>>];
  /** `trace` is the file; without one, the user picks it. */
  [Commands.useTrace]: [] | [...DeclarationPlace, trace?: Uri];
  [Commands.openExample]: [];
  [Commands.createTeamFile]: [];
  [Commands.reviewChanges]: [] | [uri: Uri, base: 'HEAD'];
  [Commands.copyReview]: [];
  [Commands.copyDeployCommand]: [];
  [Commands.readAgain]: [];
  [Commands.stopReading]: [];
  [Commands.sortByCost]: [];
  [Commands.sortByFloor]: [];
  [Commands.sortByActual]: [];
  [Commands.sortByDifference]: [];
  [Commands.sortByName]: [];
  [Commands.showWarmOnly]: [];
  [Commands.showAll]: [];
  [Commands.exportCosts]: [format?: string];
  /** VS Code gives the four of them the line of the view, an `ExplorerItem`. */
  [Commands.compareListed]: [item: unknown];
  [Commands.whatIfListed]: [item: unknown];
  [Commands.setUsageListed]: [item: unknown];
  [Commands.useTraceListed]: [item: unknown];
  [GIVE_TEAM_VALUE]: [uri: Uri, key: string, parameter: string];
  /** `value` is the number, or the GPU as Modal writes it. */
  [SET_PARAMETER]: [...DeclarationPlace, parameter: string, value: string | number];
  /** `cell` is that of a notebook, from 1. */
  [SHOW_DECLARATION]: [...DeclarationPlace, cell: number | null];
  [STEP_BACK]: [];
  [OPEN_CALCULATOR]: [inputs: Readonly<Record<string, string>>];
  [Commands.priceGpu]: [];
}

/** The type of task that package.json declares. */
export const DEPLOY_TASK = 'modal-cost';

/** The view that package.json declares. */
export const EXPLORER_VIEW = 'modalCost.explorer';

/** The context keys that package.json asks for in `when` clauses. */
export const CONTEXT = {
  explorerState: 'modalCost.explorerState',
  explorerSort: 'modalCost.explorerSort',
  explorerWarmOnly: 'modalCost.explorerWarmOnly',
  isReading: 'modalCost.isReading',
  hasBill: 'modalCost.hasBill',
  hasDeclarations: 'modalCost.hasDeclarations',
  isReviewShown: 'modalCost.isReviewShown',
  canStepBack: 'modalCost.canStepBack',
} as const;

/** What the context keys may be. */
export interface ContextValues {
  /** What there is to be seen; package.json has a text for each that is empty. */
  [CONTEXT.explorerState]: 'reading' | 'nothing' | 'nothingWarm' | 'tree';
  [CONTEXT.explorerSort]: Sort;
  [CONTEXT.explorerWarmOnly]: boolean;
  [CONTEXT.isReading]: boolean;
  /** Whether a folder has an actual bill. */
  [CONTEXT.hasBill]: boolean;
  [CONTEXT.hasDeclarations]: boolean;
  /** Whether the active editor is a review. */
  [CONTEXT.isReviewShown]: boolean;
  /** A step of a dialog is shown that has one before it, and nothing is typed. */
  [CONTEXT.canStepBack]: boolean;
}

/** What a lens may show beside the figures, each as a lens of its own. */
export const LENS_ACTIONS = ['usage', 'saving', 'whatIf', 'compare', 'menu'] as const;
export type LensAction = (typeof LENS_ACTIONS)[number];

/** The settings that package.json declares, by their key below `modalCost`, with the defaults that hold there. */
export interface Settings {
  /** Where a declaration's cost is shown in the editor. */
  readonly display: 'codeLens' | 'inlay' | 'hoverOnly';
  /** Which actions stand beside the figures, whether they are in a lens or in an inlay hint. */
  readonly 'lens.actions': readonly LensAction[];
  readonly 'hover.enabled': boolean;
  readonly 'statusBar.enabled': boolean;
  /** Whether the status bar has the whole workspace's costs: it is read for that. */
  readonly 'statusBar.workspace': boolean;
  /** The id of a bundled price book. */
  readonly priceBook: string;
  /** A price book of one's own: a path in the workspace folder, or an absolute one; empty for none. */
  readonly priceBookFile: string;
  /** Usage of declarations that say none of their own, by the names that a usage comment takes. */
  readonly usage: Readonly<Record<string, unknown>>;
  /** Whether lenses say what has changed since HEAD. */
  readonly 'changes.lens': boolean;
  /** Levels of the review's rules, by their ids. */
  readonly rules: Readonly<Record<string, unknown>>;
  /** Whether start-up seconds count where the book bills live time. */
  readonly countStartup: boolean;
  /** Hours of a month; null for what the price book says. */
  readonly hoursPerMonth: number | null;
}

export const SETTING_DEFAULTS: Settings = {
  display: 'codeLens',
  'lens.actions': ['usage', 'saving', 'menu'],
  'hover.enabled': true,
  'statusBar.enabled': true,
  'statusBar.workspace': false,
  priceBook: 'modal-list-2026-10',
  priceBookFile: '',
  usage: {},
  rules: {},
  'changes.lens': true,
  countStartup: true,
  hoursPerMonth: null,
};
