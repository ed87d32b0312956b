import type { l10n as L10n } from 'vscode';
import type { Word } from '../../protocol';

/** The panel's own words, in the reader's language, for its page to bring along. */
export function panelWords(l10n: Pick<typeof L10n, 't'>): Readonly<Record<Word, string>> {
  return {
    actions: l10n.t('Actions'),
    answer: l10n.t('Answer'),
    apply: l10n.t('Apply to code'),
    applyCount: l10n.t('Apply to code ({0})'),
    applyShort: l10n.t('Apply'),
    at: l10n.t('At {0}'),
    badMessage: l10n.t('Could not read a message: {0}'),
    barsHint: l10n.t(
      'Left and Right choose a bar, Up and Down change it, Page Up and Page Down by ten steps, Home empties it. You can also drag it.',
    ),
    changed: l10n.t('differs from the code'),
    changes: l10n.t('Changes to the code'),
    chartChoice: l10n.t('Chart to show'),
    chartDragHint: l10n.t(
      'Shift with an arrow key moves the current point, Enter moves it to the cursor. You can also drag it.',
    ),
    chartHint: l10n.t(
      'Arrow keys move the cursor, Page Up and Page Down move it by one tick, Escape hides it.',
    ),
    chartIdle: l10n.t('To read values, hover over the chart, or focus it and press an arrow key.'),
    chartRole: l10n.t('interactive chart'),
    charts: l10n.t('Charts'),
    chartsWithout: l10n.t('Charts without the trace'),
    copyCsv: l10n.t('Copy as CSV'),
    copyMarkdown: l10n.t('Copy as Markdown'),
    dismiss: l10n.t('Dismiss'),
    editField: l10n.t('Edit {0}'),
    inputs: l10n.t('More inputs'),
    levers: l10n.t('Main inputs'),
    lines: l10n.t('Lines: select one to hide it'),
    noChanges: l10n.t('Nothing to apply: the code already says this.'),
    notValid: l10n.t('Nothing is applied while an input is not valid.'),
    now: l10n.t('Now, at {0}'),
    oldFigure: l10n.t('Old figure: {0}'),
    pageGpus: l10n.t('GPUs'),
    pageLoading: l10n.t('Loading…'),
    pageProviders: l10n.t('Providers'),
    pages: l10n.t('Page to show'),
    pageScenario: l10n.t('Scenario'),
    pin: l10n.t('Pin this setting'),
    pinned: l10n.t('Pinned settings'),
    pinnedWhat: l10n.t('Figure'),
    presets: l10n.t('Scenarios'),
    rejected: l10n.t('Rejected: {0}'),
    reset: l10n.t('Reset'),
    resetHelp: l10n.t('Reset to the values from the code and its usage'),
    reveal: l10n.t('Go to code'),
    saveFailed: l10n.t('Could not create the picture: {0}'),
    savePng: l10n.t('Save “{0}” as PNG'),
    saveSvg: l10n.t('Save “{0}” as SVG'),
    saveUsage: l10n.t('Save usage…'),
    shapes: l10n.t('Shapes of “{0}”'),
    show: l10n.t('show'),
    simulating: l10n.t('simulating…'),
    source: l10n.t('Source: {0}'),
    table: l10n.t('Figures as a table'),
    traceChoose: l10n.t('Another trace…'),
    traceNotes: l10n.t('How the trace was read, and what is assumed'),
    traceReread: l10n.t('Read it differently…'),
    traceRemove: l10n.t('Remove trace'),
    traceWithout: l10n.t('Without the trace: {0}.'),
    unpin: l10n.t('Unpin {0}'),
    'verdict.caution': l10n.t('Fits with caution'),
    'verdict.good': l10n.t('Good fit'),
    'verdict.poor': l10n.t('Poor fit'),
    'verdict.unknown': l10n.t('Fit unknown'),
    wrong: l10n.t('has an invalid value'),
  };
}

/** The core's messages in the reader's language, for charts that the page draws by itself; undefined for English. */
export function panelMessages({
  bundle,
}: Pick<typeof L10n, 'bundle'>): Readonly<Record<string, string>> | undefined {
  // A bundle is a file that anyone may have written.
  return bundle && Object.fromEntries(Object.entries(bundle).filter(([, text]) => typeof text === 'string'));
}
