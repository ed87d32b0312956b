/** A section of the page, and the blocks that it is made of. */
import type { VNode } from 'preact';
import type { BlockView, SectionView } from '../../protocol';
import { usePanel } from '../context';
import { memo } from '../memo';
import { prose } from '../text';
import { Fold } from './fold';
import { Icon } from './icon';
import { Split } from './split';
import { Table } from './table';

export const Section = memo(({ view: { id, title, open, blocks } }: { readonly view: SectionView }) => (
  <section class="section">
    <Fold id={`section:${id}`} level="h2" title={title} initial={open}>
      {() => (
        <div class="blocks">
          {blocks.map((block, index) => (
            <Block key={`${block.kind}:${index}`} block={block} title={title} />
          ))}
        </div>
      )}
    </Fold>
  </section>
));

function Block({ block, title }: { readonly block: BlockView; readonly title: string }): VNode {
  switch (block.kind) {
    case 'text':
      return <p class="text">{prose(block.text)}</p>;
    case 'list':
      return (
        <ul class="list">
          {block.items.map((item) => (
            <li>{prose(item)}</li>
          ))}
        </ul>
      );
    case 'table':
      return <Table view={block.table} isTitled={block.table.caption === title} />;
    case 'split':
      return <Split view={block.split} />;
    case 'verdict':
      return <Verdict view={block} />;
  }
}

type VerdictView = Extract<BlockView, { kind: 'verdict' }>;

function Verdict({ view: { verdict, title, reason, source } }: { readonly view: VerdictView }): VNode {
  const { words } = usePanel();
  return (
    <div class={`verdict ${verdict}`}>
      <Icon name={verdict} />
      <div>
        <p class="verdict-title">{words(`verdict.${verdict}`)}</p>
        {title !== '' && <p>{prose(title)}</p>}
        <p>{prose(reason)}</p>
        {source !== '' && <p class="source">{words('source', source)}</p>}
      </div>
    </div>
  );
}
