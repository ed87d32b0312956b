/** Instants of a trace in words: as a date and a clock in UTC, or as the time since its first request. */
import { civilDate } from '../numbers/civilDate';

const DAY = 86_400;

const two = (value: number): string => String(value).padStart(2, '0');

/** `2023-11-16` for seconds since 1970. */
export function dateText(seconds: number): string {
  const { year, month, day } = civilDate(Math.floor(seconds / DAY));
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** `18:15`, or `18:15:30` where seconds matter, for seconds since 1970. */
export function timeText(seconds: number, withSeconds = false): string {
  return elapsedText(((seconds % DAY) + DAY) % DAY, withSeconds).padStart(withSeconds ? 8 : 5, '0');
}

/** `26:05`: hours and minutes, and seconds where they matter. */
export function elapsedText(seconds: number, withSeconds = false): string {
  const whole = Math.round(withSeconds ? seconds : seconds / 60);
  const minutes = withSeconds ? Math.floor(whole / 60) : whole;
  const text = `${Math.floor(minutes / 60)}:${two(minutes % 60)}`;
  return withSeconds ? `${text}:${two(whole % 60)}` : text;
}

/**
 * A stretch of time, both ends as short as they can be: `2023-11-16 18:00–19:00`.
 * @param begin seconds since 1970 of the instant 0; null where that is not known
 */
export function stretchText(from: number, to: number, begin: number | null): string {
  const withSeconds = from % 60 !== 0 || to % 60 !== 0;
  if (begin === null) return `${elapsedText(from, withSeconds)}–${elapsedText(to, withSeconds)}`;
  const [first, last] = [begin + from, begin + to];
  const precise = first % 60 !== 0 || last % 60 !== 0;
  const text = `${dateText(first)} ${timeText(first, precise)}–`;
  const isOneDay = dateText(first) === dateText(last);
  return isOneDay
    ? `${text}${timeText(last, precise)}`
    : `${text}${dateText(last)} ${timeText(last, precise)}`;
}
