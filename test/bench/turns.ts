// Runs inside VS Code's extension host: how long work in the background keeps others waiting.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { listBook, reviewBook } from '../../src/core/pricing/bundled';
import {
  calculatorDeclaration,
  scenarioInSteps,
  scenarioOf,
  type ScenarioSubject,
} from '../../src/core/render/scenario/scenario';
import { panelViewInSteps } from '../../src/core/render/scenario/scenarioView';
import type { PreparedTrace } from '../../src/core/render/scenario/traceView';
import { PanelTrace } from '../../src/features/scenarioPanel/panelTrace';
import { SimulationService } from '../../src/host/simulations';
import { Slices } from '../../src/host/slices';
import { EDITOR_TRACE_BOUNDS, readTraceInBackground } from '../../src/host/traceFile';
import { randomTraceCsv } from '../ui/panel/traceFixture';
import { median, report, turnsDuring, type Row } from './measure';

/** The first ones compile what they run. */
const ROUNDS = 9;
/** As long as a trace of a million requests is read. */
const NOTHING_MS = 3_000;

export async function run(): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('The folder is not there');
  // VS Code finishes its own start.
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  report(await turnRows(folder.uri));
  writeFileSync(process.env.MODAL_COST_SUMMARY!, JSON.stringify({ passed: 1, failures: [] }));
}

/** A trace of a million requests, from the file to the panel's picture, and a month that is simulated. */
async function turnRows(folder: vscode.Uri): Promise<Row[]> {
  const file = vscode.Uri.joinPath(folder, 'requests.csv');
  writeFileSync(join(folder.fsPath, 'requests.csv'), randomTraceCsv(EDITOR_TRACE_BOUNDS.rows));
  const nothing: number[][] = [];
  const reads: number[][] = [];
  const pools: number[][] = [];
  const views: number[][] = [];
  const months: number[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    nothing.push(await turnsDuring(() => new Promise((resolve) => setTimeout(resolve, NOTHING_MS))));
    let read: Awaited<ReturnType<typeof readTraceInBackground>>;
    reads.push(
      await turnsDuring(async () => {
        read = await readTraceInBackground(file, {}, EDITOR_TRACE_BOUNDS, () => false);
      }),
    );
    if (!read?.ok) throw new Error('The trace is not read');
    const panel = new PanelTrace({ file: 'requests.csv', reading: read, from: null });
    let trace: PreparedTrace | null | undefined;
    const limits = { maxContainers: null, concurrency: 1, singleUse: false };
    pools.push(await turnsDuring(async () => (trace = await panel.prepare(limits))));
    views.push(await turnsDuring(() => viewed(round, trace ?? null)));
    months.push(await turnsDuring(() => simulated(round)));
  }
  const idle = longest('nothing goes on, for three seconds', nothing);
  const anchor = { what: 'nothing going on', value: median(idle.samples) };
  const budget = { most: 8, of: 'median' } as const;
  return [
    idle,
    { ...longest('a trace of a million requests is read', reads), anchor, budget },
    { ...longest('the containers of a trace are counted', pools), anchor, budget },
    { ...longest('the panel’s view is worked out', views), anchor, budget },
    { ...longest('a month is simulated', months), anchor, budget },
  ];
}

/** The longest wait of each round: whoever types may meet any of them. */
function longest(what: string, rounds: readonly (readonly number[])[]): Row {
  return {
    what: `longest wait while ${what}`,
    samples: rounds.map((waits) => Math.max(...waits)),
    unit: 'ms',
  };
}

/** Some usage each time: what is known already is not worked out again. */
function subjectOf(simulations?: ScenarioSubject['use']['simulations']): ScenarioSubject {
  return {
    declaration: calculatorDeclaration(),
    isCode: false,
    context: { book: listBook, list: listBook, hoursPerMonth: listBook.hoursPerMonth.value },
    books: [reviewBook, listBook],
    use: { defaults: [], includeStartup: true, ...(simulations ? { simulations } : {}) },
  };
}

async function viewed(round: number, trace: PreparedTrace | null): Promise<void> {
  const typed = { requests_per_day: String(50_000 + round), seconds_per_request: '2', min_containers: '1' };
  const slices = new Slices();
  const scenario = await slices.run(scenarioInSteps(subjectOf(), typed, {}, slices.isOver));
  await slices.run(panelViewInSteps(scenario, [], 'key', trace, slices.isOver));
}

async function simulated(round: number): Promise<void> {
  const log = vscode.window.createOutputChannel('Turns', { log: true });
  const service = new SimulationService(() => undefined, log);
  const typed = {
    requests_per_day: String(2_000 + round),
    seconds_per_request: '1',
    startup_seconds: '300',
  };
  const { month } = scenarioOf(subjectOf(service.simulations), typed, {}).after;
  if (month?.status !== 'unknown') throw new Error('Nothing is to be simulated');
  await service.settled();
  service.dispose();
  log.dispose();
}
