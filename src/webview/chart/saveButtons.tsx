import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { ChartView } from '../../protocol';
import { usePanel } from '../context';
import { Icon } from '../page/icon';
import { textMeasure } from './measure';
import { resolvedPalette } from './palette';
import { pictureData } from './picture';

interface SaveButtonsProps {
  readonly view: ChartView;
  readonly hidden: ReadonlySet<string>;
}

export function SaveButtons({ view, hidden }: SaveButtonsProps): VNode {
  const { words, actions } = usePanel();
  const tools = useRef<HTMLDivElement>(null);

  async function save(as: 'svg' | 'png'): Promise<void> {
    if (!tools.current) return;
    try {
      const look = { palette: resolvedPalette(tools.current), measure: textMeasure(tools.current) };
      const data = await pictureData({ view, hidden, ...look }, as);
      actions.post({ type: 'save', chart: view.id, as, data });
    } catch (error) {
      actions.complain(words('saveFailed', error instanceof Error ? error.message : String(error)));
    }
  }

  const button = (as: 'svg' | 'png', name: string): VNode => (
    <button class="tool" type="button" aria-label={name} title={name} onClick={() => void save(as)}>
      <Icon name="save" />
      {as.toUpperCase()}
    </button>
  );
  return (
    <div ref={tools} class="tools">
      {button('svg', words('saveSvg', view.title))}
      {button('png', words('savePng', view.title))}
    </div>
  );
}
