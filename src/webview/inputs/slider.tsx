import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { TellHost } from '../context';
import { positionOf, track, valueAt, type SliderRange } from './sliderScale';

interface SliderProps {
  readonly range: SliderRange;
  /** What the input holds; a value beyond the slider's ends puts it at its end. */
  readonly text: string;
  readonly unit: string;
  readonly labelId: string;
  readonly onSlide: (text: string, tell: TellHost) => void;
}

export function Slider({ range, text, unit, labelId, onSlide }: SliderProps): VNode {
  const position = useRef(NaN);
  // Several positions may have the same value: a slider that is at one of them stays there.
  if (valueAt(position.current, range) !== text) position.current = positionOf(Number(text), range);
  const slideTo = (wanted: string, tell: TellHost): void => {
    position.current = Number(wanted);
    onSlide(valueAt(position.current, range), tell);
  };
  return (
    <input
      type="range"
      class="slider"
      {...track(range)}
      value={position.current}
      aria-labelledby={labelId}
      aria-valuetext={unit === '' ? text : `${text} ${unit}`}
      onInput={({ currentTarget }) => slideTo(currentTarget.value, 'soon')}
      onChange={({ currentTarget }) => slideTo(currentTarget.value, 'now')}
    />
  );
}
