import { assess, type Assessment } from '../cost/assess';
import type { PricingContext } from '../cost/estimate';
import { vary } from '../cost/varyDeclaration';
import type { Subject } from '../modal/declaration';
import { declarationsNamed } from '../modal/declarationNamed';
import { gpuLabel } from '../modal/gpu';
import { errorRegions } from '../python/errorRegions';
import type { PythonModule } from '../python/module';
import { quoteGpu } from '../pricing/lookup';
import { oneLine } from '../render/escape';
import { placeText, type PlacedInFile } from '../render/placeText';
import { plural } from '../render/words/plural';
import { message } from '../render/words/translate';
import type { Priceable } from '../review/team/priceScan';
import type { ToolInput } from './toolInput';
import { ToolProblem } from './toolProblem';

/** A file or a text, as a tool sees it. */
export interface ToolCode {
  /** As answers name it. */
  readonly file: string;
  readonly subjects: readonly Priceable[];
  /** The lines (from 1, inclusive) that do not parse: what they declare is not known. */
  readonly broken: readonly (readonly [number, number])[];
}

/** A scanned module as a tool sees it. */
export function toolCode({ file, root }: PythonModule, subjects: readonly Priceable[]): ToolCode {
  return { file, subjects, broken: errorRegions(root) };
}

/** Lets other work run, and throws when the question has been taken back. */
export type Checkpoint = () => Promise<void>;

/** The prices that a question asks for, over the ones in use: a team's discounts and plan hold with any book. */
export function contextFor(
  { book, hoursPerMonth }: Pick<ToolInput, 'book' | 'hoursPerMonth'>,
  inUse: PricingContext,
): PricingContext {
  const { chosenIn = {}, ...rest } = inUse;
  const { book: bookIn, hoursPerMonth: hoursIn, ...others } = chosenIn;
  return {
    ...rest,
    book: book ?? inUse.book,
    hoursPerMonth:
      hoursPerMonth ?? (book && !inUse.hoursChosen ? book.hoursPerMonth.value : inUse.hoursPerMonth),
    hoursChosen: hoursPerMonth !== null || inUse.hoursChosen === true,
    chosenIn: {
      ...others,
      ...(book || bookIn === undefined ? {} : { book: bookIn }),
      ...(hoursPerMonth !== null || hoursIn === undefined ? {} : { hoursPerMonth: hoursIn }),
    },
  };
}

/**
 * Prices what a question is about.
 * @throws ToolProblem where there is nothing of the kind, or no price for the GPU in question
 */
export async function assessSubjects(
  code: ToolCode,
  input: ToolInput,
  context: PricingContext,
  checkpoint: Checkpoint,
): Promise<readonly Assessment[]> {
  const chosen = chooseSubjects(code, input);
  const assessments: Assessment[] = [];
  for (const { subject, use } of chosen) {
    await checkpoint();
    const options = input.usage && {
      ...input.usage,
      values: { ...use.options?.values, ...input.usage.values },
    };
    const asked = options ? { ...use, options } : use;
    assessments.push(assess(supposed(subject, input, context), context, asked));
  }
  return assessments;
}

function chooseSubjects({ file, subjects, broken }: ToolCode, input: ToolInput): readonly Priceable[] {
  if (subjects.length === 0) {
    const unread = broken.length > 0 ? ` ${brokenNote(broken)}` : '';
    throw new ToolProblem(
      `${oneLine(file)} has no Modal code: no @app.function, @app.cls or @app.server of a modal.App.${unread}`,
    );
  }
  const { declaration, gpu } = input;
  const named = declaration === null ? subjects : subjectsNamed(declaration, subjects);
  if (named.length === 0)
    throw new ToolProblem(
      `There is no declaration "${oneLine(declaration!).slice(0, 60)}" in ${oneLine(file)}. It has: ${namesOf(subjects)}.`,
    );
  if (gpu && named.length > 1)
    throw new ToolProblem(
      `\`gpu\` needs \`declaration\`: ${oneLine(file)} has several declarations: ${namesOf(named)}. Choose the one to price on ${gpuLabel(gpu)}, with its line if others have its name, such as "${exampleOf(named)}".`,
    );
  return named;
}

function subjectsNamed(name: string, subjects: readonly Priceable[]): readonly Priceable[] {
  const declarations = subjects.flatMap(({ subject }) => (subject.type === 'declaration' ? [subject] : []));
  const named = new Set<Subject>(declarationsNamed(declarations, name));
  return subjects.filter(({ subject }) => named.has(subject));
}

/** The subject on the GPU that the question asks about. */
function supposed(subject: Subject, { gpu }: ToolInput, { book, list }: PricingContext): Subject {
  if (!gpu) return subject;
  if (subject.type === 'call')
    throw new ToolProblem(
      `\`gpu\` can only be changed for a function, class, server or sandbox, and ${place(subject)} is a call.`,
    );
  // A GPU that only the list prices is answered as one without a price here, with the list's figures beside it.
  if (![book, list].some((each) => quoteGpu(each, list, gpu.type ?? ''))) {
    const types = new Set([...Object.keys(book.gpus), ...Object.keys(list.gpus)]);
    throw new ToolProblem(
      `The price book in use and Modal’s list have no price for ${gpu.type ?? 'CPU'}. They have prices for ${[...types].join(', ')}.`,
    );
  }
  return vary(subject, { gpu });
}

/** A name with its line, as `declaration` takes it. */
function exampleOf([first]: readonly Priceable[]): string {
  const { subject } = first!;
  const name = subject.type === 'declaration' ? oneLine(subject.qualname).slice(0, 60) : 'serve';
  return `${name}:${subject.line}`;
}

const MAX_NAMES = 20;

function namesOf(subjects: readonly Priceable[]): string {
  const names = subjects.flatMap(({ subject }) =>
    subject.type === 'declaration'
      ? [`${oneLine(subject.qualname).slice(0, 80)} (line ${subject.line})`]
      : [],
  );
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
  return names.length === 0 ? 'calls only' : `${names.slice(0, MAX_NAMES).join(', ')}${more}`;
}

/** `app/serve.py:13`, on one line. */
export function place(subject: PlacedInFile): string {
  return oneLine(placeText(subject));
}

/** What a reader must know of a file that does not parse everywhere. */
export function brokenNote(broken: ToolCode['broken']): string {
  const [first, ...more] = broken.map(([from, to]) => (from === to ? `line ${from}` : `lines ${from}–${to}`));
  const others =
    more.length === 0
      ? ''
      : ` ${plural(more.length, message('and {0} more place'), message('and {0} more places'))}`;
  return `Syntax error in ${first ?? ''}${others}: the answer does not include what is declared there. Fix the syntax and ask again.`;
}
