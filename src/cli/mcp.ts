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
import { compareAnswer, estimateAnswer } from '../core/tools/toolAnswers';
import { readInput } from '../core/tools/toolInput';
import { OUTPUT_SCHEMAS } from '../core/tools/outputSchemas';
import { ToolProblem } from '../core/tools/toolProblem';
import { COMPARE_TOOL, ESTIMATE_TOOL, INPUT_SCHEMA, TOOLS } from '../core/tools/toolDefinitions';
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
  server.server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: TOOLS.map(described) }));
  server.server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) =>
    callTool(params.name, params.arguments ?? {}, folders, signal),
  );
  const ended = new Promise<void>((resolve) => process.stdin.once('end', resolve).once('close', resolve));
  await server.connect(new LineTransport(process.stdin, process.stdout));
  await ended;
  await server.close();
}

function described({ name, title, description }: (typeof TOOLS)[number]): Tool {
  return {
    name,
    title,
    description,
    inputSchema: structuredClone(INPUT_SCHEMA),
    outputSchema: structuredClone(OUTPUT_SCHEMAS[name]!),
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
  const answer = ANSWERS.get(name);
  if (!answer)
    throw new McpError(
      ErrorCode.InvalidParams,
      `Unknown tool. The tools are ${[...ANSWERS.keys()].join(' and ')}.`,
    );
  try {
    const asked = readInput(input);
    const { code, settings } =
      'source' in asked.code ? folders.text(asked.code.source) : folders.file(asked.code.path);
    const { text, data } = await answer(code, asked, settings, () => checkpoint(signal));
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
