import { FileType, Uri, workspace, type TextDocument } from 'vscode';
import { scanModule } from '../../core/modal/scan';
import { UsageComments } from '../../core/modal/usageComment';
import { NO_MODULES } from '../../core/python/evaluate';
import { PythonModule } from '../../core/python/module';
import { oneLine, shorten } from '../../core/render/escape';
import { environmentOf } from '../../core/review/team/environmentOf';
import { priceablesOf, type Terms } from '../../core/review/team/priceScan';
import type { estimateAnswer, ToolAnswer } from '../../core/tools/toolAnswers';
import { readInput, type ToolInput } from '../../core/tools/toolInput';
import { ToolProblem } from '../../core/tools/toolProblem';
import { toolCode, type ToolCode } from '../../core/tools/toolSubjects';
import { MAX_SOURCE_LENGTH } from '../../core/tools/toolDefinitions';
import { checkpoint } from '../../host/cancelable';
import type { Services } from '../../host/services';
import type { Question } from './agentTool';

/** How an answer about code is worked out. */
export type CodeAnswer = typeof estimateAnswer;

/** Answers about the code of a file or a text. */
export async function answerAboutCode(
  answer: CodeAnswer,
  services: Services,
  { input, most, token }: Question,
): Promise<ToolAnswer> {
  const asked = readInput(input);
  const ask = async (): Promise<ToolAnswer> => {
    const { code, terms } = await codeOf(asked, services);
    const settings = { context: terms.context, ...(most === undefined ? {} : { most }) };
    return answer(code, asked, settings, () => checkpoint(token));
  };
  let found = await ask();
  // What was asked may wait for a trace, and then for a simulation of it.
  for (let i = 0; i < 2 && services.isBusy; i++) {
    await services.settled();
    found = await ask();
  }
  return found;
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
