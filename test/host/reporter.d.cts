// The type of reporter.cjs, for the suite that bundles it.
import type { ReporterConstructor } from 'mocha';

declare const LineReporter: ReporterConstructor;
export = LineReporter;
