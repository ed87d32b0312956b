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
import { compareAnswer, estimateAnswer, type ToolAnswer } from '../core/tools/toolAnswers';
import { readInput } from '../core/tools/toolInput';
import { OUTPUT_SCHEMAS } from '../core/tools/outputSchemas';
import { ToolProblem } from '../core/tools/toolProblem';
import { COMPARE_TOOL, ESTIMATE_TOOL, INPUT_SCHEMA, TOOLS } from '../core/tools/toolDefinitions';
import { billOfFolders } from './mcpBill';
import { McpFolders, type McpTerms } from './mcpFolders';
import { LineTransport } from './mcpTransport';
import { loadParser } from './loadParser';

const ANSWERS = new Map([
  [ESTIMATE_TOOL.name, estimateAnswer],
  [COMPARE_TOOL.name, compareAnswer],
]);

const INSTRUCTIONS =
  'Estimates what Python code for Modal (modal.com) costs, from its source alone. The figures come from dated price books and are not a bill.';

/**
 * `modal-cost mcp`: the tools for agents over the Model Context Protocol, on standard input and output, until the input ends.
 * @param roots the folders that may be read: see `realFolders`
 */
export async function serveMcp(roots: readonly string[], terms: McpTerms): Promise<void> {
  const folders = new McpFolders(roots, await loadParser(), terms);
  const server = new McpServer(
    { name: 'modal-cost', title: 'Modal Cost', version },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  // The tools have their schemas as JSON Schema already, shared with VS Code: `registerTool` would want them anew, in zod.
  server.server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: [...TOOLS.map(described), describedAs(ACTUAL_TOOL, ACTUAL_INPUT_SCHEMA, ACTUAL_OUTPUT_SCHEMA)],
  }));
  server.server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) =>
    callTool(params.name, params.arguments ?? {}, folders, signal),
  );
  const ended = new Promise<void>((resolve) => process.stdin.once('end', resolve).once('close', resolve));
  await server.connect(new LineTransport(process.stdin, process.stdout));
  await ended;
  await server.close();
}

function described(tool: (typeof TOOLS)[number]): Tool {
  return describedAs(tool, INPUT_SCHEMA, OUTPUT_SCHEMAS[tool.name]!);
}

function describedAs(
  { name, title, description }: (typeof TOOLS)[number],
  input: Tool['inputSchema'],
  output: NonNullable<Tool['outputSchema']>,
): Tool {
  return {
    name,
    title,
    description,
    inputSchema: structuredClone(input),
    outputSchema: structuredClone(output),
    annotations: {
      title,
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
  };
}

/** Answers one call. Throws what an unknown tool, or a cancellation, comes to. */
export async function callTool(
  name: string,
  input: unknown,
  folders: McpFolders,
  signal: AbortSignal,
): Promise<CallToolResult> {
  if (name === ACTUAL_TOOL.name) return answered(() => actualOf(input, folders, signal));
  const answer = ANSWERS.get(name);
  if (!answer)
    throw new McpError(
      ErrorCode.InvalidParams,
      `Unknown tool. The tools are ${[...ANSWERS.keys()].join(', ')} and ${ACTUAL_TOOL.name}.`,
    );
  return answered(() => {
    const asked = readInput(input);
    const { code, settings } =
      'source' in asked.code ? folders.text(asked.code.source) : folders.file(asked.code.path);
    return answer(code, asked, settings, () => checkpoint(signal));
  });
}

/** What the apps of the folders did cost. */
async function actualOf(input: unknown, folders: McpFolders, signal: AbortSignal): Promise<ToolAnswer> {
  const app = readActualInput(input);
  return actualAnswer(folders.all(billOfFolders), app, () => checkpoint(signal));
}

async function answered(answer: () => Promise<ToolAnswer>): Promise<CallToolResult> {
  try {
    const { text, data } = await answer();
    return { content: [{ type: 'text', text }], structuredContent: data };
  } catch (error) {
    if (!(error instanceof ToolProblem)) throw error;
    return { content: [{ type: 'text', text: error.message }], isError: true };
  }
}

/** Lets a cancellation come in, and obeys it. */
async function checkpoint(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}
