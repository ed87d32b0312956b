import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type CallToolResult,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { version } from '../../package.json';
import {
  ACTUAL_INPUT_SCHEMA,
  ACTUAL_OUTPUT_SCHEMA,
  ACTUAL_TOOL,
  actualAnswer,
  readActualInput,
} from '../core/tools/actualAnswer';
import { adviseAnswer } from '../core/tools/adviseAnswer';
import { gpusAnswer, providersAnswer } from '../core/tools/bookAnswers';
import { BOOK_INPUTS, BOOK_SCHEMAS, BOOK_TOOLS, GPUS_TOOL, PROVIDERS_TOOL } from '../core/tools/bookTools';
import { compareAnswer, estimateAnswer, type ToolAnswer } from '../core/tools/toolAnswers';
import { readInput } from '../core/tools/toolInput';
import { OUTPUT_SCHEMAS } from '../core/tools/outputSchemas';
import { REVIEW_INPUTS, REVIEW_TOOLS } from '../core/tools/reviewTools';
import { REVIEW_SCHEMAS } from '../core/tools/reviewSchemas';
import {
  ADVISE_TOOL,
  COMPARE_TOOL,
  ESTIMATE_TOOL,
  INPUT_SCHEMA,
  TOOLS,
  type Tool as ToolDefinition,
} from '../core/tools/toolDefinitions';
import { UserError } from '../core/userError';
import { billOfFolders } from './mcpBill';
import { McpFolders, type McpTerms } from './mcpFolders';
import { McpReviews } from './mcpReviews';
import { LineTransport } from './mcpTransport';
import { loadParser } from './loadParser';
import type { Options } from './options';
import type { Streams } from './terminal';

const ANSWERS = new Map([
  [ESTIMATE_TOOL.name, estimateAnswer],
  [COMPARE_TOOL.name, compareAnswer],
  [ADVISE_TOOL.name, adviseAnswer],
]);

const BOOK_ANSWERS = new Map([
  [GPUS_TOOL.name, gpusAnswer],
  [PROVIDERS_TOOL.name, providersAnswer],
]);

const ALL_TOOLS = [...TOOLS, ...BOOK_TOOLS, ...REVIEW_TOOLS, ACTUAL_TOOL];

/** The inputs of the tools that do not look at one file. */
const INPUTS: Readonly<Record<string, Tool['inputSchema']>> = {
  ...BOOK_INPUTS,
  ...REVIEW_INPUTS,
  [ACTUAL_TOOL.name]: ACTUAL_INPUT_SCHEMA,
};

const OUTPUTS: Readonly<Record<string, NonNullable<Tool['outputSchema']>>> = {
  ...OUTPUT_SCHEMAS,
  ...BOOK_SCHEMAS,
  ...REVIEW_SCHEMAS,
  [ACTUAL_TOOL.name]: ACTUAL_OUTPUT_SCHEMA,
};

const INSTRUCTIONS =
  'Estimates what Python code for Modal (modal.com) costs, from its source alone. The figures come from dated price books and are not a bill.';

/**
 * `modal-cost mcp`: the tools for agents over the Model Context Protocol, on standard input and output, until the input ends.
 * @param roots the folders that may be read: see `realFolders`
 * @param options what the command line says, of which `terms` are made
 */
export async function serveMcp(
  roots: readonly string[],
  terms: McpTerms,
  options: Options,
  { stdin, stdout }: Pick<Streams, 'stdin' | 'stdout'>,
): Promise<void> {
  const parser = await loadParser();
  const folders = new McpFolders(roots, parser, terms);
  const reviews = new McpReviews(roots, parser, options);
  const server = new McpServer(
    { name: 'modal-cost', title: 'Modal Cost', version },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  // The tools have their schemas as JSON Schema already, shared with VS Code: `registerTool` would want them anew, in zod.
  server.server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: ALL_TOOLS.map(described),
  }));
  server.server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) =>
    callTool(params.name, params.arguments ?? {}, { folders, reviews }, signal),
  );
  const ended = new Promise<void>((resolve) => stdin.once('end', resolve).once('close', resolve));
  await server.connect(new LineTransport(stdin, stdout));
  await ended;
  await server.close();
}

function described({ name, title, description }: ToolDefinition): Tool {
  return {
    name,
    title,
    description,
    inputSchema: structuredClone(INPUTS[name] ?? INPUT_SCHEMA),
    outputSchema: structuredClone(OUTPUTS[name]!),
    annotations: {
      title,
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
  };
}

/** What the tools read. */
export interface McpSources {
  readonly folders: McpFolders;
  readonly reviews: McpReviews;
}

/** Answers one call. Throws what an unknown tool, or a cancellation, comes to. */
export async function callTool(
  name: string,
  input: unknown,
  sources: McpSources,
  signal: AbortSignal,
): Promise<CallToolResult> {
  try {
    const { text, data } = await answerOf(name, input, sources, signal);
    return { content: [{ type: 'text', text }], structuredContent: data };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { content: [{ type: 'text', text: error.message }], isError: true };
  }
}

async function answerOf(
  name: string,
  input: unknown,
  { folders, reviews }: McpSources,
  signal: AbortSignal,
): Promise<ToolAnswer> {
  if (Object.hasOwn(REVIEW_INPUTS, name)) {
    // What has been taken back already is not begun: it has no place to stop at.
    await checkpoint(signal);
    return reviews.answer(name, input);
  }
  if (name === ACTUAL_TOOL.name) return actualOf(input, folders, signal);
  const bookAnswer = BOOK_ANSWERS.get(name);
  if (bookAnswer) return bookAnswer(input, folders.prices());
  const answer = ANSWERS.get(name);
  if (!answer)
    throw new McpError(
      ErrorCode.InvalidParams,
      `Unknown tool. The tools are ${ALL_TOOLS.map((tool) => tool.name).join(', ')}.`,
    );
  const asked = readInput(input);
  const { code, settings } =
    'source' in asked.code ? folders.text(asked.code.source) : folders.file(asked.code.path);
  return answer(code, asked, settings, () => checkpoint(signal));
}

/** What the apps of the folders did cost. */
async function actualOf(input: unknown, folders: McpFolders, signal: AbortSignal): Promise<ToolAnswer> {
  const app = readActualInput(input);
  return actualAnswer(folders.all(billOfFolders), app, () => checkpoint(signal));
}

/** Lets a cancellation come in, and obeys it. */
async function checkpoint(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}
