/** The bill beside the estimate as plain data: what `modal-cost actual --format json` prints. All money is USD. */
import { hoursOf, type Bill } from '../bill/bill';
import { impliedRates } from '../bill/impliedRates';
import { meanContainers, type FunctionMetrics } from '../bill/metrics';
import { differenceOf, floorShare, type BilledApp, type BilledWorkspace, type CodeOfApp } from '../bill/join';
import { dateText, timeText } from './clockText';
import { amountJson } from './amountJson';
import { pricesJson } from './estimateJson';
import { rowName } from './words/subjectNames';
import { impliedRateText } from './words/billRates';
import { billNoteText } from './words/billWords';

/** The version of the output; its schema is schemas/actual.schema.json. */
const ACTUAL_VERSION = 1;

export function actualJson(workspace: BilledWorkspace, bill: Bill): object {
  const { period, apps, notBilled, unnamed, others, total, context } = workspace;
  return {
    version: ACTUAL_VERSION,
    currency: 'USD',
    ...pricesJson(context),
    period: { start: instantText(period.start), end: instantText(period.end), hours: hoursOf(period) },
    totalUsd: total,
    apps: apps.map((each) => appJson(each, bill)),
    notBilled: notBilled.map(codeJson),
    unnamed: unnamed.map(({ estimate: { subject } }) => ({
      file: subject.file,
      line: subject.line,
      name: rowName(subject),
    })),
    others: others.map(({ description, environment, kind, cost }) => ({
      description,
      environment,
      kind,
      costUsd: cost,
    })),
    summaries: bill.summaries.map(({ file, summary }) => ({
      file,
      meteredUsd: summary.metered,
      billedUsd: summary.billed,
      adjustmentsUsd: summary.adjustments,
      breakdownUsd: summary.breakdown,
    })),
    metrics: bill.metrics.map(metricsJson),
    notes: bill.notes.map((note) => ({ ...note, text: billNoteText(note) })),
  };
}

function appJson(billed: BilledApp, bill: Bill): object {
  const { actual, perMonth, code, gpus } = billed;
  return {
    app: actual.app,
    environment: actual.environment,
    actualUsd: actual.cost,
    actualUsdPerMonth: perMonth,
    start: instantText(actual.start),
    end: instantText(actual.end),
    deployments: actual.deployments,
    resources: actual.resources.map(({ resource, cost }) => ({ resource, costUsd: cost })),
    gpus: gpus.map(({ resource, gpuHours, meanGpus, meanContainers }) => ({
      resource,
      gpuHours,
      meanGpus,
      meanContainers,
    })),
    code: code && codeJson(code),
    differenceUsdPerMonth: differenceOf(billed),
    floorShare: floorShare(billed),
    rates: impliedRates(billed, bill, bill.metrics).map((rate) => ({
      ...rate,
      text: impliedRateText(actual.app, rate),
    })),
  };
}

function metricsJson(metrics: FunctionMetrics): object {
  const { app, environment, function: name, start, end, requests, busySeconds, liveSeconds } = metrics;
  return {
    app,
    environment,
    function: name,
    start: instantText(start),
    end: instantText(end),
    requests,
    busySeconds,
    liveSeconds,
    meanContainers: meanContainers(metrics),
  };
}

function codeJson({ app, members, month, floor, withoutMonth }: CodeOfApp): object {
  return {
    app,
    estimate: amountJson(month),
    floor: amountJson(floor),
    withoutMonth,
    declarations: members.map(({ estimate: { subject } }) => ({
      file: subject.file,
      line: subject.line,
      name: rowName(subject),
    })),
  };
}

export function instantText(seconds: number): string {
  return `${dateText(seconds)}T${timeText(seconds, true)}Z`;
}
