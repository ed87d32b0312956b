/** Tokens as VS Code makes them: its own engine, the Python grammar that it ships, and our injection. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { loadWASM, OnigScanner, OnigString } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry, type IGrammar } from 'vscode-textmate';
import { installServer } from '../host/install.mjs';

const require = createRequire(__filename);
const INJECTION = 'modal-gpu.injection';

/** A stretch of one line with the scopes that it has, the outermost first. */
export interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}

let engine: Promise<void> | undefined;

/** The grammar for Python as a version of VS Code has it, with our injection or without. */
export async function pythonGrammar(version: 'newest' | 'oldest', injected: boolean): Promise<IGrammar> {
  engine ??= loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
  await engine;
  const { script } = await installServer(version);
  const syntaxes = join(script, '../../extensions/python/syntaxes');
  const files: Readonly<Record<string, string>> = {
    'source.python': join(syntaxes, 'MagicPython.tmLanguage.json'),
    'source.regexp.python': join(syntaxes, 'MagicRegExp.tmLanguage.json'),
    [INJECTION]: resolve('syntaxes/modal-gpu.tmLanguage.json'),
  };
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new OnigScanner(patterns),
      createOnigString: (text) => new OnigString(text),
    }),
    loadGrammar: (scope) => {
      const file = files[scope];
      return Promise.resolve(file === undefined ? null : parseRawGrammar(readFileSync(file, 'utf8'), file));
    },
    getInjections: (scope) => (injected && scope === 'source.python' ? [INJECTION] : []),
  });
  return (await registry.loadGrammar('source.python'))!;
}

/** The tokens of each line. */
export function tokenize(grammar: IGrammar, text: string): Token[][] {
  let stack = INITIAL;
  return text.split(/\r\n|\r|\n/).map((line) => {
    const { tokens, ruleStack, stoppedEarly } = grammar.tokenizeLine(line, stack);
    if (stoppedEarly) throw new Error(`stopped early: ${line}`);
    stack = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: line.slice(startIndex, endIndex),
      scopes,
    }));
  });
}

/** What our injection adds to a token, by the last words of its scopes. */
export function ownScopes({ scopes }: Token): string[] {
  return scopes.filter((scope) => scope.endsWith('.gpu.modal.python'));
}

/** The tokens without what our injection adds, neighbors of the same scopes in one. */
export function withoutOwn(tokens: readonly Token[]): Token[] {
  const plain: Token[] = [];
  for (const token of tokens) {
    const scopes = token.scopes.filter((scope) => !ownScopes(token).includes(scope));
    const last = plain.at(-1);
    if (last?.scopes.join(' ') === scopes.join(' '))
      plain[plain.length - 1] = { text: last.text + token.text, scopes };
    else plain.push({ text: token.text, scopes });
  }
  return plain;
}
