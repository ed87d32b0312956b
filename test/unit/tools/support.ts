import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { UsageComments } from '../../../src/core/modal/usageComment';
import { scanModule } from '../../../src/core/modal/scan';
import { PythonModule } from '../../../src/core/python/module';
import { priceablesOf } from '../../../src/core/review/team/priceScan';
import { NO_TEAM } from '../../../src/core/review/team/team';
import { compareAnswer, estimateAnswer, type ToolAnswer } from '../../../src/core/tools/toolAnswers';
import { readInput } from '../../../src/core/tools/toolInput';
import { toolCode, type ToolCode } from '../../../src/core/tools/toolSubjects';
import { loadParser } from '../../support/python';

export const SETTINGS = {
  context: { book: reviewBook, list: listBook, hoursPerMonth: 720 },
};

export async function codeOf(text: string, file = 'app.py'): Promise<ToolCode> {
  const tree = (await loadParser()).parse(text)!;
  const module = new PythonModule(file, text, tree.rootNode);
  const comments = new UsageComments(text);
  const priceables = priceablesOf(scanModule(module), (each) => comments.of(each), {
    team: NO_TEAM,
    use: { defaults: [], includeStartup: true },
  });
  const code = toolCode(module, priceables);
  tree.delete();
  return code;
}

const answers = { estimate: estimateAnswer, compare: compareAnswer };

/** Asks a tool as an agent does. */
export async function ask(
  tool: keyof typeof answers,
  input: Readonly<Record<string, unknown>> & { readonly source: string },
  settings: Partial<typeof SETTINGS & { most: number }> = {},
  checkpoint: () => Promise<void> = () => Promise.resolve(),
): Promise<ToolAnswer> {
  return answers[tool](
    await codeOf(input.source),
    readInput(input),
    { ...SETTINGS, ...settings },
    checkpoint,
  );
}
