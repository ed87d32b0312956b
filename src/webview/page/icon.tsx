/** Icons as lines of 16 × 16, in the color of the text. */
import type { VNode } from 'preact';

const PATHS = {
  advice: 'M5.8 11.5V10A4.3 4.3 0 1 1 10.2 10V11.5ZM6.3 14H9.7',
  apply: 'M2.5 8.5 6 12 13.5 4.5',
  caution: 'M8 2 14.5 13.5H1.5ZM8 6.5V10M8 11.4V12.2',
  close: 'M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5',
  copy: 'M5.5 5.5H13.5V13.5H5.5ZM3.5 10.5H2.5V2.5H10.5V3.5',
  error: 'M8 1.5A6.5 6.5 0 1 1 8 14.5 6.5 6.5 0 1 1 8 1.5M8 4.5V9M8 10.6V11.6',
  good: 'M8 1.5A6.5 6.5 0 1 1 8 14.5 6.5 6.5 0 1 1 8 1.5M5 8.2 7.2 10.4 11 6',
  open: 'M4 6.5 8 10.5 12 6.5',
  pin: 'M5 2.5H11L10.2 7.5 12.5 9.5H3.5L5.8 7.5ZM8 9.5V14',
  poor: 'M8 1.5A6.5 6.5 0 1 1 8 14.5 6.5 6.5 0 1 1 8 1.5M5.5 5.5 10.5 10.5M10.5 5.5 5.5 10.5',
  reset: 'M3.5 3V6.5H7M3.8 6.3A5 5 0 1 1 3.2 9.5',
  reveal: 'M9.5 2.5H13.5V6.5M13.5 2.5 8 8M11.5 9.5V13.5H2.5V4.5H6.5',
  save: 'M8 2V10M4.5 7 8 10.5 11.5 7M2.5 13.5H13.5',
  table: 'M2.5 3H13.5V13H2.5ZM2.5 6.3H13.5M2.5 9.7H13.5M6.5 3V13',
  trace: 'M2.5 2.5V13.5H13.5M5 10.5 7.5 7 9.5 9 13 4',
  unknown: 'M8 1.5A6.5 6.5 0 1 1 8 14.5 6.5 6.5 0 1 1 8 1.5M6 6.4A2 2 0 1 1 8.7 8.2Q8 8.6 8 9.4M8 11V11.9',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }): VNode {
  return (
    <svg class={`icon icon-${name}`} width={16} height={16} viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width={1.3}
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
