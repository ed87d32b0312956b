/**
 * What the schema of a price book is made of. valibot's messages are not for people here: each names what the value is
 * (a {@link Meaning}), and with the type of the issue that says which problem it is.
 */
import * as v from 'valibot';
import { UNITS, type Unit } from './priceUnits';

/** What a value is, in the messages of the schema: a text, a number, a list, or an amount in a unit. */
export type Meaning =
  'line' | 'date' | 'key' | 'gpuType' | 'url' | 'count' | 'vram' | 'sum' | 'regions' | 'gpuTypes' | Unit;

/** Text without control characters, so that it can stand in one line anywhere. */
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

/** A GPU type as a key of a book: in capitals, as Modal's documentation writes it. */
export const gpuType = v.pipe(v.string(), v.regex(/^[A-Z0-9][A-Z0-9.+!-]{0,39}$/, 'gpuType'));

export const url = v.pipe(
  v.string(),
  v.maxLength(500, 'url'),
  v.regex(/^https:\/\/[\w.-]+(?:[/?#][\w./~%@:+,;=&?#-]*)?$/, 'url'),
);

export const count = v.pipe(v.number(), v.integer('count'), v.minValue(1, 'count'));

/** A number that can be believed in `unit`: finite, more than 0, and within the unit's bounds. */
export const amount = (unit: Unit): v.GenericSchema<number> => {
  const { min, max } = UNITS[unit];
  return v.pipe(v.number(), v.gtValue(0, unit), v.minValue(min, unit), v.maxValue(max, unit));
};
