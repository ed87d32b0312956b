/** The columns of a metrics export as CSV. */

/** The columns, with the names that they have unless a user says others: those of Modal's tags. */
export const METRICS_COLUMNS = {
  app: 'app_name',
  function: 'function_name',
  environment: 'environment_name',
  start: 'start',
  end: 'end',
  requests: 'requests',
  busy_seconds: 'busy_seconds',
  live_seconds: 'live_seconds',
  containers: 'containers',
} as const;

export type MetricsColumn = keyof typeof METRICS_COLUMNS;

/** Other names of some columns. */
export type MetricsColumns = Readonly<Partial<Record<MetricsColumn, string>>>;
