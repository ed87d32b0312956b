import {
  LanguageModelTextPart,
  LanguageModelToolResult,
  type CancellationToken,
  type LanguageModelTool,
  type LanguageModelToolInvocationOptions,
} from 'vscode';
import type { ToolAnswer } from '../../core/tools/toolAnswers';

/** What an agent asks. */
export interface Question {
  /** As the model wrote it: nobody has checked it. */
  readonly input: unknown;
  /** The most characters of the text, and of the data as JSON; undefined where the host sets no bound. */
  readonly most: number | undefined;
  readonly token: CancellationToken;
}

/** A tool that a chat's agent may call. It only reads, so that nobody is asked before it runs. */
export class AgentTool implements LanguageModelTool<unknown> {
  /** @param message what a reader sees while it runs, by the input */
  constructor(
    private readonly answer: (question: Question) => Promise<ToolAnswer>,
    private readonly message: (input: unknown) => string,
  ) {}

  prepareInvocation({ input }: { readonly input: unknown }): { readonly invocationMessage: string } {
    return { invocationMessage: this.message(input) };
  }

  async invoke(
    { input, tokenizationOptions }: LanguageModelToolInvocationOptions<unknown>,
    token: CancellationToken,
  ): Promise<LanguageModelToolResult> {
    // Three characters a token, half of them for the data.
    const most = tokenizationOptions && tokenizationOptions.tokenBudget * 1.5;
    const { text, data } = await this.answer({ input, most, token });
    return new LanguageModelToolResult([
      new LanguageModelTextPart(text),
      new LanguageModelTextPart(JSON.stringify(data)),
    ]);
  }
}
