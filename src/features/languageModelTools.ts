import {
  CancellationError,
  FileType,
  l10n,
  LanguageModelTextPart,
  LanguageModelToolResult,
  lm,
  Uri,
  workspace,
  type Disposable,
  type CancellationToken,
  type LanguageModelTool,
  type LanguageModelToolInvocationOptions,
  type TextDocument,
} from 'vscode';
import { scanModule } from '../core/modal/scan';
import { UsageComments } from '../core/modal/usageComment';
import { NO_MODULES } from '../core/python/evaluate';
import { PythonModule } from '../core/python/module';
import { oneLine, shorten } from '../core/render/escape';
import { environmentOf } from '../core/review/team/environmentOf';
import { priceablesOf, type Terms } from '../core/review/team/priceScan';
import { adviseAnswer } from '../core/tools/adviseAnswer';
import { compareAnswer, estimateAnswer } from '../core/tools/toolAnswers';
import { pathAsked, readInput, type ToolInput } from '../core/tools/toolInput';
import { ToolProblem } from '../core/tools/toolProblem';
import { toolCode, type ToolCode } from '../core/tools/toolSubjects';
import { ADVISE_TOOL, COMPARE_TOOL, ESTIMATE_TOOL, MAX_SOURCE_LENGTH } from '../core/tools/toolDefinitions';
import { Disposables } from '../host/disposables';
import type { Services } from '../host/services';

/** The tools that a chat's agent may call. They read only, so that nobody is asked before they run. */
export function registerLanguageModelTools(services: Services): Disposable {
  const disposables = new Disposables();
  // A host without a chat may have no `lm` at all, whatever the typings say.
  if (typeof (lm as typeof lm | undefined)?.registerTool !== 'function') return disposables;
  disposables.add(lm.registerTool(ESTIMATE_TOOL.name, new Tool(services, estimateAnswer, estimating)));
  disposables.add(lm.registerTool(COMPARE_TOOL.name, new Tool(services, compareAnswer, comparing)));
  disposables.add(lm.registerTool(ADVISE_TOOL.name, new Tool(services, adviseAnswer, advising)));
  return disposables;
}

function estimating(what: string): string {
  return l10n.t('Estimating the Modal costs of {0}', what);
}

function comparing(what: string): string {
  return l10n.t('Comparing the Modal costs of {0} with other providers', what);
}

function advising(what: string): string {
  return l10n.t('Looking for cheaper settings of {0}', what);
}

class Tool implements LanguageModelTool<unknown> {
  constructor(
    private readonly services: Services,
    private readonly answer: typeof estimateAnswer,
    private readonly message: (what: string) => string,
  ) {}

  prepareInvocation({ input }: { readonly input: unknown }): { readonly invocationMessage: string } {
    return { invocationMessage: this.message(pathAsked(input) ?? l10n.t('Python source')) };
  }

  async invoke(
    { input, tokenizationOptions }: LanguageModelToolInvocationOptions<unknown>,
    token: CancellationToken,
  ): Promise<LanguageModelToolResult> {
    const asked = readInput(input);
    const ask = async (): ReturnType<typeof estimateAnswer> => {
      const { code, terms } = await codeOf(asked, this.services);
      return this.answer(
        code,
        asked,
        {
          context: terms.context,
          // Three characters a token, half of them for the data.
          ...(tokenizationOptions ? { most: tokenizationOptions.tokenBudget * 1.5 } : {}),
        },
        () => checkpoint(token),
      );
    };
    let { text, data } = await ask();
    // What was asked may wait for a trace, and then for a simulation of it.
    for (let i = 0; i < 2 && this.services.isBusy; i++) {
      await this.services.settled();
      ({ text, data } = await ask());
    }
    return new LanguageModelToolResult([
      new LanguageModelTextPart(text),
      new LanguageModelTextPart(JSON.stringify(data)),
    ]);
  }
}

/** Lets the host take in a cancellation, and obeys it. */
async function checkpoint(token: CancellationToken): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, 0));
  if (token.isCancellationRequested) throw new CancellationError();
}

/** What a question is about, and the terms that hold for it. */
interface Asked {
  readonly code: ToolCode;
  readonly terms: Terms;
}

async function codeOf({ code }: ToolInput, services: Services): Promise<Asked> {
  return 'source' in code ? textCode(code.source, services) : documentCode(await find(code.path), services);
}

async function documentCode(document: TextDocument, services: Services): Promise<Asked> {
  await services.documents.settledScan(document);
  const { terms, priceables } = await services.priceables(document);
  const found = await services.documents.module(document);
  if (!found) {
    const file = workspace.asRelativePath(document.uri, false);
    return { terms, code: { file, subjects: [], broken: [] } };
  }
  return { terms, code: toolCode(found.module, priceables) };
}

/** A text that stands nowhere: on the terms of the first folder, used as it says itself. */
async function textCode(text: string, services: Services): Promise<Asked> {
  const tree = (await services.parser.get()).parse(text);
  if (!tree) throw new ToolProblem('`source` takes too long to parse. Give a shorter text.');
  try {
    const terms = await services.terms(workspace.workspaceFolders?.[0]?.uri ?? Uri.parse('untitled:source'));
    const module = new PythonModule('source', text, tree.rootNode);
    const comments = new UsageComments(text);
    const scan = scanModule(module, { ...NO_MODULES, environment: environmentOf(terms.team) });
    const priceables = priceablesOf(scan, (each) => comments.of(each), terms);
    return { terms, code: toolCode(module, priceables) };
  } finally {
    tree.delete();
  }
}

/** The document of a path in the workspace, as it stands in its editor where it is open. */
async function find(path: string): Promise<TextDocument> {
  const plain = path.replaceAll('\\', '/').replace(/^(\.\/)+/, '');
  const shown = `"${shorten(oneLine(path), 100)}"`;
  if (plain.split('/').includes('..'))
    throw new ToolProblem(`${shown} is outside the workspace. Give a path inside it, without "..".`);
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0)
    throw new ToolProblem('No folder is open, so there is no path to look up. Give `source` instead.');
  const names = folders.map(({ name }) => `"${oneLine(name)}"`).join(', ');
  const candidates = folders.flatMap(({ uri, name }) => candidatesIn(uri, name, plain));
  for (const uri of candidates) {
    const stat = await workspace.fs.stat(uri).then(
      (found) => found,
      () => undefined,
    );
    if (!stat || !(stat.type & FileType.File)) continue;
    if (stat.size > MAX_SOURCE_LENGTH)
      throw new ToolProblem(
        `${shown} is larger than ${MAX_SOURCE_LENGTH / 1e6} MB. Give the relevant part as \`source\`.`,
      );
    const document = await workspace.openTextDocument(uri);
    if (document.languageId === 'python') return document;
    throw new ToolProblem(`${shown} is not a Python file.`);
  }
  throw new ToolProblem(
    `There is no file ${shown} in ${names}. Give a path relative to the folder, such as "app/serve.py".`,
  );
}

/** Where a path may lie in a folder: below it, below its name in a workspace of several, or where an absolute path says. */
function candidatesIn(folder: Uri, name: string, path: string): Uri[] {
  if (/^(\/|[A-Za-z]:\/)/.test(path)) {
    const absolute = Uri.file(path).path;
    return absolute.startsWith(`${folder.path}/`) ? [folder.with({ path: absolute })] : [];
  }
  const below = Uri.joinPath(folder, path);
  return path.startsWith(`${name}/`) ? [below, Uri.joinPath(folder, path.slice(name.length + 1))] : [below];
}
