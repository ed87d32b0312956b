/**
 * The parts of the price book schema. The messages of valibot are not shown to users: each contains only what the value
 * is (a {@link Meaning}). Together with the type of the issue, this determines the problem.
 */
import * as v from 'valibot';
import { UNITS, type Unit } from './priceUnits';

/** The meaning of a value, in the messages of the schema: a text, a number, a list, or an amount in a unit. */
export type Meaning =
  | 'line'
  | 'date'
  | 'key'
  | 'gpuType'
  | 'url'
  | 'count'
  | 'vram'
  | 'sum'
  | 'regions'
  | 'gpuTypes'
  | 'items'
  | Unit;

/** Text without control characters, so that it always fits on one line. */
export const line = (max: number): v.GenericSchema<string> =>
  v.pipe(
    v.string(),
    v.minLength(1, 'line'),
    v.maxLength(max, 'line'),
    v.regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]*$/u, 'line'),
  );

export const note = v.exactOptional(line(1000));

export const date = v.pipe(
  v.string(),
  v.regex(/^(?:\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?|undated)$/, 'date'),
);

export const key = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/, 'key'));

/** A GPU type as a key of a book: in capitals, as in Modal's documentation. */
export const gpuType = v.pipe(v.string(), v.regex(/^[A-Z0-9][A-Z0-9.+!-]{0,39}$/, 'gpuType'));

export const url = v.pipe(
  v.string(),
  v.maxLength(500, 'url'),
  v.regex(/^https:\/\/[\w.-]+(?:[/?#][\w./~%@:+,;=&?#-]*)?$/, 'url'),
);

export const count = v.pipe(v.number(), v.integer('count'), v.minValue(1, 'count'));

/** A plausible number in `unit`: finite, more than 0, and within the bounds of the unit. */
export const amount = (unit: Unit): v.GenericSchema<number> => {
  const { min, max } = UNITS[unit];
  return v.pipe(v.number(), v.gtValue(0, unit), v.minValue(min, unit), v.maxValue(max, unit));
};
