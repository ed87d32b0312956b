import { escapeMarkdown } from '../core/render/escape';
import { reportLines, reportMarkdown, type Report } from '../core/render/report/report';
import type { Format } from './options';
import { styled, type Terminal } from './terminal';

/** Prints a report as tables or as Markdown. @param last a sentence at the end: what its prices are from */
export function printReport(report: Report, last: string, format: Format, terminal: Terminal): void {
  if (format === 'markdown') {
    terminal.print(`${reportMarkdown(report)}\n\n${escapeMarkdown(last)}`);
    return;
  }
  for (const { kind, text } of reportLines(report, terminal.width))
    terminal.print(kind === 'text' ? text : styled(terminal, STYLES[kind], text));
  terminal.print(`\n${styled(terminal, 'dim', last)}`);
}

const STYLES = { title: 'underline', head: 'bold', caption: 'dim' } as const;
