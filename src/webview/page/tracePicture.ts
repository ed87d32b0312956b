/** The picture of a trace under the setting that the inputs hold: it follows them without the host. */
import { useMemo } from 'preact/hooks';
import { tracePictures, type TracePicture, type TraceSetting } from '../../core/render/scenario/traceCharts';
import type { TraceView } from '../../protocol';
import type { InputStates } from '../inputs/inputStates';
import type { PanelState } from '../panelStore';

/** Null without a trace, or before the requests of the one that the view is about have come. */
export function useTracePicture({ view, trace, inputs }: PanelState): TracePicture | null {
  const shown = view?.trace ?? null;
  const spells = shown && trace?.id === shown.id ? trace.spells : null;
  const { floor, buffer, window } = shown ? settingOf(shown, inputs) : NONE;
  const draw = useMemo(() => shown && spells && tracePictures(spells, shown), [shown, spells]);
  return useMemo(() => draw?.({ floor, buffer, window }) ?? null, [draw, floor, buffer, window]);
}

const NONE: TraceSetting = { floor: 0, buffer: 0, window: 0 };

/** What the inputs say, or where that is not valid, what the view says. */
function settingOf({ model }: TraceView, inputs: InputStates): TraceSetting {
  const floor = numberIn(inputs, 'min_containers') / model.clusterSize;
  const buffer = numberIn(inputs, 'buffer_containers') / model.clusterSize;
  const window = numberIn(inputs, 'scaledown_window');
  return {
    floor: Number.isInteger(floor) && floor >= 0 ? floor : model.floor,
    buffer: Number.isInteger(buffer) && buffer >= 0 ? buffer : model.buffer,
    window: window >= 0 ? window : model.window,
  };
}

/** NaN for none. */
function numberIn(inputs: InputStates, name: string): number {
  const text = inputs.get(name)?.text.trim() ?? '';
  return text === '' ? NaN : Number(text);
}
