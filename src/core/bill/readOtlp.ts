/**
 * Reads metrics as OpenTelemetry's JSON has them (OTLP/JSON: a document, a list of them, or one on each line), as far as they
 * are Modal's: https://modal.com/docs/guide/otel-integration has their names and tags.
 */
import { isRecord } from '../json/isRecord';
import type { Period } from './period';
import { MAX_BILL_ROWS, MAX_NAME_LENGTH, shownCell, type BillProblem } from './billOutcomes';
import { summedMetrics, type Measured } from './metrics';
import type { MetricsReading } from './readMetricsCsv';

const REQUESTS = 'modal.input_events.total_inputs';
const ELAPSED = 'modal.input_events.elapsed_time_us';
const RUNNING = 'modal.container.running';

/** What of an aggregation is a difference to the point before: https://opentelemetry.io/docs/specs/otlp/ */
const DELTA = [1, 'AGGREGATION_TEMPORALITY_DELTA'];

/** One point of a series: seconds since 1970, and what it counts. */
interface Point {
  readonly at: number;
  /** Where what it counts began; 0 if it does not say so. */
  readonly since: number;
  readonly value: number;
}

/** The points of one metric with the same attributes: of one container, where these are told apart. */
interface Series {
  readonly metric: string;
  readonly isDelta: boolean;
  readonly app: string;
  readonly environment: string | null;
  readonly function: string | null;
  readonly points: Point[];
}

export function isOtlp(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    isRecord(value) && (Object.hasOwn(value, 'resourceMetrics') || Object.hasOwn(value, 'resource_metrics'))
  );
}

/** @param documents as {@link isOtlp} has them, or whatever else a hostile file may have between them */
export function readOtlp(documents: readonly unknown[]): MetricsReading {
  const read = new OtlpReader();
  for (const document of documents) {
    if (!isOtlp(document)) return { ok: false, problem: { kind: 'notABill' } };
    read.document(document);
    if (read.problem) return { ok: false, problem: read.problem };
  }
  const all = [...read.series.values()];
  const points = all.flatMap((series) => series.points);
  if (points.length === 0) return { ok: false, problem: { kind: 'noModalMetrics' } };
  const step = stepOf(all);
  return {
    ok: true,
    metrics: summedMetrics(
      all.map((each) => measured(each, step)),
      periodOf(all, step),
    ),
  };
}

class OtlpReader {
  readonly series = new Map<string, Series>();
  problem: BillProblem | null = null;
  #points = 0;

  document(document: Readonly<Record<string, unknown>>): void {
    for (const resource of listIn(document, 'resourceMetrics', 'resource_metrics')) {
      const of = isRecord(resource.resource) ? attributesIn(resource.resource) : new Map<string, string>();
      for (const scope of listIn(resource, 'scopeMetrics', 'scope_metrics'))
        for (const metric of listIn(scope, 'metrics')) this.#metric(metric, of);
    }
  }

  #metric(metric: Readonly<Record<string, unknown>>, resource: ReadonlyMap<string, string>): void {
    const { name } = metric;
    if (name !== REQUESTS && name !== ELAPSED && name !== RUNNING) return;
    const data = [metric.sum, metric.gauge, metric.histogram].find(isRecord);
    // A mean that somebody sampled is no sum: it says nothing of all requests.
    if (!data || (name !== RUNNING && data === metric.gauge)) return;
    const isDelta = DELTA.includes((data.aggregationTemporality ?? data.aggregation_temporality) as number);
    for (const point of listIn(data, 'dataPoints', 'data_points')) {
      if (++this.#points > MAX_BILL_ROWS) this.problem ??= { kind: 'tooManyRows', max: MAX_BILL_ROWS };
      if (this.problem) return;
      this.#point(name, isDelta, point, new Map([...resource, ...attributesIn(point)]));
    }
  }

  #point(
    metric: string,
    isDelta: boolean,
    point: Readonly<Record<string, unknown>>,
    attributes: ReadonlyMap<string, string>,
  ): void {
    const app = attributes.get('app_name');
    if (app === undefined || app === '') return;
    const at = secondsIn(point.timeUnixNano ?? point.time_unix_nano);
    const value = valueIn(point);
    if (at === undefined || at <= 0 || value === undefined) {
      const [column, found] =
        value === undefined ? (['value', point] as const) : (['time', point.timeUnixNano] as const);
      this.problem = { kind: 'badPoint', row: this.#points, column, found: shownCell(found) };
      return;
    }
    const since = secondsIn(point.startTimeUnixNano ?? point.start_time_unix_nano) ?? 0;
    const key = JSON.stringify([metric, [...attributes].sort(([a], [b]) => (a < b ? -1 : 1))]);
    const series = this.series.get(key) ?? {
      metric,
      isDelta,
      app,
      environment: attributes.get('environment_name') ?? null,
      function: attributes.get('function_name') ?? null,
      points: [],
    };
    series.points.push({ at, since, value });
    this.series.set(key, series);
  }
}

/** What a series adds to its function. */
function measured(series: Series, step: number): Measured {
  const { metric, isDelta, app, environment, function: name } = series;
  const points = [...series.points].sort((a, b) => a.at - b.at);
  const total = metric === RUNNING ? null : isDelta ? sumOf(points) : increase(points);
  return {
    app,
    environment,
    function: name,
    requests: metric === REQUESTS ? total : null,
    busySeconds: metric === ELAPSED && total !== null ? total / 1e6 : null,
    liveSeconds: metric === RUNNING ? integral(points, step) : null,
  };
}

function sumOf(points: readonly Point[]): number {
  return points.reduce((sum, { value }) => sum + value, 0);
}

/** Of a counter, from its first point on; one that falls has begun anew. */
function increase(points: readonly Point[]): number {
  return points.reduce((sum, { value }, i) => {
    const before = points[i - 1]?.value;
    return before === undefined ? sum : sum + (value >= before ? value - before : value);
  }, 0);
}

/** Containers × seconds: each point holds until the next one, and no longer than two steps: what stops sends no more. */
function integral(points: readonly Point[], step: number): number {
  return points.reduce((sum, { at, value }, i) => {
    const next = points[i + 1]?.at;
    const gap = next === undefined ? step : next - at;
    return sum + value * (gap > 2 * step ? step : gap);
  }, 0);
}

/** The usual time between two points of a series, by the middle one of all gaps; 60 seconds if there are none. */
function stepOf(all: readonly Series[]): number {
  const gaps = all.flatMap(({ metric, points }) => {
    const times = metric === RUNNING ? points.map(({ at }) => at).sort((a, b) => a - b) : [];
    return times.slice(1).map((at, i) => at - times[i]!);
  });
  const sorted = gaps.filter((gap) => gap > 0).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 60;
}

/** From the first point, or where its count began, to the last one and what that stands for. */
function periodOf(all: readonly Series[], step: number): Period {
  let [start, end] = [Infinity, -Infinity];
  for (const { metric, isDelta, points } of all)
    for (const { at, since } of points) {
      start = Math.min(start, isDelta && since > 0 ? since : at);
      end = Math.max(end, metric === RUNNING ? at + step : at);
    }
  return { start, end };
}

type Records = readonly Readonly<Record<string, unknown>>[];

function listIn(record: Readonly<Record<string, unknown>>, ...names: readonly string[]): Records {
  const found = names
    .map((name) => (Object.hasOwn(record, name) ? record[name] : undefined))
    .find(Array.isArray);
  return (found as readonly unknown[] | undefined)?.filter(isRecord) ?? [];
}

/** Attributes with text; others tell nothing apart here. */
function attributesIn(record: Readonly<Record<string, unknown>>): Map<string, string> {
  const found = new Map<string, string>();
  for (const { key, value } of listIn(record, 'attributes')) {
    const text = isRecord(value) ? (value.stringValue ?? value.string_value) : undefined;
    if (typeof key === 'string' && typeof text === 'string')
      found.set(key.slice(0, MAX_NAME_LENGTH), text.slice(0, MAX_NAME_LENGTH));
  }
  return found;
}

/** 64-bit integers are texts in JSON. */
function secondsIn(found: unknown): number | undefined {
  const nanos = typeof found === 'string' && /^\d{1,20}$/.test(found) ? Number(found) : found;
  return typeof nanos === 'number' && Number.isFinite(nanos) && nanos >= 0 ? nanos / 1e9 : undefined;
}

function valueIn(point: Readonly<Record<string, unknown>>): number | undefined {
  const found = [point.asInt, point.as_int, point.asDouble, point.as_double, point.sum].find(
    (each) => each !== undefined,
  );
  const value = typeof found === 'string' && /^-?\d{1,19}$/.test(found) ? Number(found) : found;
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
